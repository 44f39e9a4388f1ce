/**
 * The distributed engine of `wide`: Amazon DynamoDB through its SDK.
 *
 * One table of theirs for each of ours, `<prefix><table>`, keyed by `pk` and `sk`. `until` is when
 * an item expires, to the millisecond, and decides what is given; `ttl` is the same in whole epoch
 * seconds, rounded up, by which DynamoDB removes it. That removal goes by the wall's clock, which
 * in production is the business's. The SDK is only loaded by a house that uses it.
 */
import type {
  AttributeValue,
  DynamoDBClient,
  QueryCommandInput,
  QueryCommandOutput,
  WriteRequest,
} from '@aws-sdk/client-dynamodb'
import { msOf } from '#kernel/dates'
import { checkTables, makeTables, measuredTable } from './dynamodb-tables.ts'
import type { Span, Wide, WideItem } from './index.ts'
import { checkItem, checkPk, checkSpan, isEmpty, spanOf, tableCheck } from './item.ts'
import { filling, type Kept } from './page.ts'
import { answered, patience, type Chance } from './patience.ts'

export type DynamoOptions = {
  readonly region: string
  /** Another address than the region's own: a stand-in's, or a private one. */
  readonly endpoint?: string
  /** Tells the tables of one house from another's. */
  readonly prefix: string
  readonly tables: readonly string[]
  readonly clock: { nowMs(): number }
  readonly random: Chance
  /** Absent: the SDK's own chain of places to look (environment, profile, instance role). */
  readonly credentials?: { accessKeyId: string; secretAccessKey: string }
}

export type DynamoWide = Wide & {
  /** Makes the tables that are not there yet: for tests and developers. */
  prepare(): Promise<void>
  /** Throws a `StartFault` unless every table is there as we need it. */
  start(): Promise<void>
  close(): Promise<void>
}

/** DynamoDB's own bound on one BatchWriteItem. */
const BATCH_ITEMS_MAX = 25
const BATCHES_AT_ONCE_MAX = 8
const READ_AT_ONCE_MAX = 1000
const CONNECT_MS_MAX = 3000
const ANSWER_MS_MAX = 10_000

type Sdk = typeof import('@aws-sdk/client-dynamodb')
export type Connection = {
  readonly sdk: Sdk
  readonly client: DynamoDBClient
  readonly region: string
  nameOf(table: string): string
  /** The call, tried again while DynamoDB is busy. */
  ask<T>(send: (client: DynamoDBClient) => Promise<T>): Promise<T>
  readonly random: Chance
  readonly signal: AbortSignal
}

export function openDynamo(options: DynamoOptions): DynamoWide {
  const { tables, clock } = options
  const checkTable = tableCheck(tables)
  const stopping = new AbortController()
  let connecting: Promise<Connection> | undefined
  const connected = () => (connecting ??= connect(options, stopping.signal))

  return {
    engine: 'dynamodb',
    putMany: async (table, items) => {
      checkTable(table)
      for (const item of items) checkItem(item)
      await writeAll(await connected(), table, putsOf(items))
    },
    range: async (table, pk, wanted) => {
      checkTable(table)
      checkPk(pk)
      const span = spanOf(wanted)
      const page = filling(pk, wanted.limit, clock.nowMs())
      if (isEmpty(span)) return page.page()
      const query = { ...queryOf(pk, span), Limit: Math.min(READ_AT_ONCE_MAX, wanted.limit + 1) }
      for await (const items of pagesOf(await connected(), table, query, span)) {
        if (!items.every((item) => page.add(keptOf(item)))) break
      }
      return page.page()
    },
    deleteRange: async (table, pk, span = {}) => {
      checkTable(table)
      checkPk(pk)
      checkSpan(span)
      if (isEmpty(span)) return 0
      const connection = await connected()
      const query = { ...queryOf(pk, span), ProjectionExpression: 'pk, sk' }
      let deleted = 0
      for await (const items of pagesOf(connection, table, query, span)) {
        const removals = items.map(({ pk: holder, sk }) => ({
          DeleteRequest: { Key: { pk: holder!, sk: sk! } },
        }))
        await writeAll(connection, table, removals)
        deleted += items.length
      }
      return deleted
    },
    sweep: async () => 0,
    inspect: async () => {
      const connection = await connected()
      return Promise.all(tables.map((table) => measuredTable(connection, table)))
    },
    prepare: async () => makeTables(await connected(), tables),
    start: async () => checkTables(await connected(), tables),
    close: async () => {
      stopping.abort(new Error('the wide store is closed'))
      const connection = await connecting?.catch(() => undefined)
      connection?.client.destroy()
    },
  }
}

