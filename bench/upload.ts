/**
 * The phones of `bench -- door`, in a process of their own: batches packed with gzip at the level
 * told, over so many connections, one after the other on each, until the time is over.
 *
 * A batch's records are packed once and sent again under new ids: gzip members stand behind each
 * other, so only the few bytes of the head are packed anew. The door does its whole work each time.
 */
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { Pool } from 'undici'

export type UploadOrder = {
  readonly home: string
  readonly tokens: readonly string[]
  readonly stream: 'sms' | 'apps'
  readonly at: string
  readonly batch: number
  readonly recordBytes: number
  readonly level: number
  readonly connections: number
  readonly ms: number
  /** Batches a second to offer; as many as go when left out. */
  readonly perSecond?: number
}
export type Uploaded = {
  readonly taken: number
  readonly batches: number
  readonly refused: number
  readonly seconds: number
  readonly bytesSent: number
  readonly tookMs: readonly number[]
}

const PREPARED = 48
/** What banks add below a message, without a figure in it. */
const FILLING = (
  'thank you for banking with us never share your password with anyone our branches are open ' +
  'until evening visit the nearest one or write to customer care if this was not done by you ' +
  'please inform the bank at once keep this message for your records regards your bank'
).split(' ')

process.on('message', async (order: UploadOrder) => {
  const done = await upload(order)
  process.send?.(done)
})

async function upload(order: UploadOrder): Promise<Uploaded> {
  const { tokens, connections, ms, perSecond = Number.POSITIVE_INFINITY } = order
  const pool = new Pool(order.home, { connections, pipelining: 1 })
  const tails = Array.from({ length: PREPARED }, (_, i) => tailOf(order, i))
  const began = performance.now()
  const sum = { taken: 0, batches: 0, refused: 0, bytesSent: 0 }
  const tookMs: number[] = []
  let serial = 0
  const lane = async () => {
    for (;;) {
      const n = serial++
      const dueMs = (n / perSecond) * 1000
      const waitMs = dueMs - (performance.now() - began)
      if (waitMs > 0) await new Promise((done) => setTimeout(done, waitMs))
      if (performance.now() - began > ms) return
      const who = n % tokens.length
      const body = Buffer.concat([headOf(order, n), tails[who % PREPARED]!])
      const startedMs = performance.now()
      const { statusCode, body: answer } = await pool.request({
        ...{ method: 'POST', path: `/v1/device/${order.stream}`, body },
        headers: {
          'content-type': 'application/json',
          'content-encoding': 'gzip',
          authorization: `Bearer ${tokens[who]}`,
        },
      })
      const told = (await answer.json()) as { taken?: number }
      if (statusCode !== 200) {
        sum.refused += 1
        if (statusCode !== 429) throw new Error(`${statusCode} ${JSON.stringify(told)}`)
        await new Promise((done) => setTimeout(done, 100))
        continue
      }
      tookMs.push(performance.now() - startedMs)
      sum.taken += told.taken ?? 0
      sum.batches += 1
      sum.bytesSent += body.length
    }
  }
  await Promise.all(Array.from({ length: connections }, lane))
  const seconds = (performance.now() - began) / 1000
  await pool.close()
  return { ...sum, seconds, tookMs }
}

const run = `${process.pid}-${Date.now().toString(36)}`
const headOf = ({ level }: UploadOrder, n: number): Buffer =>
  gzipSync(`{"batchId":"bench-${run}-${n}",`, { level })

function tailOf(order: UploadOrder, of: number): Buffer {
  const record = order.stream === 'apps' ? appOf : messageOf
  const records = Array.from({ length: order.batch }, (_, i) => record(order, of, i))
  return gzipSync(`"records":${JSON.stringify(records)}}`, { level: order.level })
}

function messageOf({ recordBytes, at }: UploadOrder, of: number, i: number): object {
  const bare = { sender: 'VM-TESTBK', body: '', at }
  return { ...bare, body: textOf(recordBytes - JSON.stringify(bare).length, of, i) }
}

const KNOWN_APPS = 2000
/** Of another maker for every phone: what the pool has not met before. */
const OWN_EACH = 5

/**
 * A phone lists the same apps again and again, each time as of now: a row changes for each. Most
 * are of the shipped table, the commoner ones on more phones.
 */
function appOf({ recordBytes, at }: UploadOrder, of: number, i: number): object {
  const dice = diceOf(of, i)
  const known = apps[Math.floor(KNOWN_APPS * ((dice % 10_000) / 10_000) ** 2) + i] ?? ''
  const [packageName, label = ''] = known.split('\t')
  const app = {
    ...{ what: 'listed', package: i < OWN_EACH ? `in.maker${of}.app${i}` : packageName },
    ...{ label: label.slice(0, 100), version: '', installer: 'com.android.vending' },
    ...{ firstInstalledAt: at, updatedAt: at },
  }
  const missing = Math.max(1, recordBytes - JSON.stringify(app).length)
  return { ...app, version: `${dice}.`.repeat(20).slice(0, Math.min(100, missing)) }
}

const table = new URL('../modules/device/reference/apps.json', import.meta.url)
const apps = (
  JSON.parse(readFileSync(table, 'utf8')) as { groups: { apps: string[] }[] }
).groups.flatMap((group) => group.apps)

const diceOf = (of: number, i: number): number =>
  Number.parseInt(hash('sha256', `${of}/${i}`).slice(0, 12), 16)

/** One payment as a bank tells of it, and filling up to the length; packs to a third or so. */
function textOf(length: number, of: number, i: number): string {
  const dice = diceOf(of, i)
  const [amount, left] = [dice % 9000, dice % 70_001]
  let text =
    `Rs.${amount + 10}.00 debited from A/c XX${1000 + (dice % 9000)} on 05-01-26 to ` +
    `SHOP ${dice % 997} UPI Ref ${dice}. Avl Bal Rs.${left}.50.`
  for (let n = dice % FILLING.length; text.length < length; n++) {
    text += ` ${FILLING[(n * n + i) % FILLING.length]}`
  }
  return text.slice(0, length)
}
