/** What every engine of `wide` must do; each adapter's test runs it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantOf } from '#kernel/dates'
import type { PageWanted, Wide, WideItem } from './index.ts'
import { BODY_BYTES_MAX, PAGE_BYTES_MAX, PK_BYTES_MAX, SK_BYTES_MAX } from './item.ts'
import { refusing } from './refusal.suite.ts'

/** Every engine of the suite is opened with these. */
export const TABLES = ['device-sms', 'device-apps']
/** When the suite's clock stands still, until it is told to pass. */
export const BEGIN_MS = Date.parse('2026-01-01T00:00:00.000Z')

export type Opened = AsyncDisposable & {
  readonly wide: Wide
  /** Lets so much business time pass. */
  pass(ms: number): void
}

const SMS = 'device-sms'
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (body: Uint8Array): string => new TextDecoder().decode(body)
const item = (pk: string, sk: string, body = sk, ttlMs?: number): WideItem => ({
  ...{ pk, sk, body: bytes(body) },
  ...(ttlMs !== undefined && { expiresAt: instantOf(BEGIN_MS + ttlMs) }),
})
const numbered = (n: number): string => String(n).padStart(6, '0')

/** All pages of the span, one after the other. */
async function all(wide: Wide, pk: string, wanted: PageWanted, table = SMS): Promise<WideItem[]> {
  const items: WideItem[] = []
  for (let cursor: string | undefined; ;) {
    const page = await wide.range(table, pk, { ...wanted, ...(cursor && { cursor }) })
    assert.ok(page.items.length <= wanted.limit)
    items.push(...page.items)
    if (page.cursor === undefined) return items
    assert.notEqual(page.cursor, cursor)
    cursor = page.cursor
  }
}

async function places(wide: Wide, pk: string, wanted: Partial<PageWanted> = {}, table = SMS) {
  return (await all(wide, pk, { limit: 100, ...wanted }, table)).map(({ sk }) => sk)
}

export function wideSuite(engine: string, open: () => Promise<Opened>): void {
  keeping(engine, open)
  paging(engine, open)
  forgetting(engine, open)
  refusing(engine, open)
}

function keeping(engine: string, open: () => Promise<Opened>): void {
  test(`${engine}: a holder's items come newest first, and nobody else's`, async () => {
    await using opened = await open()
    const { wide } = opened
    const holders = ['cus_1', 'cus_10', 'cus_1 ', 'cus_1/x']
    await wide.putMany(
      SMS,
      holders.flatMap((pk) => [
        item(pk, '2', `${pk}:2`),
        item(pk, '10', `${pk}:10`),
        item(pk, '3'),
      ]),
    )
    await wide.putMany('device-apps', [item('cus_1', '9')])
    for (const pk of holders) {
      const { items, cursor } = await wide.range(SMS, pk, { limit: 10 })
      assert.deepEqual(
        items.map((one) => [one.pk, one.sk, text(one.body)]),
        [
          [pk, '3', '3'],
          [pk, '2', `${pk}:2`],
          [pk, '10', `${pk}:10`],
        ],
      )
      assert.equal(cursor, undefined)
    }
    assert.deepEqual(await places(wide, 'cus_1', {}, 'device-apps'), ['9'])
    assert.deepEqual(await wide.range(SMS, 'cus_2', { limit: 10 }), { items: [] })
  })

  test(`${engine}: put again is put once, and the later of two stands`, async () => {
    await using opened = await open()
    const { wide } = opened
    const batch = [item('a', '1', 'first'), item('a', '2'), item('a', '1', 'last')]
    for (let times = 0; times < 3; times++) await wide.putMany(SMS, batch)
    const { items } = await wide.range(SMS, 'a', { limit: 10 })
    assert.deepEqual(
      items.map((one) => text(one.body)),
      ['2', 'last'],
    )
    await wide.putMany(SMS, [])
    await wide.putMany(SMS, [item('a', '1', 'later')])
    assert.equal(text((await wide.range(SMS, 'a', { limit: 1, to: '2' })).items[0]!.body), 'later')
  })

  test(`${engine}: bytes come back as they were, whatever they are`, async () => {
    await using opened = await open()
    const { wide } = opened
    const bodies = [
      Uint8Array.from({ length: 256 }, (_, n) => n),
      new Uint8Array(),
      new Uint8Array(BODY_BYTES_MAX).fill(0xff),
      new Uint8Array([0xc3, 0x28, 0, 0xed, 0xa0, 0x80]),
    ]
    await wide.putMany(
      SMS,
      bodies.map((body, n) => ({ pk: 'p'.repeat(PK_BYTES_MAX), sk: numbered(n), body })),
    )
    const back = await all(wide, 'p'.repeat(PK_BYTES_MAX), { limit: 2 })
    assert.deepEqual(
      back.toReversed().map(({ body }) => Buffer.from(body).toString('hex')),
      bodies.map((body) => Buffer.from(body).toString('hex')),
    )
  })

  test(`${engine}: places sort as UTF-8 bytes, not as JavaScript compares`, async () => {
    await using opened = await open()
    const { wide } = opened
    const rising = ['!', 'A', 'a', 'é', 'ह', '\uFFFD', '😀', '😀\u0001', '😀zz']
    await wide.putMany(SMS, rising.map((sk) => item('a', sk)).toReversed())
    assert.deepEqual((await places(wide, 'a')).toReversed(), rising)
    assert.deepEqual(await places(wide, 'a', { from: 'ह', to: '😀z' }), [
      ...['😀\u0001', '😀', '\uFFFD', 'ह'],
    ])
    const longest = 's'.repeat(SK_BYTES_MAX)
    await wide.putMany(SMS, [item('b', longest, '')])
    assert.deepEqual(await places(wide, 'b'), [longest])
  })

  test(`${engine}: many put at once, some the same, and none is lost`, async () => {
    await using opened = await open()
    const { wide } = opened
    const batches = Array.from({ length: 40 }, (_, n) =>
      Array.from({ length: 40 }, (_, i) => item(`cus_${i % 3}`, numbered(n * 20 + i))),
    )
    await Promise.all(batches.map((batch) => wide.putMany(SMS, batch)))
    for (const pk of ['cus_0', 'cus_1', 'cus_2']) {
      const wanted = new Set(batches.flat().flatMap((one) => (one.pk === pk ? [one.sk] : [])))
      assert.deepEqual((await places(wide, pk)).toReversed(), [...wanted].sort())
    }
  })
}

