/**
 * `npm run bench -- wide`: the embedded wide store beside bare classic-level (issue 3 G): items of
 * 1 KB of a thousand holders, each batch flushed to the disk before it is answered.
 *
 * Bare is the same library with the same options, batch and callers outside the port; the two
 * alternate and medians of 5 are compared. `--json` prints the figures.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ClassicLevel } from 'classic-level'
import type { WideItem } from '#platform/wide'
import { FILES_OPEN_MAX, openLevel, WRITE_BUFFER_BYTES } from '../platform/wide/level.ts'
import { alternating, type Ratio } from './ratio.ts'

const TABLE = 'device-sms'
const HOLDERS = 1000
const PAGE = 50
const ROUND_MS = 1500
const ITEMS_PER_SECOND_MIN = 30_000
const body = new Uint8Array(1024).map((_, n) => n * 31)
const folder = fileURLToPath(new URL('../.data/', import.meta.url))

export async function run(args: readonly string[]): Promise<object> {
  const [ours, theirs] = [mkdtempSync(`${folder}wide-`), mkdtempSync(`${folder}wide-`)]
  const wide = openLevel({ folder: ours, tables: [TABLE], clock: { nowMs: () => Date.now() } })
  const bare = new ClassicLevel<Buffer, Buffer>(theirs, {
    ...{ keyEncoding: 'buffer', valueEncoding: 'buffer', compression: false },
    ...{ maxOpenFiles: FILES_OPEN_MAX, writeBufferSize: WRITE_BUFFER_BYTES },
  })
  const put = (batch: number, callers: number) =>
    alternating(
      () => rateOf(batch, callers, (items) => bare.batch(operations(items), { sync: true })),
      () => rateOf(batch, callers, (items) => wide.putMany(TABLE, items)),
    )
  const pages = () =>
    alternating(
      () => rateOf(1, 1, ([item]) => bareNewest(bare, item!.pk)),
      () => rateOf(1, 1, ([item]) => wide.range(TABLE, item!.pk, { limit: PAGE })),
    )
  const figures: { [name: string]: object } = {}
  const tell = (name: string, ratio: Ratio, bar?: number) => {
    figures[name] = { ...ratio, ...(bar !== undefined && { bar, met: ratio.ours >= bar }) }
    if (args.includes('--json')) return
    const [mine, other] = [Math.round(ratio.ours), Math.round(ratio.bare)]
    const wanted = bar === undefined ? '' : ` (bar ${bar}/s)`
    console.log(
      `${name.padEnd(26)}${mine}/s${wanted}, ${ratio.ratio.toFixed(2)} of bare ${other}/s`,
    )
  }
  try {
    await wide.start()
    await bare.open()
    tell('items, batches of 500', await put(500, 2), ITEMS_PER_SECOND_MIN)
    tell('items, 16 × batches of 25', await put(25, 16), ITEMS_PER_SECOND_MIN)
    tell(`newest ${PAGE} of a holder`, await pages())
  } finally {
    await wide.close()
    await bare.close()
    for (const one of [ours, theirs]) rmSync(one, { recursive: true })
  }
  return figures
}

let serial = 0
const batchOf = (count: number): WideItem[] =>
  Array.from({ length: count }, () => {
    const n = serial++
    return { pk: `cus_${n % HOLDERS}`, sk: `2026-01-01#${String(n).padStart(12, '0')}`, body }
  })

/** What a caller has to do in either case: its keys, and a value of its own. */
const operations = (items: readonly WideItem[]) =>
  items.map(({ pk, sk, body }) => ({
    ...{ type: 'put' as const, key: Buffer.from(`i${TABLE}\0${pk}\0${sk}`) },
    value: Buffer.from(body),
  }))

async function bareNewest(bare: ClassicLevel<Buffer, Buffer>, pk: string): Promise<void> {
  const gte = Buffer.from(`i${TABLE}\0${pk}\0`)
  const lt = Buffer.from(`i${TABLE}\0${pk}\x01`)
  await bare.iterator({ gte, lt, reverse: true, limit: PAGE }).all()
}

/** Items a second, by so many callers at once. */
async function rateOf(
  batch: number,
  callers: number,
  act: (items: readonly WideItem[]) => Promise<unknown>,
): Promise<number> {
  const began = performance.now()
  let done = 0
  const caller = async () => {
    while (performance.now() - began < ROUND_MS) {
      await act(batchOf(batch))
      done += batch
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return (done / (performance.now() - began)) * 1000
}

if (import.meta.main) {
  const figures = await run(process.argv.slice(2))
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures))
}
