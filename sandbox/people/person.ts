/**
 * One of the people of a seed: `person(seed, n)` is pure, so the vendors, the bank and the phone
 * all know the same person without telling one another. Phone, PAN and account number hold `n`
 * in disguise, and lead back to it.
 */
import { addDays, date, type LocalDate } from '#kernel/dates'
import { between, digits, fraction, pick, token } from '../draw.ts'
import { GROUPS, type Group } from './names.ts'
import { BANKS, CITIES, EMPLOYERS, PHONES, STREETS } from './places.ts'

export type Person = {
  readonly n: number
  readonly name: string
  readonly gender: 'female' | 'male'
  readonly language: string
  readonly dob: LocalDate
  readonly pan: string
  /** Ten digits. */
  readonly phone: string
  readonly email: string
  readonly occupation: 'salaried' | 'self-employed' | 'business'
  readonly employer: string
  /** Paise a month. */
  readonly salary: number
  /** Day of the month, 1 to 28. */
  readonly payday: number
  readonly address: string
  readonly city: string
  readonly state: string
  readonly pinCode: string
  readonly bank: string
  readonly account: string
  readonly ifsc: string
  readonly nameAtBank: string
  readonly device: { readonly id: string; readonly model: string; readonly android: number }
  /** People of one ring share a device and an address. */
  readonly ring?: number
  readonly habits: Habits
  /** What no form asks and all else follows from; 0 is none, 1 is full. */
  readonly hidden: { readonly ability: number; readonly will: number }
}
export type Habits = {
  /** Business milliseconds on a screen before acting. */
  readonly thinkMs: number
  /** Chance to put the phone away at a screen and come back later. */
  readonly wander: number
  /** Chance to give up for good at a screen. */
  readonly quit: number
  /** Chance to mistype a code. */
  readonly slip: number
  /** Share of the offer taken. */
  readonly appetite: number
}

const POPULATION = 1_000_000
/** Prime to all three ranges, so that multiplying by it is undone by its inverse. */
const STRIDE = 982_451_653n
const RANGES = { phone: 10n ** 9n, pan: 26n ** 4n * 10_000n, account: 10n ** 10n } as const
const RING_EVERY = 97
const RING_SIZE = 3

export function person(seed: string, n: number): Person {
  const draw = (purpose: string): number => fraction(seed, 'person', n, purpose)
  const ring =
    n % RING_EVERY < RING_SIZE && n >= RING_EVERY ? Math.floor(n / RING_EVERY) : undefined
  const group = weighted(GROUPS, draw('group'))
  const gender = draw('gender') < 0.42 ? 'female' : 'male'
  const first = pick(gender === 'female' ? group.she : group.he, draw('first'))
  const family = pick(group.family, draw('family'))
  const name = `${first} ${family}`
  const bank = weighted(BANKS, draw('bank'))
  const phone = `${pick(['9', '8', '7', '6'], draw('lead'))}${disguise(seed, n, 'phone', 9)}`
  const salary = salaryOf(draw('salary'))
  const model = pick(PHONES, draw('model'))
  const occupation = pick(
    ['salaried', 'salaried', 'salaried', 'self-employed', 'business'],
    draw('work'),
  )
  return {
    n,
    name,
    gender,
    language: group.language,
    phone,
    salary,
    dob: addDays(date('2005-01-01'), -between(0, 13_000, draw('age') ** 1.4)),
    pan: panOf(seed, n, family),
    email: `${first}.${family}${n}@mail.example`.toLowerCase(),
    occupation: occupation as Person['occupation'],
    employer: pick(EMPLOYERS, draw('employer')),
    payday: pick([1, 1, 1, 5, 7, 10, 28], draw('payday')),
    ...(ring === undefined
      ? homeOf(seed, `person-${n}`, group)
      : homeOf(seed, `ring-${ring}`, weighted(GROUPS, fraction(seed, 'ring', ring)))),
    bank: bank.name,
    account: accountOf(seed, n, bank.length),
    ifsc: `${bank.code}0${digits(6, seed, n, 'branch')}`,
    nameAtBank: bankName(first, family, draw('bank-name')),
    device: {
      id: token('dev', seed, ring === undefined ? n : `ring-${ring}`),
      model: model.model,
      android: model.android,
    },
    ...(ring !== undefined && { ring }),
    habits: habitsOf(draw),
    hidden: {
      ability: draw('ability') ** 0.6,
      will: ring === undefined ? draw('will') ** 0.35 : 0.05,
    },
  }
}

