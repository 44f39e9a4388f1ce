/** Terms that change while a loan runs, and money that is no repayment, through `loanAt`. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { decimal, minus, nothing, rupees, sum, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { epiOf } from '../schedule/annuity.ts'
import { ledgerOf } from '../ledger/posting.ts'
import type { LoanFact } from './fact.ts'
import { loanAt, type LoanState } from './loan.ts'
import type { LoanTerms } from './terms.ts'

const CREDITED = date('2026-12-05')
const PRINCIPAL = rupees('100000')

/** ₹1,00,000 at 18 % over twelve, credited on 5 December 2026; some of it is agreed otherwise. */
const at = (on: string, facts: readonly LoanFact[], over: Partial<LoanTerms> = {}): LoanState => {
  const terms: LoanTerms = {
    ...{ principal: PRINCIPAL, rate: rate('18'), instalments: 12, fees: [] },
    ...{ placeOfSupply: 'same-state', ...over },
  }
  const begun: LoanFact[] = [
    { id: 'd', on: CREDITED, kind: 'disbursed', amount: PRINCIPAL },
    { id: 'c', on: CREDITED, kind: 'credited' },
  ]
  return loanAt(terms, [...begun, ...facts], date(on))
}
type Bare = LoanFact extends infer F ? (F extends LoanFact ? Omit<F, 'id' | 'on'> : never) : never
const did = (on: string, what: Bare, id: string = what.kind): LoanFact =>
  ({ ...what, id, on: date(on) }) as LoanFact
const paid = (on: string): LoanFact => did(on, { kind: 'repaid', amount: rupees('9168') }, on)
const comingOf = ({ schedule }: LoanState) => schedule.filter(({ status }) => status === 'coming')
const principalOf = ({ schedule }: LoanState): Money =>
  sum(schedule.map(({ principal }) => principal))
const interestAt = (loan: LoanState, i: number): string =>
  decimal(loan.schedule[i]?.interest ?? nothing)

describe('another rate', () => {
  const changed = (on: string, percent: string, keep: 'emi' | 'tenor', epi?: Money) =>
    did(on, { kind: 'rate-changed', rate: rate(percent), keep, ...(epi && { epi }) })

  it('from a due date equates the same dates anew', () => {
    const loan = at('2027-01-05', [paid('2027-01-05'), changed('2027-01-05', '24', 'tenor')])
    const [next] = comingOf(loan)
    const left = loan.outstanding.principal
    assert.deepEqual([comingOf(loan).length, next?.instalment], [11, epiOf(left, rate('24'), 11)])
    assert.equal(next?.interest, Math.round(left * 0.02))
    assert.equal(principalOf(loan), PRINCIPAL)
  })
  it('inside a month counts each day at its own', () => {
    const loan = at('2026-12-20', [changed('2026-12-20', '24', 'tenor')])
    assert.equal(decimal(loan.outstanding.interestAccrued), '739.73')
    assert.equal(interestAt(loan, 0), '1791.78')
    const before = at('2026-12-19', [changed('2026-12-20', '24', 'tenor')])
    assert.equal(before.schedule[0]?.instalment, rupees('9168'))
  })
  it('at the same instalment takes other dates', () => {
    const up = at('2027-01-05', [paid('2027-01-05'), changed('2027-01-05', '36', 'emi')])
    assert.deepEqual(
      new Set(
        comingOf(up)
          .slice(0, -1)
          .map((row) => row.instalment),
      ),
      new Set([916_800]),
    )
    assert.deepEqual([comingOf(up).length, comingOf(up).at(-1)?.dueOn], [13, '2028-02-05'])
    const down = at('2027-01-05', [paid('2027-01-05'), changed('2027-01-05', '2', 'emi')])
    assert.equal(comingOf(down).length, 11)
    assert.ok((comingOf(down).at(-1)?.instalment ?? 0) < rupees('9168'))
  })
  it('may change both', () => {
    const both = changed('2027-01-05', '24', 'emi', rupees('12000'))
    const loan = at('2027-01-05', [paid('2027-01-05'), both])
    assert.equal(comingOf(loan)[0]?.instalment, rupees('12000'))
    assert.equal(comingOf(loan).length, 9)
    assert.equal(principalOf(loan), PRINCIPAL)
  })
  it('never lets the loan grow: an instalment its interest eats is not kept', () => {
    const loan = at('2027-01-05', [paid('2027-01-05'), changed('2027-01-05', '120', 'emi')])
    assert.equal(comingOf(loan).length, 11)
    for (const { principal } of comingOf(loan)) assert.ok(principal > 0)
  })
})

