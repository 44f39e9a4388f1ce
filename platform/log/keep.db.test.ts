import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { freshDatabase, type Fresh } from '#test/database'
import { ownerPool } from '../sql/pool.ts'
import { copySegments } from './keep.ts'

const SEGMENTS = 40
const SEGMENT_BYTES = 60_000
const COPIES = 25
/** What a question behind a copy may take before it counts as never answered. */
const ANSWER_MS_MAX = 10_000

let fresh: Fresh
let folder: string
before(async () => {
  fresh = await freshDatabase({ modules: [] })
  folder = mkdtempSync(join(tmpdir(), 'dhara-keep-'))
  await fresh.db.owner`select platform.log_days(array['2026-01-01'::date])`
  await fresh.db.owner`
    insert into platform.log_seg (topic, part, base, n, day, rx, min_at, max_at, hash, data)
    select 'bulk', 0, i, 1, date '2026-01-01', t, t, t, '\\x00',
           '["' || repeat('x', ${SEGMENT_BYTES}::int) || '"]'
      from generate_series(0, ${SEGMENTS - 1}::int) i, cast('2026-01-01 10:00Z' as timestamptz) t`
})
after(async () => {
  rmSync(folder, { recursive: true, force: true })
  await fresh.drop()
})

describe('A copy of segments', () => {
  const spans = [{ part: 0, first: 0, next: SEGMENTS }]

  it('leaves its connection able to answer, however far behind its reader was', async () => {
    const pool = ownerPool(fresh.url, 2)
    const answered = (n: number) =>
      Promise.race([
        pool<{ n: number }[]>`select ${n}::int as n`.then(([row]) => row?.n),
        new Promise((give) => setTimeout(give, ANSWER_MS_MAX, 'never answered').unref()),
      ])
    try {
      for (let n = 0; n < COPIES; n++) {
        const file = join(folder, 'bulk.ndjson')
        const copy = copySegments(pool, { topic: 'bulk', spans }, file)
        assert.equal(await answered(n), n)
        await copy
        assert.deepEqual(await Promise.all([answered(n), answered(n + 1)]), [n, n + 1])
        const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
        assert.equal(lines.length, SEGMENTS)
      }
    } finally {
      await Promise.race([pool.end(), new Promise((give) => setTimeout(give, 2000).unref())])
    }
  })

  it('that the disk refuses is told of, and its connection lives on', async () => {
    const pool = ownerPool(fresh.url, 2)
    const nowhere = join(folder, 'no-such-folder', 'bulk.ndjson')
    await assert.rejects(copySegments(pool, { topic: 'bulk', spans }, nowhere), /ENOENT/)
    const rows = await Promise.all([pool`select 1`, pool`select 1`, pool`select 1`])
    assert.equal(rows.length, 3)
    await pool.end()
  })
})
