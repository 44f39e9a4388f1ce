import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { recordOf, type Tradeline } from './record.ts'
import { faultsIn } from './validation.ts'

const nothing = rupees('0')
const loan: Tradeline = {
  ...{ accountNumber: '01-1', openedOn: date('2026-01-05'), asOn: date('2026-09-30') },
  ...{ sanctioned: rupees('100000'), balance: rupees('90000.40'), overdue: rupees('60000') },
  ...{ dpd: 120, assetClass: 'loss', rate: rate('18'), tenorMonths: 12 },
  ...{ instalment: rupees('9168'), lastPaid: nothing },
}
const person = {
  ...{ name: 'Asha Rao', birthDate: '1990-01-01', gender: 'female', phone: '9876543210' },
  ...{ pan: 'ABCPR1234F', address: '1 MG Road', pinCode: '560001', occupation: 'salaried' },
  monthlyIncome: rupees('50000'),
}
const record = (more: Partial<Tradeline>) =>
  recordOf({ ...loan, ...more }, person, { code: 'NB1', shortName: 'DHARA' })
const status = (more: Partial<Tradeline>) => record(more)['Written-off and Settled Status']
const writtenOff = { total: rupees('95000'), principal: rupees('90000') }
const closed = { closedOn: date('2026-09-20'), balance: nothing, overdue: nothing, dpd: 0 }

describe('The written-off and settled status of a record', () => {
  it('is of a loan given up, with its claim, while that stands and after', () => {
    assert.deepEqual(
      [status({ writtenOff }), record({ writtenOff })['Written-off Amount (Total)']],
      ['02', '95000'],
    )
    assert.equal(status({ writtenOff: { total: nothing, principal: nothing }, ...closed }), '13')
  })
  it('is of a loan restructured, while it runs and after', () =>
    assert.deepEqual(
      [status({ restructured: true }), status({ restructured: true, ...closed })],
      ['00', '14'],
    ))
  it('is of no other loan, and none of these is sent back', () => {
    assert.equal(status({}), '')
    for (const more of [{ writtenOff }, { restructured: true }, { ...closed, writtenOff }]) {
      assert.deepEqual(faultsIn(record(more)), [])
    }
  })
})