function paging(engine: string, open: () => Promise<Opened>): void {
  test(`${engine}: 10,000 items are paged through with none lost and none twice`, async () => {
    await using opened = await open()
    const { wide } = opened
    const skOf = (n: number) => numbered(n * 2)
    const count = 10_000
    for (let from = 0; from < count; from += 2000) {
      await wide.putMany(
        SMS,
        Array.from({ length: 2000 }, (_, n) => item('a', skOf(from + n), 'x'.repeat(100))),
      )
    }
    const expected = Array.from({ length: count }, (_, n) => skOf(n)).toReversed()
    // What comes while somebody reads is above where that reader is.
    const seen: string[] = []
    for (let cursor: string | undefined, pages = 0; ; pages++) {
      const page = await wide.range(SMS, 'a', { limit: 1000, ...(cursor && { cursor }) })
      seen.push(...page.items.map(({ sk }) => sk))
      if (!page.cursor) break
      cursor = page.cursor
      await wide.putMany(SMS, [item('a', numbered(count * 2 + pages))])
    }
    assert.deepEqual(seen, expected)
  })

  test(`${engine}: a span has its start and not its end, with and without a cursor`, async () => {
    await using opened = await open()
    const { wide } = opened
    await wide.putMany(
      SMS,
      Array.from({ length: 10 }, (_, n) => item('a', String(n))),
    )
    assert.deepEqual(await places(wide, 'a', { from: '3', to: '6' }), ['5', '4', '3'])
    assert.deepEqual(await places(wide, 'a', { from: '3', to: '6', limit: 1 }), ['5', '4', '3'])
    assert.deepEqual(await places(wide, 'a', { from: '8' }), ['9', '8'])
    assert.deepEqual(await places(wide, 'a', { to: '2' }), ['1', '0'])
    assert.deepEqual(await places(wide, 'a', { from: '4', to: '4' }), [])
    assert.deepEqual(await places(wide, 'a', { from: '5', to: '4' }), [])
    const exactly = await wide.range(SMS, 'a', { limit: 10 })
    assert.deepEqual([exactly.items.length, exactly.cursor], [10, undefined])
    const { cursor } = await wide.range(SMS, 'a', { limit: 2 })
    assert.deepEqual(await places(wide, 'a', { to: '4', cursor: cursor! }), ['3', '2', '1', '0'])
  })

  test(`${engine}: a page of heavy items ends before memory grows`, async () => {
    await using opened = await open()
    const { wide } = opened
    const body = new Uint8Array(BODY_BYTES_MAX)
    await wide.putMany(
      SMS,
      Array.from({ length: 7 }, (_, n) => ({ pk: 'a', sk: numbered(n), body })),
    )
    const { items, cursor } = await wide.range(SMS, 'a', { limit: 1000 })
    assert.ok(items.length * BODY_BYTES_MAX < PAGE_BYTES_MAX + BODY_BYTES_MAX, `${items.length}`)
    assert.ok(cursor)
    assert.equal((await places(wide, 'a', { limit: 1000 })).length, 7)
  })
}

