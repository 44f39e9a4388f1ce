/** The wide store of this process: the engine configured, with the tables its modules declare. */
import { join } from 'node:path'
import { openDynamo } from '../wide/dynamodb.ts'
import { openLevel, type OpenWide } from '../wide/level.ts'
import { random } from './chance.ts'
import type { BusinessClock } from './clock.ts'
import type { Config } from './config.ts'
import type { Module } from './index.ts'

/**
 * Nothing is opened before `start`, and then only where a module keeps such tables: of a house in
 * several processes one holds the embedded store. A developer's DynamoDB gets the tables it lacks.
 */
export function wideStore(
  { wide, data, production }: Config,
  modules: readonly Module[],
  clock: BusinessClock,
): OpenWide {
  const tables = modules.flatMap((module) => module.wide ?? [])
  const store =
    wide.engine === 'level'
      ? openLevel({ folder: join(data, 'wide'), tables, clock })
      : dynamoStore({ ...wide, tables, clock, random }, production)
  return { ...store, start: async () => (tables.length > 0 ? store.start() : undefined) }
}

function dynamoStore(options: Parameters<typeof openDynamo>[0], production: boolean): OpenWide {
  const store = openDynamo(options)
  const start = async () => {
    if (!production) await store.prepare()
    await store.start()
  }
  return { ...store, start }
}
