import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Fact } from '#kernel/contract'
import { instant } from '#kernel/dates'
import { shapeOf, t } from '#kernel/fields'
import { mayFit } from './fit.ts'
import { holdsOf, inputFor, pathsOf, rests, type Trigger } from './trigger.ts'

const bounced = (amount: number, key = 'cus_1') =>
  ({ type: 'payments.bounced', key, data: { amount, loanId: 'loan_1' } }) as unknown as Fact
const trigger: Trigger = {
  ...{ on: 'payments.bounced', cooldownHours: 24, command: 'fraud.raise-signal' },
  when: { and: [{ gt: ['data.amount', 100] }, { ge: ['features.bounces90', 2] }] },
  input: { customerId: { path: 'key' }, values: { owed: { path: 'data.amount' }, kind: 'emi' } },
}

const about = (n: unknown, kind: string) => ({
  ...{ customerId: { path: 'key' }, values: {}, about: { kind, n } },
})

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

  const wanted = shapeOf({
    customerId: t.id('cus'),
    about: t.optional(t.shape({ kind: t.oneOf('loan', 'draw'), n: t.int() })),
    values: t.map,
  })
  const key = { path: 'key' }
  for (const [says, input, expected] of [
    ['of which all that is needed comes from the fact', { customerId: key, values: key }, true],
    ['whose map has values of the fact', { customerId: key, values: { owed: key } }, true],
    ['with a name too few', { customerId: key }, false],
    ['with a name too many', { customerId: key, values: {}, other: 1 }, false],
    ['with a wrong word deep in it', about(key, 'lone'), false],
    ['with the right word deep in it', about(key, 'loan'), true],
  ] as const) {
    it(`${expected ? 'may have' : 'can’t have'} an input ${says}`, () =>
      assert.equal(mayFit(wanted, input), expected))
  }
})
