/** Monitor's table of contents. */
import type { Module } from '#platform/runtime'
import { commands } from './commands.ts'
import * as contract from './contract.ts'
import { findQueries } from './find/queries.ts'
import { parkedCommands } from './parked/commands.ts'
import { parkedQueries } from './parked/queries.ts'
import { queries } from './queries.ts'
import { reactions } from './reactions.ts'
import { riverQueries } from './river/queries.ts'
import { streams } from './routes.ts'
import { trailQueries } from './trail/queries.ts'

export const module: Module = {
  name: 'monitor',
  contract,
  commands: [...commands, ...parkedCommands],
  queries: [...queries, ...findQueries, ...parkedQueries, ...riverQueries, ...trailQueries],
  reactions,
  noteSeen: contract.noteSeen,
  streams,
  migrations: new URL('./migrations/', import.meta.url),
}