describe('days without interest', () => {
  const pause = did('2026-12-10', { kind: 'interest-paused', till: date('2026-12-19') })
  const loan = at('2026-12-10', [pause])

  it('leave the instalments, and the last one shrinks', () => {
    const plain = at('2026-12-10', [])
    assert.equal(interestAt(loan, 0), '1035.62') // Twenty-one days of thirty-one.
    const same = loan.schedule.slice(0, 11).map(({ instalment }) => instalment)
    assert.deepEqual(new Set(same), new Set([916_800]))
    const last = (state: LoanState): number => state.schedule.at(-1)?.instalment ?? 0
    assert.ok(last(loan) < last(plain) - 46_000)
    assert.equal(principalOf(loan), PRINCIPAL)
  })
  it('accrue nothing', () => {
    const accrued = (on: string) => decimal(at(on, [pause]).outstanding.interestAccrued)
    assert.deepEqual(['2026-12-10', '2026-12-15', '2026-12-20', '2026-12-21'].map(accrued), [
      '246.58',
      '246.58',
      '246.58',
      '295.90',
    ])
  })
  it('stay without it when the loan is planned anew among them', () => {
    const prepaid = did('2026-12-15', {
      ...{ kind: 'repaid', amount: rupees('10246.58'), purpose: 'part-prepayment' },
    })
    // 90,000 from the 20th: sixteen days.
    assert.equal(interestAt(at('2026-12-15', [pause, prepaid]), 0), '710.14')
  })
})

describe('more principal in the same loan', () => {
  const drawn = (over: 'fresh-term' | 'coming') =>
    did('2027-01-20', { kind: 'drawn', amount: rupees('50000'), over })

  it('is repaid over a whole term of its own, on the same days', () => {
    const loan = at('2027-01-20', [paid('2027-01-05'), drawn('fresh-term')])
    assert.equal(loan.lent, rupees('150000'))
    assert.equal(principalOf(loan), rupees('150000'))
    const own = epiOf(rupees('50000'), rate('18'), 12)
    assert.equal(loan.schedule[1]?.instalment, rupees('9168') + own)
    assert.deepEqual([loan.schedule.length, loan.schedule.at(-1)?.dueOn], [13, '2028-01-05'])
    assert.equal(
      loan.schedule[11]?.instalment,
      (loan.schedule[11]?.principal ?? 0) + (loan.schedule[11]?.interest ?? 0),
    )
    assert.equal(ledgerOf(loan.position)[1100], loan.outstanding.principal)
    assert.equal(ledgerOf(loan.position)[1010], -rupees('150000'))
  })
  it('or over the instalments to come', () => {
    const loan = at('2027-01-20', [paid('2027-01-05'), drawn('coming')])
    assert.equal(loan.schedule.length, 12)
    assert.equal(principalOf(loan), rupees('150000'))
    const [first, ...others] = comingOf(loan)
      .slice(0, -1)
      .map((row) => row.instalment)
    assert.deepEqual(new Set(others), new Set([first]))
  })
  it('bears interest from its day on', () => {
    const before = at('2027-01-20', [paid('2027-01-05')])
    const loan = at('2027-01-30', [paid('2027-01-05'), drawn('fresh-term')])
    const plain = at('2027-01-30', [paid('2027-01-05')])
    assert.equal(before.outstanding.principal, minus(loan.outstanding.principal, rupees('50000')))
    const more = minus(loan.outstanding.interestAccrued, plain.outstanding.interestAccrued)
    assert.ok(Math.abs(more - 24_658) <= 1, String(more)) // Ten days of 50,000.
  })
  it('keeps each instalment after money beyond dues', () => {
    const prepaid = did('2027-01-25', {
      ...{ kind: 'repaid', amount: rupees('40000'), purpose: 'part-prepayment' },
    })
    const facts = [paid('2027-01-05'), drawn('fresh-term')]
    const [was, is] = [at('2027-01-25', facts), at('2027-01-25', [...facts, prepaid])]
    assert.equal(is.schedule[1]?.instalment, was.schedule[1]?.instalment)
    assert.ok(is.schedule.length < was.schedule.length)
  })
})

describe('what comes with each instalment', () => {
  it('is a charge of its own on the due date, with GST', () => {
    const instalmentFee = { amount: rupees('20'), percent: '1', gstPercent: '18' }
    const loan = at('2027-02-05', [], { instalmentFee })
    assert.deepEqual(
      loan.charges.map(({ on, net, gst }) => [on, decimal(net), decimal(gst)]),
      [
        ['2027-01-05', '111.68', '20.10'],
        ['2027-02-05', '111.68', '20.10'],
      ],
    )
    assert.equal(ledgerOf(loan.position)[1140], rupees('263.56'))
  })
  it('may fall due on another day from now on', () => {
    const moved = did('2027-01-05', {
      ...{ kind: 'rescheduled', instalments: 11, nextDueOn: date('2027-02-20') },
    })
    const loan = at('2027-01-05', [paid('2027-01-05'), moved])
    assert.deepEqual(
      comingOf(loan)
        .slice(0, 2)
        .map(({ dueOn }) => dueOn),
      ['2027-02-20', '2027-03-20'],
    )
    assert.equal(principalOf(loan), PRINCIPAL)
  })
})

