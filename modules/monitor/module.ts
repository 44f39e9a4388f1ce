/** Monitor's table of contents. */
import type { Module } from '#platform/runtime'
import { commands } from './commands.ts'
import * as contract from './contract.ts'
import { queries } from './queries.ts'
import { reactions } from './reactions.ts'
import { streams } from './routes.ts'

export const module: Module = {
  name: 'monitor',
  contract,
  commands,
  queries,
  reactions,
  streams,
  migrations: new URL('./migrations/', import.meta.url),
}
