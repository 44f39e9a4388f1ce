import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fact, nine } from '../scene.fixture.ts'
import { handlesOf, lineOf, shown, storable } from './path.ts'

const told = (data: object, key = 'cus_1') => fact({ type: 'x.told', v: 1, data }, key, nine)

describe('A line of the trail', () => {
  it('takes the policy from the envelope, else from the fact itself', () => {
    assert.equal(lineOf(told({ policyVersion: 'p1' })).policy, 'p1')
    assert.equal(lineOf({ ...told({ policyVersion: 'p1' }), policyVersion: 'p2' }).policy, 'p2')
    assert.equal(lineOf(told({})).policy, null)
  })
  it('says who acted', () => {
    const actor = { kind: 'customer', id: 'cus_1' } as const
    assert.equal(lineOf({ ...told({}), actor }).actor, 'customer cus_1')
  })
  it('loses the character no jsonb can hold, and nothing else', () => {
    assert.deepEqual(storable({ a: 'x\u0000y', b: 'c:\\u0000' }), { a: 'xy', b: 'c:\\u0000' })
    assert.deepEqual(storable({ a: '\\\u0000' }), { a: '\\' })
    assert.equal(storable(undefined), null)
  })
})

describe('What things are called by', () => {
  it('is their ids, account numbers and references', () => {
    const data = { loanId: 'loan_01a20426', utr: 'U123', note: 'word', askId: 'ask_01a20426' }
    assert.deepEqual(
      handlesOf(told(data)).map(({ what, value }) => [what, value]),
      [
        ['loanId', 'loan_01a20426'],
        ['utr', 'U123'],
      ],
    )
  })
  it('belongs to customers only', () =>
    assert.deepEqual(handlesOf(told({ loanId: 'loan_01a20426' }, 'sys_rules')), []))
})

describe('What staff see of a fact', () => {
  it('is nothing sealed or secret, at any depth', () =>
    assert.deepEqual(shown({ codeSealed: 'abc', in: [{ token: 't', amount: 5 }], code: 'E1' }), {
      codeSealed: '••••',
      in: [{ token: '••••', amount: 5 }],
      code: 'E1',
    }))
})
