/** The tables in DynamoDB: looked at when the house starts, made only for tests and developers. */
import type { TableDescription } from '@aws-sdk/client-dynamodb'
import { StartFault } from '../runtime/start-fault.ts'
import type { Connection } from './dynamodb.ts'
import type { WideTable } from './index.ts'

const MAKE_SECONDS_MAX = 60
const TTL_FIELD = 'ttl'

/** Throws a `StartFault` unless every table is there with our keys. */
export async function checkTables(
  connection: Connection,
  tables: readonly string[],
): Promise<void> {
  const { nameOf, region } = connection
  for (const table of tables) {
    const found = await sought(connection, table)
    const keys = found?.KeySchema?.map((key) => `${key.AttributeName} ${key.KeyType}`).join(', ')
    if (keys === 'pk HASH, sk RANGE') continue
    throw new StartFault(
      `DynamoDB in ${region} has no table ${nameOf(table)} keyed by pk and sk: make it as ` +
        'deploy/README.md says.',
    )
  }
}

/** Makes those that are missing and waits until they can be used. */
export async function makeTables(connection: Connection, tables: readonly string[]): Promise<void> {
  const { sdk, client, nameOf, ask } = connection
  for (const table of tables) {
    const TableName = nameOf(table)
    if (await sought(connection, table)) continue
    const command = new sdk.CreateTableCommand({
      ...{ TableName, BillingMode: 'PAY_PER_REQUEST' },
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    })
    await ask((to) => to.send(command))
    const waiting = { client, maxWaitTime: MAKE_SECONDS_MAX, minDelay: 1, maxDelay: 2 }
    await sdk.waitUntilTableExists(waiting, { TableName })
    await expireBy(connection, TableName)
  }
}

async function expireBy({ sdk, ask }: Connection, TableName: string): Promise<void> {
  const command = new sdk.UpdateTimeToLiveCommand({
    TableName,
    TimeToLiveSpecification: { AttributeName: TTL_FIELD, Enabled: true },
  })
  try {
    await ask((client) => client.send(command))
  } catch (problem) {
    // A stand-in may keep tables and not expire: what is expired is given to nobody all the same.
    if ((problem as Error).name !== 'UnknownOperationException') throw problem
  }
}

/** DynamoDB's own figures, which it counts every six hours. */
export async function measuredTable(connection: Connection, table: string): Promise<WideTable> {
  const found = await described(connection, table)
  const { ItemCount: items = 0, TableSizeBytes: bytes = 0 } = found ?? {}
  return { table, items, bytes, exact: false }
}

/** At a start: who does not answer is one sentence. */
async function sought(
  connection: Connection,
  table: string,
): Promise<TableDescription | undefined> {
  try {
    return await described(connection, table)
  } catch (problem) {
    const { name, code, message } = problem as Error & { code?: string }
    const what = [code ?? name, message].join(' ').trim()
    throw new StartFault(
      `DynamoDB in ${connection.region} does not answer (${what}): check the region, the ` +
        'credentials and the way there.',
    )
  }
}

async function described(
  { sdk, nameOf, ask }: Connection,
  table: string,
): Promise<TableDescription | undefined> {
  const command = new sdk.DescribeTableCommand({ TableName: nameOf(table) })
  try {
    return (await ask((client) => client.send(command))).Table
  } catch (problem) {
    if ((problem as Error).name === 'ResourceNotFoundException') return undefined
    throw problem
  }
}
