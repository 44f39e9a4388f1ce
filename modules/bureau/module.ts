import type { Module } from '#platform/runtime'
import { commands } from './commands.ts'
import * as contract from './contract.ts'
import { effects, lanes } from './effects.ts'
import { queries } from './queries.ts'
import { reactions } from './reactions.ts'

export const module: Module = {
  name: 'bureau',
  contract,
  commands,
  queries,
  reactions,
  effects,
  lanes,
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
