import type { Module } from '#platform/runtime'
import { commands } from './commands.ts'
import * as contract from './contract.ts'
import { queries } from './queries.ts'
import { reactions } from './reactions.ts'

export const module: Module = {
  name: 'decision',
  contract,
  commands,
  queries,
  reactions,
  migrations: new URL('./migrations/', import.meta.url),
}