async function connect(options: DynamoOptions, signal: AbortSignal): Promise<Connection> {
  const { region, endpoint, prefix, credentials, random } = options
  const sdk = await import('@aws-sdk/client-dynamodb')
  const client = new sdk.DynamoDBClient({
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    // Our own patience counts what came through of a batch; two of them would multiply.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: CONNECT_MS_MAX, requestTimeout: ANSWER_MS_MAX },
  })
  return {
    ...{ sdk, client, region, random, signal, nameOf: (table) => `${prefix}${table}` },
    ask: (send) => answered(() => send(client), random, signal),
  }
}

/** One batch may not name an item twice: the last of them is the one meant. */
function putsOf(items: readonly WideItem[]): WriteRequest[] {
  const lasting = new Map(items.map((item) => [`${item.pk}\0${item.sk}`, item]))
  return [...lasting.values()].map((item) => ({ PutRequest: { Item: recordOf(item) } }))
}

function recordOf({ pk, sk, body, expiresAt }: WideItem): { [name: string]: AttributeValue } {
  const untilMs = expiresAt === undefined ? undefined : msOf(expiresAt)
  return {
    ...{ pk: { S: pk }, sk: { S: sk } },
    ...(body.length > 0 && { body: { B: body } }),
    ...(untilMs !== undefined && {
      until: { N: String(untilMs) },
      ttl: { N: String(Math.ceil(untilMs / 1000)) },
    }),
  }
}

const keptOf = (record: { [name: string]: AttributeValue }): Kept => ({
  sk: record['sk']!.S!,
  untilMs: Number(record['until']?.N ?? 0),
  body: record['body']?.B ?? new Uint8Array(),
})

type Query = Omit<QueryCommandInput, 'TableName'>

/** Newest first, and as all acknowledged writes have left it. */
function queryOf(pk: string, { from, to }: Span): Query {
  const place =
    from === undefined
      ? to === undefined
        ? ''
        : ' AND sk < :to'
      : to === undefined
        ? ' AND sk >= :from'
        : ' AND sk BETWEEN :from AND :to'
  return {
    KeyConditionExpression: `pk = :pk${place}`,
    ExpressionAttributeValues: {
      ':pk': { S: pk },
      ...(from !== undefined && { ':from': { S: from } }),
      ...(to !== undefined && { ':to': { S: to } }),
    },
    ...{ ScanIndexForward: false, ConsistentRead: true },
  }
}

async function* pagesOf(connection: Connection, table: string, query: Query, { to }: Span) {
  const { sdk, nameOf, ask, signal } = connection
  let start: QueryCommandInput['ExclusiveStartKey']
  do {
    const command = new sdk.QueryCommand({
      ...{ ...query, TableName: nameOf(table) },
      ...(start && { ExclusiveStartKey: start }),
    })
    const found: QueryCommandOutput = await ask((client) =>
      client.send(command, { abortSignal: signal }),
    )
    // BETWEEN includes its end, ours does not.
    yield (found.Items ?? []).filter((item) => item['sk']!.S !== to)
    start = found.LastEvaluatedKey
  } while (start)
}

/** Several batches at once, each until nothing of it is left; the first to give up ends all. */
async function writeAll(
  connection: Connection,
  table: string,
  requests: readonly WriteRequest[],
): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < requests.length) {
      const batch = requests.slice(next, (next += BATCH_ITEMS_MAX))
      try {
        await writeBatch(connection, connection.nameOf(table), batch)
      } catch (problem) {
        next = requests.length
        throw problem
      }
    }
  }
  const lanes = Math.min(BATCHES_AT_ONCE_MAX, Math.ceil(requests.length / BATCH_ITEMS_MAX))
  await Promise.all(Array.from({ length: lanes }, lane))
}

async function writeBatch(
  { sdk, ask, random, signal }: Connection,
  name: string,
  batch: readonly WriteRequest[],
): Promise<void> {
  const patient = patience(random, signal)
  for (let left = [...batch]; left.length > 0;) {
    const command = new sdk.BatchWriteItemCommand({ RequestItems: { [name]: left } })
    const answer = await ask((client) => client.send(command, { abortSignal: signal }))
    const unprocessed = answer.UnprocessedItems?.[name] ?? []
    if (unprocessed.length > 0) {
      if (unprocessed.length < left.length) patient.restored()
      await patient.again(new Error(`DynamoDB left ${unprocessed.length} items unprocessed`))
    }
    left = unprocessed
  }
}
