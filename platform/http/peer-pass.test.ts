import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '#kernel/contract'
import { Fault } from './faults.ts'
import { passFor, PASS_MS_MAX, readPass, type Errand, type Pass } from './peer-pass.ts'

const SECRET = 'what the house derives from its master key'
const NOW_MS = 1_800_000_000_000
const asha: Actor = { kind: 'customer', id: 'cus_asha' }
const pass: Pass = {
  ...{ module: 'gateway', onBehalfOf: asha, deadlineMs: NOW_MS + 10_000, correlation: 'req_1' },
}
const errand: Errand = { door: '/internal/call', body: { name: 'lending.quote', input: {} } }
const header = passFor(SECRET, pass, errand)

const read = (shown: string | undefined, more: Partial<Errand & { nowMs: number }> = {}) =>
  readPass(SECRET, shown, { ...errand, nowMs: NOW_MS, ...more })
const code = (wanted: string) => (fault: unknown) => fault instanceof Fault && fault.code === wanted

test('a pass says who calls, for whom, until when', () => {
  const { module, onBehalfOf, deadlineMs, correlation } = read(header)
  assert.deepEqual({ module, onBehalfOf, deadlineMs, correlation }, pass)
})

const payload = (text: string) => text.split('.')[0]
const other = passFor(SECRET, { ...pass, module: 'lending' }, errand)

const forged: readonly [string, () => unknown][] = [
  ['none at all', () => read(undefined)],
  ['a session token', () => read('Bearer abc')],
  ['one signed by another house', () => read(passFor('another key', pass, errand))],
  ['one with a changed claim', () => read(`${payload(other)}.${header.split('.')[1]}`)],
  ['one with half its signature', () => read(header.slice(0, -5))],
  [
    'one for another body',
    () => read(header, { body: { name: 'lending.quote', input: { n: 1 } } }),
  ],
  ['one for another door', () => read(header, { door: '/internal/clock' })],
  [
    'one that is good for longer than a minute',
    () => read(passFor(SECRET, { ...pass, deadlineMs: NOW_MS + PASS_MS_MAX + 6000 }, errand)),
  ],
  [
    'a module that speaks for another',
    () => read(passFor(SECRET, { ...pass, onBehalfOf: { kind: 'module', id: 'lending' } }, errand)),
  ],
]
for (const [what, act] of forged) {
  test(`not taken: ${what}`, () => {
    assert.throws(act, code('token-invalid'))
  })
}

test('a module speaks for itself', () => {
  const own = { ...pass, onBehalfOf: { kind: 'module', id: 'gateway' } as const }
  assert.equal(read(passFor(SECRET, own, errand)).onBehalfOf.id, 'gateway')
})

test('a pass is over at its deadline, give or take what two clocks differ', () => {
  assert.ok(read(header, { nowMs: NOW_MS + 14_000 }))
  assert.throws(() => read(header, { nowMs: NOW_MS + 16_000 }), code('token-expired'))
})
