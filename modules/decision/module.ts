import type { Module } from '#platform/runtime'
import { commands } from './commands.ts'
import * as contract from './contract.ts'
import { queries } from './queries.ts'

export const module: Module = {
  name: 'decision',
  contract,
  commands,
  queries,
  migrations: new URL('./migrations/', import.meta.url),
}
