import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { shapeOf, t } from '#kernel/fields'
import { differing, DOTS, isFit, restored } from './mending.ts'

const shape = shapeOf({ group: t.text({ min: 3 }), n: t.optional(t.int()) })

describe('Other data for a parked fact', () => {
  for (const [says, schema, data, expected] of [
    ['is taken where its contract takes it', shape, { group: 'a.b', n: 1 }, true],
    ['is not where a value is of another kind', shape, { group: 5 }, false],
    ['is not where a name is missing', shape, { n: 1 }, false],
    ['is not where a name is none of the contract’s', shape, { group: 'a.b', more: 1 }, false],
    ['of a kind nobody declares keeps its names', undefined, { askId: 'y', input: {} }, true],
    ['of such a kind can lose none', undefined, { askId: 'y' }, false],
    ['of such a kind can’t be a list', undefined, ['askId', 'input'], false],
  ] as const) {
    it(says, () => assert.equal(isFit(schema, { askId: 'x', input: { a: 1 } }, data), expected))
  }

  it('has again what was shown as dots, at any depth', () => {
    const recorded = { codeSealed: 'abc', of: [{ tokenSealed: 'def', n: 1 }], n: 2 }
    const shown = { codeSealed: DOTS, of: [{ tokenSealed: DOTS, n: 7 }], n: 2 }
    const mended = restored(shown, recorded)
    assert.deepEqual(mended, { codeSealed: 'abc', of: [{ tokenSealed: 'def', n: 7 }], n: 2 })
    assert.deepEqual(differing(mended, recorded), ['of'])
  })

  it('names what was taken away and what was added', () =>
    assert.deepEqual(differing({ a: 1, c: 3 }, { a: 1, b: 2 }), ['b', 'c']))
})
