/** The loan that the accounting cases tell of, read from their own lines. */
import { date } from '#kernel/dates'
import { minus, nothing, plus, rupees, sum, type Money } from '#kernel/money'
import { exact, rate } from '#kernel/rates'
import type { LoanFact } from '../../../modules/lending/loan/fact.ts'
import type { LoanTerms } from '../../../modules/lending/loan/terms.ts'
import type { Vector } from './vector.ts'

type Line = { account: string; dr: string; cr: string }

/** Debit less credit of an account, by its number. */
export function moved({ lines }: Vector, code: string): Money {
  const own = ((lines ?? []) as Line[]).filter(({ account }) => account.startsWith(code))
  return sum(own.map(({ dr, cr }) => minus(rupees(dr), rupees(cr))))
}

/** Terms and facts, as far as the cases are facts of a running loan. */
export function vectorLoan(vectors: readonly Vector[]): { terms: LoanTerms; facts: LoanFact[] } {
  const first = (event: string) => vectors.find((vector) => vector['event'] === event) ?? {}
  const [lent, due, share] = [first('LOAN_DISBURSED'), first('EMI_DUE'), first('FEE_AMORTISED')]
  const principal = moved(lent, '1100')
  const interest = minus(nothing, plus(moved(due, '1120'), moved(due, '4100')))
  const fee = minus(nothing, moved(lent, '2310'))
  const gst = minus(nothing, sum(['2210', '2211', '2212'].map((code) => moved(lent, code))))
  const kept = { onExit: 'kept' } as const
  const terms: LoanTerms = {
    principal,
    rate: rate(exact(interest).times(1200).dividedBy(principal).toDecimalPlaces(6).toString()),
    instalments: Math.round(fee / moved(share, '2310')),
    fees: [
      { kind: 'processing', amount: fee, gst, payee: 'lender', ...kept },
      {
        kind: 'stamp-duty',
        amount: minus(nothing, moved(lent, '2230')),
        gst: nothing,
        payee: 'third-party',
        ...kept,
      },
    ],
    placeOfSupply: moved(lent, '2212') === 0 ? 'same-state' : 'other-state',
  }
  return { terms, facts: vectors.flatMap(factsIn) }
}

/** A fact's id is its case's event and date: so the journal's entries are found again. */
export const factIdOf = (vector: Vector): string => `${vector['event']}:${vector['date']}`

function factsIn(vector: Vector): LoanFact[] {
  const of = (code: string): Money => moved(vector, code)
  const about = { id: factIdOf(vector), on: date(vector['date']) }
  switch (vector['event']) {
    case 'LOAN_DISBURSED':
      return [
        { ...about, kind: 'disbursed', amount: minus(nothing, of('1010')) },
        { ...about, id: 'credited', kind: 'credited' },
      ]
    case 'NACH_PRESENTED':
      return [{ ...about, kind: 'presented', amount: of('1020') }]
    case 'NACH_RETURNED_04':
      // Which presentment came back, the case leaves to its amount: there is one.
      return [{ ...about, kind: 'bounced', of: presentmentOf(vector), code: '04' }]
    case 'BOUNCE_CHARGE':
    case 'PENAL_CHARGE': {
      const isBounce = vector['event'] === 'BOUNCE_CHARGE'
      const amount = minus(nothing, of(isBounce ? '4200' : '4210'))
      const gst = minus(of('1140'), amount)
      return [{ ...about, kind: 'charged', charge: isBounce ? 'bounce' : 'penal', amount, gst }]
    }
    case 'REPAYMENT_UPI':
      return [{ ...about, kind: 'repaid', amount: of('1015') }]
    case 'EXCESS_REFUND':
      return [{ ...about, kind: 'refunded', amount: of('2400') }]
    case 'PART_PREPAYMENT':
      return [{ ...about, kind: 'repaid', amount: of('1015'), purpose: 'part-prepayment' }]
    default:
      return []
  }
}

/** The returned one is the presentment of the business day before. */
function presentmentOf(vector: Vector): string {
  const on = date(vector['date'])
  const before = new Date(Date.parse(on) - 86_400_000).toISOString().slice(0, 10)
  return `NACH_PRESENTED:${before}`
}
