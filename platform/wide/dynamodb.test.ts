/** The engine on DynamoDB passes the suite, and bears what the real one does to a busy client. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { instantOf } from '#kernel/dates'
import { random } from '../runtime/chance.ts'
import { StartFault } from '../runtime/start-fault.ts'
import { openDynamo } from './dynamodb.ts'
import type { Wide } from './index.ts'
import { openStandIn, type Answer } from './stand-in.fixture.ts'
import { BEGIN_MS, TABLES, wideSuite } from './wide.suite.ts'

const SMS = 'device-sms'
const standIn = await openStandIn()
after(() => standIn[Symbol.asyncDispose]())
let houses = 0

/** Nobody waits in these: the chance that is drawn is always none. */
const atOnce = (bytes: number) => new Uint8Array(bytes)
const asLongAsCanBe = (bytes: number) => new Uint8Array(bytes).fill(0xff)

async function opened(chance = random) {
  let nowMs = BEGIN_MS
  const wide = openDynamo({
    ...{ region: 'ap-south-1', endpoint: standIn.endpoint, prefix: `house-${++houses}-` },
    ...{ tables: TABLES, clock: { nowMs: () => nowMs }, random: chance },
    credentials: { accessKeyId: 'stand-in', secretAccessKey: 'stand-in' },
  })
  await wide.prepare()
  return {
    ...{ wide, pass: (ms: number) => void (nowMs += ms) },
    [Symbol.asyncDispose]: async () => {
      standIn.trouble = undefined
      await wide.close()
    },
  }
}

wideSuite('dynamodb', () => opened())

const body = new Uint8Array(50)
const items = (pk: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({ pk, sk: String(n).padStart(5, '0'), body }))
const countOf = async (wide: Wide, pk: string): Promise<number> => {
  let count = 0
  for (let cursor: string | undefined; ;) {
    const page = await wide.range(SMS, pk, { limit: 1000, ...(cursor && { cursor }) })
    count += page.items.length
    if (!page.cursor) return count
    cursor = page.cursor
  }
}

/** Every so many requests, one of these, in turn. */
const moods: readonly Answer[] = [
  { holdBack: 7 },
  { status: 400, type: 'ProvisionedThroughputExceededException' },
  { holdBack: 25 },
  { status: 500, type: 'InternalServerError' },
  { hangUp: true },
  { status: 400, type: 'ThrottlingException' },
]
const everyThird = () => {
  let came = 0
  return () => (++came % 3 === 0 ? moods[(came / 3) % moods.length] : undefined)
}

test('held back, throttled and cut off now and then, it keeps and gives every item', async () => {
  await using house = await opened()
  const troubled = everyThird()
  const batches = new Set(['BatchWriteItem', 'Query'])
  standIn.trouble = (operation) => {
    const answer = batches.has(operation) ? troubled() : undefined
    return operation === 'Query' && answer && 'holdBack' in answer ? undefined : answer
  }
  await Promise.all(['a', 'b', 'c'].map((pk) => house.wide.putMany(SMS, items(pk, 700))))
  for (const pk of ['a', 'b', 'c']) assert.equal(await countOf(house.wide, pk), 700)
  assert.equal(await house.wide.deleteRange(SMS, 'b'), 700)
  assert.deepEqual([await countOf(house.wide, 'a'), await countOf(house.wide, 'b')], [700, 0])
})

test('a store that is busy for good is given up, with its word for it', async () => {
  await using house = await opened(atOnce)
  const type = 'ProvisionedThroughputExceededException'
  standIn.trouble = () => ({ status: 400, type })
  standIn.asked.clear()
  await assert.rejects(house.wide.range(SMS, 'a', { limit: 1 }), { name: type })
  assert.equal(standIn.asked.get('Query'), 10)
})

test('what trying again can’t mend is not tried again', async () => {
  await using house = await opened()
  standIn.trouble = () => ({ status: 400, type: 'AccessDeniedException' })
  standIn.asked.clear()
  await assert.rejects(house.wide.putMany(SMS, items('a', 200)), { name: 'AccessDeniedException' })
  assert.ok(standIn.asked.get('BatchWriteItem')! <= 8, 'no batch after the first that failed')
})

test('a batch of which nothing is ever taken ends', async () => {
  await using house = await opened(atOnce)
  standIn.trouble = (operation) => (operation === 'BatchWriteItem' ? { holdBack: 25 } : undefined)
  await assert.rejects(house.wide.putMany(SMS, items('a', 3)), /left 3 items unprocessed/)
})

test('closing ends the waiting of those who were told to come back', async () => {
  const house = await opened(asLongAsCanBe)
  standIn.trouble = () => ({ status: 400, type: 'ThrottlingException' })
  const putting = house.wide.putMany(SMS, items('a', 3))
  const ended = assert.rejects(putting)
  const began = performance.now()
  await house[Symbol.asyncDispose]()
  await ended
  assert.ok(performance.now() - began < 15_000)
})

test('no request names more than 25 items, and expiry is told in whole seconds', async () => {
  await using house = await opened()
  const written: { PutRequest: { Item: { [name: string]: { N?: string } } } }[][] = []
  standIn.trouble = (operation, { RequestItems }) => {
    if (operation === 'BatchWriteItem') written.push(...(Object.values(RequestItems) as never[]))
    return undefined
  }
  const expiresAt = instantOf(BEGIN_MS + 1500)
  const many = items('a', 60).map((item) => ({ ...item, expiresAt }))
  await house.wide.putMany(SMS, many)
  assert.deepEqual(written.map((batch) => batch.length).sort(), [10, 25, 25])
  const { ttl, until } = written[0]![0]!.PutRequest.Item
  assert.deepEqual([ttl!.N, until!.N], [String(BEGIN_MS / 1000 + 2), String(BEGIN_MS + 1500)])
})

test('a start that finds nobody there is one sentence', async () => {
  const wide = openDynamo({
    ...{ region: 'ap-south-1', endpoint: 'http://127.0.0.1:9', prefix: 'nobody-' },
    ...{ tables: TABLES, clock: { nowMs: () => BEGIN_MS }, random: atOnce },
    credentials: { accessKeyId: 'stand-in', secretAccessKey: 'stand-in' },
  })
  await assert.rejects(wide.start(), {
    name: 'StartFault',
    message: /\(ECONNREFUSED .*way there\.$/,
  })
  await wide.close()
})

test('a start without the tables is one sentence; none are made', async () => {
  const options = { region: 'ap-south-1', endpoint: standIn.endpoint, prefix: 'absent-' }
  const wide = openDynamo({
    ...{ ...options, tables: TABLES, clock: { nowMs: () => BEGIN_MS }, random },
    credentials: { accessKeyId: 'stand-in', secretAccessKey: 'stand-in' },
  })
  standIn.asked.clear()
  await assert.rejects(wide.start(), (fault: Error) => {
    assert.ok(fault instanceof StartFault)
    assert.match(fault.message, /in ap-south-1 has no table absent-device-sms .*README\.md says\.$/)
    return true
  })
  assert.equal(standIn.asked.get('CreateTable'), undefined)
  standIn.trouble = () => ({ status: 400, type: 'UnrecognizedClientException' })
  for (const first of [wide.start, wide.prepare]) {
    await assert.rejects(first(), /does not answer \(UnrecognizedClientException/)
  }
  standIn.trouble = undefined
  await wide.prepare()
  await wide.prepare()
  await wide.start()
  await wide.close()
})
