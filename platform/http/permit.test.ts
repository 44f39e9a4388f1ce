import assert from 'node:assert/strict'
import { test } from 'node:test'
import { command, t, type Actor, type Allow, type FourEyes } from '#kernel/contract'
import { shapeOf, type Class } from '#kernel/fields'
import { isMaskedFor, masked, maskedAnswer } from './mask.ts'
import { isForTwo, permitOf, type Permit } from './permit.ts'
import { sealWith } from './seal.ts'

const staff = (...roles: string[]): Actor => ({ kind: 'staff', id: 'stf_1', roles })
const actors = {
  ops: staff('ops'),
  both: staff('ops', 'credit'),
  named: staff('customer', 'visitor-desk', 'constructor'),
  customer: { kind: 'customer', id: 'cus_1' },
  lending: { kind: 'module', id: 'lending' },
  visitor: { kind: 'visitor', id: 'visitor' },
  partner: { kind: 'partner', id: 'par_1' },
} as const satisfies { [name: string]: Actor }
const input = shapeOf({ note: t.text(), amount: t.money(), fee: t.money() })

const cases: readonly [keyof typeof actors, Allow, number, Permit][] = [
  ['ops', ['ops'], 0, 'yes'],
  ['ops', ['credit'], 0, 'forbidden'],
  ['customer', ['customer'], 0, 'yes'],
  ['named', ['customer', 'module:x'], 0, 'forbidden'], // A role may not call itself a customer.
  ['customer', ['ops'], 0, 'forbidden'],
  ['visitor', ['ops', 'customer'], 0, 'not-signed-in'],
  ['visitor', ['visitor'], 0, 'yes'],
  ['ops', ['visitor'], 0, 'yes'],
  ['lending', ['module:lending'], 0, 'yes'],
  ['lending', ['module:payments', 'ops'], 0, 'forbidden'],
  ['partner', ['partner'], 0, 'yes'],
  ['ops', { ops: { upTo: '500' } }, 50_000, 'yes'],
  ['ops', { ops: { upTo: '500' } }, 50_001, 'above-your-limit'],
  ['both', { ops: { upTo: '500' }, credit: { upTo: '900' } }, 90_000, 'yes'],
  ['both', { ops: { upTo: '500' }, credit: { upTo: '900' } }, 90_001, 'above-your-limit'],
  ['both', { ops: { upTo: '500' }, credit: true }, 90_001, 'yes'],
  ['named', { ops: true }, 0, 'forbidden'], // Names of an object's own workings are no roles.
]
for (const [who, allow, amount, expected] of cases) {
  const said = `${JSON.stringify(allow)} and an amount of ${amount}`
  test(`${who} before ${said}: ${expected}`, () => {
    assert.equal(permitOf(allow, actors[who], input, { note: '', amount, fee: 9e9 }), expected)
  })
}

test('a band without an amount to hold against it lets nobody in', () => {
  assert.equal(permitOf({ ops: { upTo: '1' } }, actors.ops, shapeOf({}), {}), 'forbidden')
})

const forgive = (fourEyes: FourEyes) =>
  command('probe.forgive', {
    input: { amount: t.money() },
    ...{ output: {}, refusals: [], allow: { ops: { upTo: '500' }, customer: true } },
    fourEyes,
  })
test('above one’s band a second person decides, where the call lets them', () => {
  const asks = (fourEyes: FourEyes, amount: number, who: Actor = actors.ops) =>
    isForTwo(forgive(fourEyes), who, { amount })
  assert.deepEqual([asks('above-band', 50_000), asks('above-band', 50_001)], [false, true])
  assert.deepEqual([asks(true, 1), asks(false, 1)], [true, false])
  for (const fourEyes of [true, false]) {
    assert.throws(() => asks(fourEyes, 50_001), { code: 'above-your-limit' })
  }
  assert.equal(asks(true, 50_001, actors.customer), false)
  assert.throws(() => asks('above-band', 1, actors.partner), { code: 'forbidden' })
})

const shownAs: readonly [Class, string, string][] = [
  ['phone', '+919876543210', '••••••3210'],
  ['pan', 'ABCPD1234F', 'ABCxxxxx4F'],
  ['name', 'Asha Devi', 'Asha Devi'],
  ['account', '123456789012', '••••••9012'],
  ['account', '123456', '••3456'],
  ['address', '12 MG Road, Pune 411001', '••••••411001'],
  ['email', 'asha@example.in', 'a••••@example.in'],
  ['birth', '1990-01-31', '1990'],
  ['secret', 'hunter2', '••••'],
  ['phone', '••••••3210', '••••••3210'],
]
for (const [of, value, shown] of shownAs) {
  test(`a ${of} ${value} is shown as ${shown}`, () => assert.equal(masked(of, value), shown))
}

test('an answer is masked at any depth, and the answer itself left as it was', () => {
  const schema = shapeOf({ people: t.list(t.shape({ id: t.anyId, phone: t.optional(t.phone) })) })
  const answer = { people: [{ id: 'cus_1', phone: '9876543210' }, { id: 'cus_2' }] }
  const seen = { people: [{ id: 'cus_1', phone: '••••••3210' }, { id: 'cus_2' }] }
  assert.deepEqual(maskedAnswer(schema, answer), seen)
  assert.equal(answer.people[0]?.phone, '9876543210')
})

test('staff see masks unless they state a purpose; customers see their own', () => {
  const plain = shapeOf({ customerId: t.anyId })
  const stated = shapeOf({ customerId: t.anyId, purpose: t.text() })
  assert.equal(isMaskedFor(actors.ops, plain), true)
  assert.equal(isMaskedFor(actors.ops, stated), false)
  assert.equal(isMaskedFor(actors.customer, plain), false)
})

test('what is sealed opens only for what it was sealed about, and unaltered', () => {
  const seal = sealWith('master')
  const sealed = seal.seal('answer 1', 'नमस्ते')
  assert.equal(seal.open('answer 1', sealed), 'नमस्ते')
  assert.throws(() => seal.open('answer 2', sealed))
  assert.throws(() => sealWith('other').open('answer 1', sealed))
  const altered = Buffer.from(sealed, 'base64')
  altered[altered.length - 1]! ^= 1
  assert.throws(() => seal.open('answer 1', altered.toString('base64')))
})
