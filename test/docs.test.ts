/** What is generated from the code is as the code says. Mend by `bin/dhara docs`. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { pagesOfCode } from '../scripts/docs.ts'
import { stale } from '../scripts/docs/pages.ts'

describe('The documents drawn from the code', () => {
  it('break no event that was ever told', async () =>
    assert.deepEqual((await pagesOfCode()).problems, []))
  it('are not stale: map.md, events/', async () =>
    assert.deepEqual(stale((await pagesOfCode()).pages), [], 'run bin/dhara docs'))
})
