import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { freshDatabase, type Fresh } from '#test/database'
import { ownerPool } from './pool.ts'

let fresh: Fresh
before(async () => {
  fresh = await freshDatabase({ modules: [] })
})
after(() => fresh.drop())

/** What the very first query of a connection is answered. */
async function firstAnswer<Row extends object>(
  ask: (sql: ReturnType<typeof ownerPool>) => PromiseLike<readonly Row[]>,
): Promise<Row> {
  const pool = ownerPool(fresh.url, 1)
  try {
    const [row] = await ask(pool)
    return row!
  } finally {
    await pool.end()
  }
}

describe('A list in the first query of a connection', () => {
  it('arrives as a list', async () => {
    const texts = [
      'plain',
      '',
      'null',
      'a,b',
      '{}',
      'say "hi"',
      'back\\slash',
      'two\nlines',
      'धारा',
    ]
    const row = await firstAnswer(
      (sql) => sql<{ n: number; last: string }[]>`
        select count(*)::int as n, max(t) filter (where i = ${texts.length}) as last
          from unnest(${sql.array(texts)}::text[]) with ordinality as given(t, i)`,
    )
    assert.deepEqual(row, { n: texts.length, last: 'धारा' })
  })

  it('comes back as it went', async () => {
    const lists = {
      texts: ['plain', '', 'null', 'NULL', 'a,b', '{}', 'say "hi"', 'back\\slash', 'two\nlines'],
      numbers: [0, -1, 2 ** 53 - 1],
      days: ['2024-02-29'],
      instants: ['2026-02-28T18:29:59.999Z'],
      facts: [{ a: [1, null], b: '"\\{},' }],
      flags: [true, false],
    }
    const row = await firstAnswer(
      (sql) => sql<[typeof lists]>`
        select ${sql.array(lists.texts)}::text[] as texts,
               ${sql.array(lists.numbers)}::bigint[] as numbers,
               ${sql.array(lists.days)}::date[] as days,
               ${lists.instants}::timestamptz[] as instants,
               ${lists.facts as never}::jsonb[] as facts,
               ${sql.array(lists.flags)}::boolean[] as flags`,
    )
    assert.deepEqual(row, lists)
  })

  it('keeps its gaps, and may be empty', async () => {
    const row = await firstAnswer(
      (sql) => sql`select ${sql.array(['a', null] as string[])}::text[] as some,
                          ${sql.array([] as string[])}::text[] as none,
                          array[null, 2]::int[] as gap`,
    )
    assert.deepEqual(row, { some: ['a', null], none: [], gap: [null, 2] })
  })

  it('is refused when it holds what is no value, or another list', async () => {
    const holding = (items: unknown[]) =>
      firstAnswer((sql) => sql`select ${sql.array(items as string[])}::text[] as a`)
    await assert.rejects(holding(['a', undefined]), /holds undefined/)
    await assert.rejects(
      firstAnswer((sql) => sql`select array[[1], [2]] as a`),
      /list of lists/,
    )
  })
})