describe('a due date on a holiday', () => {
  const shifted = (moves: 'next' | 'previous') =>
    at('2026-12-05', [], {
      plan: { holidays: { days: [date('2027-01-05')], weekly: [{ weekday: 0 }], moves } },
    })

  it('moves to a working day, and its interest stays', () => {
    const dues = shifted('next').schedule.map(({ dueOn }) => dueOn)
    // The 5th of September and of December 2027 are Sundays.
    assert.deepEqual(
      [dues[0], dues[1], dues[8], dues[11]],
      ['2027-01-06', '2027-02-05', '2027-09-06', '2027-12-06'],
    )
    assert.equal(shifted('previous').schedule[0]?.dueOn, '2027-01-04')
    assert.deepEqual(
      shifted('next').schedule.map(({ interest }) => interest),
      at('2026-12-05', []).schedule.map(({ interest }) => interest),
    )
  })
})

describe('what a product may agree of instalments', () => {
  it('a down payment on the day itself, the rest in instalments', () => {
    const { schedule, dues } = at('2026-12-05', [], { plan: { downPercent: '20' } })
    assert.deepEqual([schedule[0]?.dueOn, schedule[0]?.principal], [CREDITED, rupees('20000')])
    assert.equal(dues.total, rupees('20000'))
    assert.deepEqual(
      [schedule.length, schedule[1]?.instalment],
      [13, epiOf(rupees('80000'), rate('18'), 12)],
    )
  })
  it('multiples of more than a rupee', () =>
    assert.equal(
      at('2026-12-05', [], { plan: { multiple: rupees('50') } }).schedule[0]?.instalment,
      rupees('9150'),
    ))
  it('the odd rest spread, where it would lie with the last', () => {
    const last = (residue?: 'spread') => {
      const plan = { ...{ unit: 'weeks' as const }, ...(residue && { residue }) }
      const { schedule } = at('2026-12-05', [], { plan, instalments: 50, rounding: 'paise' })
      return Math.abs((schedule.at(-1)?.instalment ?? 0) - (schedule[0]?.instalment ?? 0))
    }
    assert.ok(last('spread') <= last())
  })
})

describe('money that is no repayment', () => {
  it('a repayment the bank took back is owed again as principal', () => {
    const facts = [paid('2027-01-05')]
    const back = did('2027-01-20', {
      kind: 'charged-back',
      of: '2027-01-05',
      amount: rupees('9168'),
    })
    const [was, is] = [at('2027-01-20', facts), at('2027-01-20', [...facts, back])]
    assert.equal(minus(is.outstanding.principal, was.outstanding.principal), rupees('9168'))
    assert.equal(minus(is.schedule[1]?.instalment ?? nothing, rupees('9168')), rupees('9168'))
    assert.equal(principalOf(is), minus(PRINCIPAL, is.paid.principal) + was.paid.principal)
    assert.equal(ledgerOf(is.position)[1015] ?? 0, 0)
  })
  it('goodwill meets what is due, at our expense', () => {
    const gift = did('2027-01-05', { kind: 'goodwill', amount: rupees('500') })
    const loan = at('2027-01-05', [gift])
    assert.equal(loan.dues.total, rupees('8668'))
    assert.equal(ledgerOf(loan.position)[5220], rupees('500'))
  })
  it('a refund of the merchant repays principal, with the interest it bore', () => {
    const refund = (interestToo?: true): LoanFact =>
      did('2027-01-15', {
        ...{ kind: 'merchant-refunded', amount: rupees('30000') },
        ...(interestToo && { interestToo }),
      })
    const [plain, kind] = [undefined, true as const].map((interestToo) =>
      at('2027-01-15', [paid('2027-01-05'), refund(interestToo)]),
    ) as [LoanState, LoanState]
    const given = minus(plain.outstanding.principal, kind.outstanding.principal)
    assert.equal(decimal(given), '606.58') // 30,000 at 18 % for forty-one days.
    assert.equal(plain.schedule[1]?.instalment, rupees('9168'))
    const all = at('2027-01-15', [
      paid('2027-01-05'),
      did('2027-01-15', { kind: 'merchant-refunded', amount: PRINCIPAL }),
    ])
    assert.equal(all.status, 'closed')
  })
})
