/**
 * The phones of `bench -- door`, in a process of their own: batches packed with gzip at the level
 * told, over so many connections, one after the other on each, until the time is over.
 *
 * A batch's records are packed once and sent again under new ids: gzip members stand behind each
 * other, so only the few bytes of the head are packed anew. The door does its whole work each time.
 */
import { hash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { Pool } from 'undici'

export type UploadOrder = {
  readonly home: string
  readonly tokens: readonly string[]
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
const WORDS = (
  'Rs debited from your account by UPI to merchant ref no if not done by you call branch card ' +
  'ending balance available on at for NEFT IMPS credited salary EMI due paid instalment towards ' +
  'loan ACH mandate presented returned insufficient funds minimum statement total bill wallet'
).split(' ')

process.on('message', (order: UploadOrder) => {
  void upload(order).then((done) => process.send?.(done))
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
      const body = Buffer.concat([headOf(order, n), tails[n % PREPARED]!])
      const startedMs = performance.now()
      const { statusCode, body: answer } = await pool.request({
        ...{ method: 'POST', path: '/v1/device/sms', body },
        headers: {
          'content-type': 'application/json',
          'content-encoding': 'gzip',
          authorization: `Bearer ${tokens[n % tokens.length]}`,
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

function tailOf({ batch, recordBytes, level, at }: UploadOrder, of: number): Buffer {
  const records = Array.from({ length: batch }, (_, i) => {
    const bare = JSON.stringify({ sender: 'VM-TESTBK', body: '', at }).length
    return { sender: 'VM-TESTBK', body: textOf(recordBytes - bare, of, i), at }
  })
  return gzipSync(`"records":${JSON.stringify(records)}}`, { level })
}

/** Words and figures as messages have them: packs to a third or so. */
function textOf(length: number, of: number, i: number): string {
  let text = ''
  for (let n = 0; text.length < length; n++) {
    const dice = Number.parseInt(hash('sha256', `${of}/${i}/${n}`).slice(0, 8), 16)
    text += `${WORDS[dice % WORDS.length]} ${dice % 3 === 0 ? `${dice % 100_000} ` : ''}`
  }
  return text.slice(0, length)
}
