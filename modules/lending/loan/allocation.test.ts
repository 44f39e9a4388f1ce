import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { decimal, money, nothing, plus, rupees, sum } from '#kernel/money'
import { vectorsOf } from '#test/vectors'
import {
  allocate,
  HORIZONTAL,
  orderFor,
  VERTICAL,
  type AllocationPolicy,
  type Due,
  type Occasion,
  type Part,
} from './allocation.ts'

type Vector = {
  id: string
  title: string
  inputs: { dues: ({ due: string } & { [part in Part]?: string })[]; payment: string }
  expected: { allocation: [string, string, string][]; excess: string }
}
const { skip, vectors } = vectorsOf<Vector>('penal_waterfall')

const dueOf = ({ due, ...parts }: Vector['inputs']['dues'][number]): Due => ({
  ref: due,
  dueOn: date(due),
  parts: Object.fromEntries(Object.entries(parts).map(([part, text]) => [part, rupees(text)])),
})

describe('a payment', () => {
  it('meets the dues as penal_waterfall.json says', { skip }, () => {
    const cases = vectors.filter(({ id }) => id.startsWith('WF-'))
    assert.ok(cases.length >= 8)
    for (const { id, inputs, expected } of cases) {
      const order = id.startsWith('WF-vert') ? VERTICAL : HORIZONTAL
      const found = allocate(inputs.dues.map(dueOf), rupees(inputs.payment), order)
      const shown = found.takings.map(({ ref, part, amount }) => [ref, part, decimal(amount)])
      assert.deepEqual(shown, expected.allocation, id)
      assert.equal(decimal(found.excess), expected.excess, id)
    }
  })

  it('is excess where nothing is due', () => {
    assert.deepEqual(allocate([], rupees('10')), { takings: [], excess: rupees('10') })
  })

  it('is neither lost nor multiplied, and no due takes more than it is', () => {
    const paise = fc.integer({ min: 0, max: 1_000_000 }).map(money)
    const due = fc.record({ interest: paise, principal: paise, bounce: paise, penal: paise })
    const order = fc.constantFrom(VERTICAL, HORIZONTAL)
    fc.assert(
      fc.property(fc.array(due, { maxLength: 6 }), paise, order, (parts, amount, by) => {
        const dues = parts.map((each, i) => ({
          ref: String(i),
          dueOn: date('2027-01-05'),
          parts: each,
        }))
        const { takings, excess } = allocate(dues, amount, by)
        assert.equal(plus(sum(takings.map((taking) => taking.amount)), excess), amount)
        for (const { ref, part, amount: taken } of takings) {
          const due: Due | undefined = dues[Number(ref)]
          const of = due?.parts[part] ?? nothing
          assert.ok(taken > 0 && taken <= of)
        }
      }),
    )
  })
})

describe('the order of a payment', () => {
  const policy: AllocationPolicy = {
    rules: [
      { assetClass: ['NPA'], order: HORIZONTAL },
      { money: ['part-prepayment'], order: [{ by: 'part', parts: ['penal'] }] },
    ],
  }
  const inOrder = (money: Occasion['money'], assetClass: Occasion['assetClass']) =>
    orderFor({ money, assetClass }, policy)

  it('is that of the first rule for what it is and how the loan stands', () => {
    assert.equal(inOrder('instalments', 'NPA'), HORIZONTAL)
    assert.equal(inOrder('part-prepayment', 'NPA'), HORIZONTAL)
    assert.deepEqual(inOrder('part-prepayment', 'SMA-1')[0]?.parts, ['penal'])
  })
  it('is the house’s where no rule speaks of it', () => {
    assert.equal(inOrder('excess', 'standard'), VERTICAL)
    assert.equal(orderFor({ money: 'excess', assetClass: 'NPA' }), VERTICAL)
  })
})
