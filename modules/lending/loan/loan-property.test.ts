import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, it } from 'node:test'
import { addDays } from '#kernel/dates'
import { isRefused } from '#kernel/decider'
import { minus, money, nothing, plus, sum, type Money } from '#kernel/money'
import { journalOf } from '../ledger/journal.ts'
import { imbalanceOf, ledgerOf, totalOf, trialBalance } from '../ledger/posting.ts'
import { byPlace, placeOf, standing } from './fact.ts'
import { life, type Life } from './loan-life.fixture.ts'
import { courseAt, loanAt, resume, stateOf } from './loan.ts'

/** The same lives every time: a difference is a difference, not luck. */
fc.configureGlobal({ seed: 4 })

/** After every other payment of its day. */
const PAID = { id: '~', kind: 'repaid', amount: nothing, purpose: 'foreclosure' } as const

describe('whatever happens to a loan', () => {
  it('what was repaid, forgiven and written off and is still owed make the principal', () => {
    fc.assert(
      fc.property(life, ({ terms, facts, on }) => {
        const loan = loanAt(terms, facts, on)
        if (loan.status === 'cancelled') return assert.equal(loan.outstanding.total, 0)
        const forgiven = loan.schedule.reduce(
          (all, row) => plus(all, row.waived.principal),
          nothing,
        )
        const owed = plus(loan.outstanding.principal, loan.position.recovered)
        assert.equal(plus(plus(loan.paid.principal, forgiven), owed), loan.lent)
        // The rows to come repay what has not fallen due, whatever became of them.
        if (loan.status !== 'active') return undefined
        const coming = loan.schedule.filter(({ status }) => status === 'coming')
        assert.equal(sum(coming.map(({ principal }) => principal)), loan.position.principalUnbilled)
        return undefined
      }),
    )
  })

  it('its books sum to nothing, and the journal leads to them', () => {
    fc.assert(
      fc.property(life, ({ terms, facts, on }) => {
        const journal = journalOf(terms, facts, on)
        for (const { lines, factId } of journal) assert.equal(imbalanceOf(lines), 0, factId)
        const books = ledgerOf(loanAt(terms, facts, on).position)
        assert.equal(totalOf(books), 0)
        assert.deepEqual(trialBalance(journal), books)
      }),
    )
  })

  it('the order in which it became known does not matter', () => {
    const shuffled = life.chain((each) =>
      fc.record({
        each: fc.constant(each),
        other: fc.shuffledSubarray(each.facts, { minLength: each.facts.length }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ each: { terms, facts, on }, other }) => {
        assert.deepEqual(loanAt(terms, other, on), loanAt(terms, facts, on))
      }),
    )
  })

  it('going on from any snapshot gives what starting over gives', () => {
    fc.assert(
      fc.property(life, fc.nat(900), ({ terms, facts, on }, back) => {
        const snapshotOn = addDays(on, -back)
        const known = facts.filter((fact) => fact.on <= snapshotOn)
        const fresh = facts.filter((fact) => fact.on > snapshotOn)
        const snapshot = JSON.parse(JSON.stringify(courseAt(terms, known, snapshotOn)))
        const course = resume(snapshot, terms, fresh, on)
        if (isRefused(course)) {
          const reversing = fresh.some((fact) => fact.kind === 'reversed' && fact.on <= on)
          return assert.ok(reversing)
        }
        assert.deepEqual(stateOf(course, terms, on), loanAt(terms, facts, on))
        return undefined
      }),
    )
  })

  it('paying the quote closes it, and one paisa less does not', () => {
    fc.assert(
      fc.property(life, ({ terms, facts, on }) => {
        // Facts that take their place after a payment of the same day would spoil the quote.
        const payment = { on, rank: placeOf({ ...PAID, on }).rank, id: PAID.id }
        const known = standing(facts, on).filter((fact) => byPlace(placeOf(fact), payment) < 0)
        const { status, payoff } = loanAt(terms, known, on)
        if (status !== 'active' || payoff.payable <= 1) return
        const paying = (amount: Money) => {
          return loanAt(terms, [...known, { ...PAID, on, amount }], on)
        }
        const closed = paying(payoff.payable)
        assert.equal(closed.status, 'closed')
        assert.equal(closed.outstanding.total, 0)
        assert.notEqual(paying(minus(payoff.payable, money(1))).status, 'closed')
      }),
    )
  })
})

/** Where values stand in plain data. */
const placesIn = (value: unknown): string[][] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, inner]) => [
        [name],
        ...placesIn(inner).map((place) => [name, ...place]),
      ])

const placesOf = ({ terms, facts }: Life): string[][] =>
  placesIn({ terms, facts }).filter((place) => place.length > 1)

/** The life with one value of it replaced. */
function spoilt(whole: Life, place: readonly string[], value: unknown): Life {
  const copy = structuredClone(whole)
  let at = copy as unknown as { [name: string]: never }
  for (const name of place.slice(0, -1)) at = at[name] as never
  at[place.at(-1) as string] = value as never
  return copy
}

const nonsense = fc.constantFrom(
  ...[NaN, Infinity, -Infinity, -1, 0, 1.5, 481, 1e15, 2 ** 53, '', 'x', '-5', '1e9', null],
  ...[undefined, [], {}, true, '0001-01-01', '9999-12-31', '2027-02-29', '2026-13-45'],
)
const spoiltLife = life.chain((whole) =>
  fc
    .tuple(fc.constantFrom(...placesOf(whole)), nonsense)
    .map(([place, value]) => spoilt(whole, place, value)),
)

describe('whatever is said of a loan', () => {
  it('it is answered in whole paise, or refused with a sentence', () => {
    fc.assert(
      fc.property(spoiltLife, ({ terms, facts, on }) => {
        try {
          const { outstanding, excess, position } = loanAt(terms, facts, on)
          for (const amount of [outstanding.total, excess, totalOf(ledgerOf(position))])
            assert.ok(Number.isSafeInteger(amount), String(amount))
        } catch (error) {
          assert.match((error as Error).message, /^schedule: .*[.]$/)
        }
      }),
      { numRuns: 600 },
    )
  })
})
