/** How facts of one transaction lie in rows of the outbox. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { PACK_FACTS_MAX, packed, unpacked, type Single } from './pack.ts'

const some = (count: number, of: (n: number) => Partial<Single> = () => ({})): Single[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ topic: 'alpha', part: 1, key: `cus_${n}`, body: JSON.stringify({ n }) },
    ...of(n),
  }))
const ns = (bodies: readonly string[]) =>
  bodies.flatMap(unpacked).map((text) => (JSON.parse(text) as { n: number }).n)

test('few facts go a row each, in the order they were told', () => {
  const rows = packed(some(5, (n) => ({ part: n % 2 })))
  assert.deepEqual(
    rows.map(({ n, key }) => [n, key]),
    [0, 1, 2, 3, 4].map((n) => [1, `cus_${n}`]),
  )
})

test('of many, those of a place share rows, and none is lost, doubled or overtaken', () => {
  const place = fc.record({ topic: fc.constantFrom('a', 'b.asks'), part: fc.nat(15) })
  const text = fc.string({ unit: 'grapheme', maxLength: 300 })
  fc.assert(
    fc.property(fc.array(fc.tuple(place, text), { minLength: 48, maxLength: 400 }), (told) => {
      const facts = told.map(([at, says], n) => ({
        ...{ ...at, key: 'cus_1', body: JSON.stringify({ n, says: `${says}\x1e\n` }) },
      }))
      const rows = packed(facts)
      for (const [name, own] of Map.groupBy(facts, ({ topic, part }) => `${topic} ${part}`)) {
        const there = rows.filter(({ topic, part }) => `${topic} ${part}` === name)
        assert.deepEqual(
          there.flatMap(({ body }) => unpacked(body)),
          own.map(({ body }) => body),
        )
      }
      assert.equal(
        rows.reduce((sum, { n }) => sum + n, 0),
        facts.length,
      )
    }),
    { numRuns: 50 },
  )
})

test('a row holds no more than it may, by facts and by size', () => {
  const small = packed(some(1000))
  assert.ok(small.length < 1000 / 50, `${small.length} rows`)
  assert.ok(small.every(({ n }) => n <= PACK_FACTS_MAX))
  const large = packed(some(100, (n) => ({ body: JSON.stringify({ n, says: 'x'.repeat(3000) }) })))
  assert.ok(large.every(({ body }) => body.length <= 8000))
  assert.deepEqual(ns(large.map(({ body }) => body)), [...Array(100).keys()])
})
