import assert from 'node:assert/strict'
import { test } from 'node:test'
import { murmur2, partitionOf } from './partition.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

// The vectors of Kafka's own UtilsTest.testMurmur2.
const kafka: readonly [string, number][] = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
]

for (const [key, expected] of kafka) {
  test(`murmur2 of "${key}" is Kafka's`, () => assert.equal(murmur2(bytes(key)), expected))
}

test('a key stands in the partition Kafka would choose', () => {
  assert.equal(partitionOf('abc'), 479470107 % 16)
  assert.equal(partitionOf('foobar'), (-790332482 & 0x7fffffff) % 16)
})

test('every partition gets keys, and none is out of range', () => {
  const seen = new Set(Array.from({ length: 1000 }, (_, i) => partitionOf(`cus_${i}`)))
  assert.deepEqual(
    [...seen].sort((a, b) => a - b),
    [...Array(16).keys()],
  )
})
