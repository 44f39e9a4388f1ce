/** Rules' table of contents. */
import type { Module } from '#platform/runtime'
import { commands } from './commands.ts'
import * as contract from './contract.ts'
import { queries } from './queries.ts'

export const module: Module = {
  name: 'rules',
  contract,
  commands,
  queries,
  migrations: new URL('./migrations/', import.meta.url),
}
