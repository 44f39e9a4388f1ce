/** What is demanded of ids: in their order, never twice, and not to be guessed from each other. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from './chance.ts'

const MANY = 20_000
const FORM = /^evt_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const made = Array.from({ length: MANY }, () => newId('evt'))

test('ids sort in the order they were made, those of one millisecond too', () => {
  assert.deepEqual(made.toSorted(), made)
})

test('no id is made twice, and each is a UUID of version 7', () => {
  assert.equal(new Set(made).size, MANY)
  for (const id of made) assert.match(id, FORM)
})

test('an id names the present, however many are made', () => {
  const startedMs = Date.now()
  const atMs = Number.parseInt(newId('evt').slice(4).replaceAll('-', '').slice(0, 12), 16)
  const isBetween = startedMs - 1000 < atMs && atMs < Date.now() + 1000
  assert.ok(isBetween, `${atMs - startedMs} ms apart`)
})

test('62 bits of each are chance: no two ids share them, and every bit takes both values', () => {
  const tails = made.map((id) => id.slice(-15).replace('-', ''))
  assert.equal(new Set(tails).size, MANY)
  for (let bit = 0; bit < 48; bit++) {
    const ones = tails.filter((tail) => (BigInt(`0x${tail.slice(2)}`) >> BigInt(bit)) & 1n).length
    assert.ok(Math.abs(ones / MANY - 0.5) < 0.03, `bit ${bit} is set in ${ones} of ${MANY}`)
  }
})
