/** Comms' table of contents. */
import type { Module } from '#platform/runtime'
import { timer } from '#platform/timers'
import { commands } from './commands.ts'
import * as contract from './contract.ts'
import { effects, lanes } from './effects.ts'
import { queries } from './queries.ts'
import { reactions } from './reactions.ts'
import { routes } from './routes.ts'

export const module: Module = {
  name: 'comms',
  contract,
  commands,
  queries,
  reactions,
  routes,
  timers: [
    timer('promotion', contract.MessageDue, {
      owner: 'support',
      says: 'A promotional SMS that waited goes out when its window opens at 10:00 (SPEC §9.1).',
    }),
  ],
  effects,
  lanes,
  egress: [
    {
      host: 'sms',
      region: 'ap-south-1',
      purpose: 'SMS to the person: codes and notices of their loan',
      classes: ['phone', 'secret'],
    },
  ],
  migrations: new URL('./migrations/', import.meta.url),
}
