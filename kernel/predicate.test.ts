import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Predicate, Scalar } from './aggregate.ts'
import { holds, isPredicate, pathsIn } from './predicate.ts'

const values: { readonly [path: string]: Scalar } = {
  'data.n': 5,
  'data.s': 'MH',
  'data.t': true,
  'data.r': '9.50',
}
const says = (predicate: Predicate) => holds(predicate, (path) => values[path])

const cases: readonly (readonly [Predicate, boolean | undefined])[] = [
  [{ eq: ['data.s', 'MH'] }, true],
  [{ ne: ['data.s', 'KA'] }, true],
  [{ ne: ['data.absent', 'KA'] }, undefined],
  [{ lt: ['data.n', 5] }, false],
  [{ le: ['data.n', 5] }, true],
  [{ gt: ['data.n', '4'] }, undefined],
  [{ ge: ['data.s', 'KA'] }, true],
  [{ lt: ['data.r', 18] }, true],
  [{ gt: ['data.s', 4] }, undefined],
  [{ in: ['data.s', ['KA', 'MH']] }, true],
  [{ in: ['data.absent', ['KA']] }, undefined],
  [{ exists: 'data.absent' }, false],
  [{ not: { eq: ['data.absent', 1] } }, undefined],
  [{ and: [{ eq: ['data.t', true] }, { eq: ['data.absent', 1] }] }, undefined],
  [{ and: [{ eq: ['data.t', false] }, { eq: ['data.absent', 1] }] }, false],
  [{ or: [{ eq: ['data.t', true] }, { eq: ['data.absent', 1] }] }, true],
]

describe('A predicate', () => {
  for (const [predicate, wanted] of cases) {
    it(`${JSON.stringify(predicate)} is ${wanted ?? 'neither'}`, () =>
      assert.equal(says(predicate), wanted))
  }
  it('names every path it reads', () =>
    assert.deepEqual(pathsIn({ and: [{ eq: ['data.n', 1] }, { not: { exists: 'data.s' } }] }), [
      'data.n',
      'data.s',
    ]))
  const deep = Array.from({ length: 20 }).reduce<unknown>((of) => ({ not: of }), { exists: 'key' })
  const wrong = [null, {}, { eq: ['a'] }, { eq: ['a; drop', 1] }, { like: ['a', 'b'] }, { and: [] }]
  for (const told of [...wrong, { eq: ['a', {}] }, { eq: ['a', 1], ne: ['a', 2] }, deep]) {
    it(`is not ${JSON.stringify(told)?.slice(0, 60)}`, () => assert.equal(isPredicate(told), false))
  }
})
