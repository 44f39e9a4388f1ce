/**
 * What is generated from a migrated database is as the migrations say. Mend by `bin/dhara docs`.
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { pagesOfDatabase } from '../scripts/docs.ts'
import { stale } from '../scripts/docs/pages.ts'

describe('The documents drawn from the database', () => {
  it('are not stale: er.md, rulebook.md, each schema.sql', async () =>
    assert.deepEqual(stale(await pagesOfDatabase()), [], 'run bin/dhara docs'))
})