function forgetting(engine: string, open: () => Promise<Opened>): void {
  test(`${engine}: an item is given until its instant, and never from it on`, async () => {
    await using opened = await open()
    const { wide, pass } = opened
    await wide.putMany(SMS, [item('a', '1', '1', 1500), item('a', '2'), item('a', '3', '3', 900)])
    const { items } = await wide.range(SMS, 'a', { limit: 3 })
    assert.deepEqual(
      items.map(({ expiresAt }) => expiresAt),
      [instantOf(BEGIN_MS + 900), undefined, instantOf(BEGIN_MS + 1500)],
    )
    pass(899)
    assert.deepEqual(await places(wide, 'a'), ['3', '2', '1'])
    pass(1)
    assert.deepEqual(await places(wide, 'a'), ['2', '1'])
    await wide.sweep(100)
    await wide.putMany(SMS, [item('a', '1', 'kept on', 5000)])
    pass(1000)
    await wide.sweep(100)
    assert.deepEqual(await places(wide, 'a'), ['2', '1'])
    await wide.putMany(SMS, [item('a', '0', 'late', 10)])
    assert.deepEqual(await places(wide, 'a'), ['2', '1'])
  })

  test(`${engine}: those that are alive are found behind many that expired`, async () => {
    await using opened = await open()
    const { wide, pass } = opened
    const dead = Array.from({ length: 300 }, (_, n) => item('a', numbered(n + 1), 'x', 10))
    await wide.putMany(SMS, [item('a', numbered(0)), ...dead, item('a', numbered(900))])
    pass(10)
    const first = await wide.range(SMS, 'a', { limit: 1 })
    assert.deepEqual(
      first.items.map(({ sk }) => sk),
      [numbered(900)],
    )
    assert.deepEqual(await places(wide, 'a', { limit: 1 }), [numbered(900), numbered(0)])
  })

  test(`${engine}: a holder's range is deleted, or its span, and no other's`, async () => {
    await using opened = await open()
    const { wide } = opened
    const many = Array.from({ length: 1100 }, (_, n) => item('a', numbered(n), 'x', 1e9))
    await wide.putMany(SMS, [...many, item('ab', '1'), item('b', '1')])
    await wide.putMany('device-apps', [item('a', '1')])
    assert.equal(await wide.deleteRange(SMS, 'a', { from: numbered(100), to: numbered(200) }), 100)
    assert.equal((await places(wide, 'a')).length, 1000)
    assert.equal(await wide.deleteRange(SMS, 'a', { from: '9', to: '8' }), 0)
    assert.equal(await wide.deleteRange(SMS, 'a'), 1000)
    assert.deepEqual(await places(wide, 'a'), [])
    assert.equal(await wide.deleteRange(SMS, 'a'), 0)
    assert.deepEqual([await places(wide, 'ab'), await places(wide, 'b')], [['1'], ['1']])
    assert.deepEqual(await places(wide, 'a', {}, 'device-apps'), ['1'])
    await wide.putMany(SMS, [item('a', 'again')])
    assert.deepEqual(await places(wide, 'a'), ['again'])
  })

  test(`${engine}: it tells of each table how much it holds`, async () => {
    await using opened = await open()
    const { wide } = opened
    await wide.putMany(SMS, [item('a', '1', 'x'.repeat(1000)), item('b', '1', 'x'.repeat(1000))])
    const told = await wide.inspect()
    assert.deepEqual(
      told.map(({ table }) => table),
      TABLES,
    )
    for (const { items, bytes, exact } of told) {
      assert.ok(items >= 0 && bytes >= items)
      // Only who counts them now can be held to it.
      if (exact) assert.ok([0, 2].includes(items))
    }
  })
}
