/** Documents: its table of contents. */
import type { Module } from '#platform/runtime'
import { commands } from './commands.ts'
import * as contract from './contract.ts'
import { effects } from './effects.ts'
import { queries } from './queries.ts'
import { reactions } from './reactions.ts'
import { routes } from './routes.ts'

export const module: Module = {
  name: 'documents',
  contract,
  commands,
  queries,
  reactions,
  routes,
  effects,
  lanes: [{ name: 'documents.signing', perSecond: 20, atOnce: 4 }],
  egress: [
    {
      host: 'esign',
      region: 'ap-south-1',
      purpose: 'e-sign of the loan agreement; the file itself stays here',
      classes: ['name', 'phone', 'secret'],
    },
  ],
  migrations: new URL('./migrations/', import.meta.url),
}