/** Whose phone, PAN or account this is; undefined for a stranger. */
export function personBy(
  seed: string,
  marks: { phone?: string | undefined; pan?: string | undefined; account?: string | undefined },
): Person | undefined {
  const { phone, pan, account } = marks
  const found = (n: number | undefined, field: 'phone' | 'pan' | 'account', value: string) => {
    const candidate = n === undefined || n >= POPULATION ? undefined : person(seed, n)
    return candidate?.[field] === value ? candidate : undefined
  }
  if (account && /^\d{11,16}$/.test(account)) {
    const known = found(reveal(seed, BigInt(account.slice(-10)), 'account'), 'account', account)
    if (known) return known
  }
  if (pan && /^[A-Z]{5}\d{4}[A-Z]$/.test(pan)) {
    const known = found(reveal(seed, numberOfPan(pan), 'pan'), 'pan', pan)
    if (known) return known
  }
  if (phone && /^\d{10}$/.test(phone)) {
    return found(reveal(seed, BigInt(phone.slice(1)), 'phone'), 'phone', phone)
  }
  return undefined
}

type Range = keyof typeof RANGES

const offsetOf = (seed: string, range: Range): bigint =>
  BigInt(`${digits(9, seed, range, 'offset')}`)

const hidden = (seed: string, n: number, range: Range): bigint =>
  (BigInt(n) * STRIDE + offsetOf(seed, range)) % RANGES[range]

const disguise = (seed: string, n: number, range: Range, width: number): string =>
  hidden(seed, n, range).toString().padStart(width, '0')

function reveal(seed: string, value: bigint, range: Range): number {
  const modulus = RANGES[range]
  const back = ((value - offsetOf(seed, range)) % modulus) + modulus
  return Number((back * INVERSES[range]) % modulus)
}

/** The number that undoes STRIDE in the range, by Euclid. */
function inverse(modulus: bigint): bigint {
  let [a, b, x, y] = [STRIDE % modulus, modulus, 1n, 0n]
  while (b > 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y]
  return ((x % modulus) + modulus) % modulus
}
const INVERSES: { readonly [range in Range]: bigint } = {
  phone: inverse(RANGES.phone),
  pan: inverse(RANGES.pan),
  account: inverse(RANGES.account),
}

const letter = (value: bigint): string => String.fromCharCode(65 + Number(value % 26n))

/**
 * Holder type P, then the family name's initial; the rest is `n` in disguise (SPEC §6, formats).
 */
function panOf(seed: string, n: number, family: string): string {
  const value = hidden(seed, n, 'pan')
  const [number, letters] = [value % 10_000n, value / 10_000n]
  const head = letter(letters) + letter(letters / 26n) + letter(letters / 676n)
  const last = letter(letters / 17_576n)
  return `${head}P${family[0]?.toUpperCase()}${number.toString().padStart(4, '0')}${last}`
}

function numberOfPan(pan: string): bigint {
  const at = (index: number): bigint => BigInt(pan.charCodeAt(index) - 65)
  const letters = at(0) + at(1) * 26n + at(2) * 676n + at(9) * 17_576n
  return letters * 10_000n + BigInt(pan.slice(5, 9))
}

const accountOf = (seed: string, n: number, length: number): string =>
  `3${length > 11 ? digits(length - 11, seed, n, 'account-head') : ''}` +
  disguise(seed, n, 'account', 10)

/** Median ₹31,000, from ₹12,000 to about ₹2 lakh, whole hundreds. */
function salaryOf(share: number): number {
  const stretched = Math.log(share / (1 - share + 1e-9) + 1e-9) / 1.7
  const rupees = Math.exp(Math.log(31_000) + 0.55 * stretched)
  return Math.round(Math.min(200_000, Math.max(12_000, rupees)) / 100) * 10_000
}

function homeOf(seed: string, who: string, group: Group) {
  const draw = (purpose: string): number => fraction(seed, who, purpose)
  const city = pick(CITIES[group.language] ?? [], draw('city'))
  const house = `${between(1, 240, draw('house'))}, ${pick(STREETS, draw('street'))}`
  const pinCode = String(city.pin + between(0, 60, draw('pin')))
  return { address: `${house}, ${city.name}`, city: city.name, state: city.state, pinCode }
}

/** Banks know people by their card mostly, sometimes turned round, shortened, or misspelt. */
function bankName(first: string, family: string, share: number): string {
  const [given, last] = [first.toUpperCase(), family.toUpperCase()]
  if (share < 0.72) return `${given} ${last}`
  if (share < 0.82) return `${last} ${given}`
  if (share < 0.9) return `${given} KUMAR ${last}`
  if (share < 0.95) return `MR ${given} ${last}`
  if (share < 0.97) return `${given} ${last}${last.at(-1)}`
  if (share < 0.985) return given
  return `SUNITA ${last.slice(0, 2)}WAL`
}

const habitsOf = (draw: (purpose: string) => number): Habits => ({
  thinkMs: between(8_000, 90_000, draw('think') ** 2),
  wander: draw('wander') * 0.18,
  quit: draw('quit') * 0.02,
  slip: draw('slip') * 0.08,
  appetite: 0.35 + 0.65 * draw('appetite'),
})

function weighted<T extends { readonly weight: number }>(from: readonly T[], share: number): T {
  let left = share * from.reduce((total, one) => total + one.weight, 0)
  for (const one of from) {
    left -= one.weight
    if (left < 0) return one
  }
  return pick(from, share)
}
