import type { Module } from '#platform/runtime'
import { commands } from './commands.ts'
import * as contract from './contract.ts'
import { queries } from './queries.ts'
import { reactions } from './reactions.ts'
import { ruleCommands } from './rule/commands.ts'
import { ruleReactions } from './rule/reactions.ts'

export const module: Module = {
  name: 'fraud',
  contract,
  commands: [...commands, ...ruleCommands],
  queries,
  reactions: [...reactions, ...ruleReactions],
  migrations: new URL('./migrations/', import.meta.url),
}
