import assert from 'node:assert/strict'
import { test } from 'node:test'
import { query, t as field } from '#kernel/contract'
import { instant } from '#kernel/dates'
import { openMemoryKv } from '../kv/memory.ts'
import { sessionsOf } from './sessions.ts'

const sessionOf = query('gateway.session-of', {
  input: { token: field.secret },
  output: { live: field.flag },
  allow: ['module:gateway'],
})
const expiresAt = instant('2026-01-01T10:00:00.000Z')
const asha = { live: true, kind: 'customer', holder: 'cus_asha', expiresAt }
const ops = { live: true, kind: 'staff', holder: 'stf_1', roles: ['ops'], expiresAt }

function gatewaySaying(answers: { [token: string]: object }) {
  const asked: string[] = []
  const wall = { nowMs: () => time }
  let time = 0
  const sessions = sessionsOf({
    ...{ sessionOf, kv: openMemoryKv({ wall }), hash: (token: string) => `#${token}` },
    ask: async (_query, input: { token: string }, actor) => {
      assert.deepEqual(actor, { kind: 'module', id: 'gateway' })
      asked.push(input.token)
      return answers[input.token] ?? { live: false }
    },
  })
  return { sessions, asked, pass: (ms: number) => (time += ms) }
}

test('a token is whose gateway says it is', async () => {
  const { sessions } = gatewaySaying({ a: asha, o: ops })
  const customer = { actor: { kind: 'customer', id: 'cus_asha' }, expiresAt }
  assert.deepEqual(await sessions.check('a'), customer)
  const staff = { actor: { kind: 'staff', id: 'stf_1', roles: ['ops'] }, expiresAt }
  assert.deepEqual(await sessions.check('o'), staff)
})

test('what gateway said is remembered for three seconds, then asked anew', async () => {
  const answers: { [token: string]: object } = { a: asha }
  const { sessions, asked, pass } = gatewaySaying(answers)
  await sessions.check('a')
  await sessions.check('a')
  assert.deepEqual(asked, ['a'])
  answers['a'] = { live: false }
  pass(3001)
  assert.equal(await sessions.check('a'), undefined)
  assert.deepEqual(asked, ['a', 'a'])
})

test('a dead token is never remembered: it may come alive', async () => {
  const answers: { [token: string]: object } = {}
  const { sessions } = gatewaySaying(answers)
  assert.equal(await sessions.check('a'), undefined)
  answers['a'] = asha
  assert.equal((await sessions.check('a'))?.actor.id, 'cus_asha')
})

test('an answer without a holder is nobody', async () => {
  const { sessions } = gatewaySaying({ a: { live: true, kind: 'customer' } })
  assert.equal(await sessions.check('a'), undefined)
})
