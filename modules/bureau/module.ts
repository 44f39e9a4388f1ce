import type { Module } from '#platform/runtime'
import { timer } from '#platform/timers'
import { commands } from './commands.ts'
import * as contract from './contract.ts'
import { effects, lanes } from './effects.ts'
import { commands as onFiles } from './file/commands.ts'
import { queries as ofFiles } from './file/queries.ts'
import { reactions as forFiles } from './file/reactions.ts'
import { queries } from './queries.ts'
import { reactions } from './reactions.ts'

export const module: Module = {
  name: 'bureau',
  contract,
  commands: [...commands, ...onFiles],
  queries: [...queries, ...ofFiles],
  reactions: [...reactions, ...forFiles],
  effects,
  lanes,
  timers: [
    timer('file', contract.FileDue, {
      owner: 'ops',
      says: 'The morning after a reference date the bureau file is made (SPEC §5.1).',
    }),
  ],
  egress: [
    {
      host: 'bureau',
      region: 'ap-south-1',
      purpose: 'credit report for a loan decision',
      classes: ['pan', 'name', 'birth', 'phone'],
    },
  ],
  migrations: new URL('./migrations/', import.meta.url),
}
