import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { markerOf } from './mark.ts'

const mark = markerOf(Buffer.alloc(32, 7).toString('base64url'))

it('a mark is the one that older entries rest under', () => {
  const words = 'VM-TESTBK\n2026-01-01T03:00:00.000Z\nRs.10 debited  from a/c XX12'
  assert.equal(mark('telling', words), 'Cvts-8OmrVYwVx1NOzjeTw')
})

it('whatever the spacing and the case, it is the same mark', () => {
  const word = fc.stringMatching(/^[a-z0-9./]{1,8}$/)
  const space = fc.stringMatching(/^[ \t\n\u00a0]{1,4}$/)
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), fc.array(space), (words, spaces) => {
      const spread = words.map((one, i) => `${one}${spaces[i] ?? ' '}`).join('')
      assert.equal(mark('party', spread.toUpperCase()), mark('party', words.join(' ')))
    }),
    { numRuns: 200 },
  )
})
