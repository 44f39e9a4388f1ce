/** Money is a whole number of paise, branded so that a bare number can't pass for it. */
export type Money = number & { readonly unit: 'paise' }

/** Whole paise as `Money`. Throws a RangeError on fractions and beyond 2^53 (₹90 lakh crore). */
export function money(paise: number): Money {
  if (!Number.isSafeInteger(paise)) throw new RangeError(`money: ${paise} is not whole paise`)
  return (paise === 0 ? 0 : paise) as Money // Never minus zero: it would not equal zero in a test.
}

/** Rupees as a decimal string: `rupees('8.57')` is 857 paise. A third decimal is refused. */
export function rupees(text: string): Money {
  const [, sign, whole, part = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text) ?? []
  if (whole === undefined) throw new RangeError(`rupees: ${text}`)
  return money(Number(`${sign}${whole}${part.padEnd(2, '0')}`))
}

export const nothing = money(0)
export const plus = (a: Money, b: Money): Money => money(a + b)
export const minus = (a: Money, b: Money): Money => money(a - b)
export const negated = (a: Money): Money => money(-a)
export const sum = (amounts: Iterable<Money>): Money => {
  let total = 0
  for (const amount of amounts) total += amount
  return money(total)
}
export const least = (a: Money, b: Money): Money => (a < b ? a : b)
export const most = (a: Money, b: Money): Money => (a > b ? a : b)

/** Plain decimal rupees, for files and APIs: 123456 paise is `1234.56`. */
export function decimal(amount: Money): string {
  const paise = Math.abs(amount)
  const text = `${Math.floor(paise / 100)}.${String(paise % 100).padStart(2, '0')}`
  return amount < 0 ? `-${text}` : text
}

/** As people in India read it: `₹1,23,456.78`; a minus stands before the sign of the rupee. */
export function shown(amount: Money): string {
  const [whole = '0', part] = decimal(money(Math.abs(amount))).split('.')
  const last = whole.slice(-3)
  const lead = whole.slice(0, -3).replace(/\B(?=(\d{2})+$)/g, ',')
  return `${amount < 0 ? '−' : ''}₹${lead ? `${lead},` : ''}${last}.${part}`
}
