import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, date, type LocalDate } from '#kernel/dates'
import { rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { imbalanceOf, ledgerOf, trialBalance, type Entry } from '../ledger/posting.ts'
import { carry, nextReviewOn, type Kept } from './book.ts'
import { begin, positionOf } from './course.ts'
import type { LoanFact } from './fact.ts'
import type { LoanTerms } from './terms.ts'

const terms: LoanTerms = {
  principal: rupees('100000'),
  rate: rate('18'),
  instalments: 12,
  fees: [],
  placeOfSupply: 'same-state',
}
const start = date('2026-01-05')
const first = date('2026-02-05')
const emi = rupees('9168')
const opening: LoanFact[] = [
  { id: 'pay_1', kind: 'disbursed', on: start, amount: rupees('100000') },
  { id: 'evt_1', kind: 'credited', on: start },
]
const paid = (id: string, on: LocalDate): LoanFact => ({ id, kind: 'repaid', on, amount: emi })

/** Keeps a loan as the shell does: each call carries what was kept before. */
function keeping() {
  let kept: Kept = { terms, facts: [], course: begin() }
  const entries: Entry[] = []
  return {
    entries,
    carry(fresh: readonly LoanFact[], on: LocalDate) {
      const carried = carry(kept, fresh, on)
      kept = { terms, facts: [...kept.facts, ...fresh], course: carried.course }
      entries.push(...carried.entries)
      return carried
    },
  }
}

describe('A loan on the books', () => {
  it('posts balanced entries, each under its cause', () => {
    const loan = keeping()
    loan.carry(opening, start)
    loan.carry([paid('rcp_1', first)], first)
    assert.deepEqual(
      loan.entries.map((entry) => entry.factId),
      ['pay_1', 'month:2026-01', 'due:1', 'rcp_1'],
    )
    for (const { lines } of loan.entries) assert.equal(imbalanceOf(lines), 0)
  })

  it('asked again on the same day posts nothing more', () => {
    const loan = keeping()
    loan.carry(opening, start)
    loan.carry([], first)
    const before = loan.entries.length
    loan.carry([], first)
    assert.equal(loan.entries.length, before)
  })

  it('ends at the same balances when a payment becomes known late', () => {
    const [inTime, late] = [keeping(), keeping()]
    const after = addDays(first, 40)
    for (const loan of [inTime, late]) loan.carry(opening, start)
    inTime.carry([paid('rcp_1', first)], first)
    late.carry([], addDays(first, 10))
    late.carry([paid('rcp_1', first)], addDays(first, 12))
    const [a, b] = [inTime.carry([], after), late.carry([], after)]
    assert.deepEqual(trialBalance(inTime.entries), trialBalance(late.entries))
    assert.deepEqual(ledgerOf(positionOf(a.course)), ledgerOf(positionOf(b.course)))
  })

  it('books a late fact on the day it became known, by its value date', () => {
    const loan = keeping()
    loan.carry(opening, start)
    loan.carry([], addDays(first, 10))
    loan.carry([paid('rcp_1', first)], addDays(first, 12))
    const { on, bookedOn } = loan.entries.at(-1) as Entry
    assert.deepEqual([on, bookedOn], [first, addDays(first, 12)])
  })
})

describe('A loan is looked at next', () => {
  const reviewed = (fresh: LoanFact[], on: LocalDate, kept: 'standard' | 'SMA-0' = 'standard') => {
    const loan = keeping()
    loan.carry(opening, start)
    return nextReviewOn(loan.carry(fresh, on), terms, on, kept)
  }
  it('at the end of its month, for the interest', () =>
    assert.equal(reviewed([], start), '2026-01-31'))
  it('the morning after a due date that nobody paid', () =>
    assert.equal(reviewed([], first), addDays(first, 1)))
  it('only when its month ends, once the due date is paid', () =>
    assert.equal(reviewed([paid('rcp_1', first)], first), '2026-02-28'))
  it('never again once it is closed', () => {
    const loan = keeping()
    const { state } = loan.carry(opening, start)
    const amount = state.payoff.payable
    const all: LoanFact = { id: 'rcp_9', kind: 'repaid', on: start, amount, purpose: 'foreclosure' }
    assert.equal(nextReviewOn(loan.carry([all], start), terms, start, 'standard'), undefined)
  })
})
