import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date, type LocalDate } from '#kernel/dates'
import { decimal, rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { journalOf } from '../ledger/journal.ts'
import { ledgerOf, trialBalance } from '../ledger/posting.ts'
import type { LoanFact } from './fact.ts'
import { loanAt } from './loan.ts'
import { provisionFor, type ProvisionFloor } from './provision.ts'
import type { LoanTerms } from './terms.ts'

const floor: ProvisionFloor = {
  standardPercent: '0.25',
  substandardPercent: '10',
  substandardMonths: 18,
  doubtfulUnsecuredPercent: '100',
  doubtfulSecured: [
    { yearsMax: 1, percent: '20' },
    { yearsMax: 3, percent: '30' },
    { percent: '50' },
  ],
  lossPercent: '100',
}
const terms: LoanTerms = {
  principal: rupees('100000'),
  rate: rate('18'),
  instalments: 12,
  fees: [],
  placeOfSupply: 'same-state',
  provisioning: floor,
}
const lentOn = date('2026-12-05')
const lent: LoanFact[] = [
  { id: 'sent', kind: 'disbursed', on: lentOn, amount: rupees('100000') },
  { id: 'credited', kind: 'credited', on: lentOn },
]
const heldOn = (on: LocalDate, facts: readonly LoanFact[] = []): string =>
  decimal(loanAt(terms, [...lent, ...facts], on).position.provision)

describe('A provision', () => {
  it('of a standard loan is counted at month ends, on the principal that is out', () => {
    assert.equal(heldOn(date('2026-12-30')), '0.00')
    assert.equal(heldOn(date('2026-12-31')), '250.00')
    const emi: LoanFact = {
      id: 'emi',
      kind: 'repaid',
      on: date('2027-01-05'),
      amount: rupees('9168'),
    }
    assert.equal(heldOn(date('2027-01-31'), [emi]), '230.83')
  })
  it('rises on the day of an NPA, without waiting for the month to end', () => {
    const { npaOn } = loanAt(terms, lent, date('2027-04-30'))
    assert.equal(npaOn, '2027-04-05')
    assert.equal(heldOn(date('2027-04-04')), '250.00')
    assert.equal(heldOn(date('2027-04-05')), '10000.00')
  })
  it('is the whole of an unsecured loan once it is doubtful', () => {
    assert.equal(heldOn(date('2028-09-30')), '10000.00')
    assert.equal(heldOn(date('2028-10-31')), '100000.00')
  })
  it('falls back when all arrears are paid, and is released when the loan ends', () => {
    const due = loanAt(terms, lent, date('2027-04-20')).dues.total
    const all: LoanFact = { id: 'all', kind: 'repaid', on: date('2027-04-20'), amount: due }
    assert.equal(heldOn(date('2027-04-30'), [all]), '171.58')
    const on = date('2027-05-02')
    const { payoff } = loanAt(terms, [...lent, all], on)
    const close: LoanFact = {
      ...{ id: 'close', kind: 'repaid', on, amount: payoff.payable, purpose: 'foreclosure' },
    }
    const { position } = loanAt(terms, [...lent, all, close], on)
    assert.deepEqual([position.provision, position.provisionExpense], [0, 0])
  })
  it('stands apart for standard assets and for NPAs in the books', () => {
    const standard = ledgerOf(loanAt(terms, lent, date('2026-12-31')).position)
    assert.deepEqual([standard[1191], standard[1190]], [-25000, undefined])
    const npa = ledgerOf(loanAt(terms, lent, date('2027-04-05')).position)
    assert.deepEqual([npa[1191], npa[1190]], [undefined, -1_000_000])
  })
  it('is posted under an entry of its own, and the journal ends at the books', () => {
    const on = date('2027-04-30')
    const journal = journalOf(terms, lent, on)
    assert.ok(journal.some(({ factId }) => factId === 'provision:2026-12-31'))
    assert.ok(journal.some(({ factId }) => factId === 'provision:2027-04-05'))
    assert.deepEqual(trialBalance(journal), ledgerOf(loanAt(terms, lent, on).position))
  })
  it('counts the security of a doubtful loan by its years, bounds included', () => {
    const of = (yearsDoubtful: string) => {
      const exposure = { outstanding: rupees('500000'), security: rupees('300000'), yearsDoubtful }
      return decimal(provisionFor({ class: 'doubtful', ...exposure }, floor))
    }
    assert.deepEqual(['0', '1', '1.01', '3', '3.01'].map(of), [
      '260000.00',
      '260000.00',
      '290000.00',
      '290000.00',
      '350000.00',
    ])
  })
})
