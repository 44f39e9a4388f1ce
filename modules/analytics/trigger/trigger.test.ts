import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Fact } from '#kernel/contract'
import { instant } from '#kernel/dates'
import { holdsOf, inputFor, pathsOf, rests, type Trigger } from './trigger.ts'

const bounced = (amount: number, key = 'cus_1') =>
  ({ type: 'payments.bounced', key, data: { amount, loanId: 'loan_1' } }) as unknown as Fact
const trigger: Trigger = {
  ...{ on: 'payments.bounced', cooldownHours: 24, command: 'fraud.raise-signal' },
  when: { and: [{ gt: ['data.amount', 100] }, { ge: ['features.bounces90', 2] }] },
  input: { customerId: { path: 'key' }, values: { owed: { path: 'data.amount' }, kind: 'emi' } },
}

describe('A trigger', () => {
  it('asks for features only where the fact alone does not decide', () => {
    assert.equal(holdsOf(trigger, bounced(100)), false)
    assert.equal(holdsOf(trigger, bounced(101)), 'features')
  })
  it('holds of features that say so, and of no others', () => {
    assert.equal(holdsOf(trigger, bounced(101), { known: { bounces90: 2 } }), true)
    assert.equal(holdsOf(trigger, bounced(101), { known: { bounces90: 1 } }), false)
    assert.equal(holdsOf(trigger, bounced(101), { known: undefined }), false)
  })
  it('is nobody’s who is no customer', () =>
    assert.equal(holdsOf({ ...trigger, when: { exists: 'key' } }, bounced(1, 'sys_x')), false))
  it('rests its whole cooldown, to the millisecond', () => {
    const at = instant('2026-01-02T00:00:00.000Z')
    assert.equal(rests(trigger, instant('2026-01-01T00:00:00.001Z'), at), true)
    assert.equal(rests(trigger, instant('2026-01-01T00:00:00.000Z'), at), false)
    assert.equal(rests(trigger, undefined, at), false)
  })
  it('fills the input from the fact, and leaves out what it does not say', () => {
    const template = { ...(trigger.input as object), about: { path: 'data.absent' } }
    assert.deepEqual(inputFor(template, bounced(7)), {
      customerId: 'cus_1',
      values: { owed: 7, kind: 'emi' },
    })
    assert.deepEqual(pathsOf(template), ['key', 'data.amount', 'data.absent'])
  })
})
