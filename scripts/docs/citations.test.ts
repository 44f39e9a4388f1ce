import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { houseOf } from '../../test/tidy/house.ts'
import { citationsIn } from './citations.ts'
import { table } from './pages.ts'
import { meaningsOf } from './sources.ts'

describe('Citations', () => {
  const house = houseOf({
    'modules/kyc/check.ts': `/** Opens (DL-02). */
import { a } from 'b'
/** Own account only (DL-06, SPEC §2.1). */
export const own = 1`,
    'modules/kyc/check.test.ts': "it('keeps DL-06', f)",
    'test/tidy/rule.ts': '// DL-06',
  })
  const found = citationsIn(house, ['DL-02', 'DL-06', 'SPEC §2', 'SPEC §2.1', 'DL-0'])

  it('stand by the declaration they explain', () =>
    assert.deepEqual(found.get('DL-06'), [
      { path: 'modules/kyc/check.ts', by: 'own', test: false },
      { path: 'modules/kyc/check.test.ts', by: '', test: true },
    ]))
  it('of a file’s opening comment are the file’s', () =>
    assert.equal(found.get('DL-02')?.[0]?.by, ''))
  it('are whole ids: §2.1 is not §2, DL-06 is not DL-0', () => {
    assert.equal(found.has('SPEC §2.1'), true)
    assert.equal(found.has('SPEC §2'), false)
    assert.equal(found.has('DL-0'), false)
  })
})

describe('The rulebook as committed', () => {
  it('gives back what each rule means where the specification is absent', () => {
    const head = ['Rule', 'Says', 'Source', 'In force', 'Read', 'Kept in']
    const text = table(head, [['`DL-06`', 'Own | account', 'DL25 p9', '–', 'Q', '[a](../a)']])
    assert.deepEqual(meaningsOf(text).get('DL-06'), {
      says: 'Own | account',
      source: 'DL25 p9',
      mark: 'Q',
    })
  })
})
