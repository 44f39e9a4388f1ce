import type { Module } from '#platform/runtime'
import { commands } from './commands.ts'
import * as contract from './contract.ts'
import { effects, lanes } from './effects.ts'
import { queries } from './queries.ts'
import { reactions } from './reactions.ts'

const region = 'ap-south-1'

export const module: Module = {
  name: 'kyc',
  contract,
  commands,
  queries,
  reactions,
  effects,
  lanes,
  egress: [
    {
      host: 'kyc',
      region,
      purpose: 'PAN check, sanctions screen',
      classes: ['pan', 'name', 'birth'],
    },
    { host: 'bank', region, purpose: 'penny drop', classes: ['account', 'name'] },
  ],
  migrations: new URL('./migrations/', import.meta.url),
}
