/** Payments: its table of contents. */
import type { Module } from '#platform/runtime'
import { timer } from '#platform/timers'
import { commands as ofCheques } from './cheque/commands.ts'
import { queries as aboutCheques } from './cheque/queries.ts'
import { commands } from './commands.ts'
import * as contract from './contract.ts'
import { effects } from './effects.ts'
import { commands as ofEndings } from './ending/commands.ts'
import { journeys } from './journeys.ts'
import { queries } from './queries.ts'
import { commands as ofReceipts } from './receipt/commands.ts'
import { queries as ofTakings } from './receipt/queries.ts'
import { commands as ofFiles } from './receipt-file/commands.ts'
import { queries as inFiles } from './receipt-file/queries.ts'
import { reactions } from './reactions.ts'
import { routes } from './routes.ts'
import { commands as ofSuspense } from './suspense/commands.ts'
import { queries as inSuspense } from './suspense/queries.ts'

export const module: Module = {
  name: 'payments',
  contract,
  commands: [...commands, ...ofEndings, ...ofReceipts, ...ofFiles, ...ofCheques, ...ofSuspense],
  queries: [...queries, ...ofTakings, ...inFiles, ...aboutCheques, ...inSuspense],
  reactions,
  routes,
  journeys,
  effects,
  timers: [
    timer('payout', contract.PayoutDue, {
      owner: 'finance',
      says: 'A pending payout is enquired after, ever more rarely, never sent again (SPEC §5.4).',
    }),
    timer('strike', contract.StrikeDue, {
      owner: 'ops',
      says: 'A mandate we ended is not struck at the bank yet: the provider is asked again.',
    }),
    timer('cheque', contract.ChequeDue, {
      owner: 'ops',
      says: 'A post-dated cheque’s day comes: it is deposited, never before (SPEC §13.1).',
    }),
    timer('demand', contract.DemandDue, {
      owner: 'collections',
      says: 'The last day for a written demand on a dishonoured cheque (SPEC §11.5).',
    }),
  ],
  lanes: [
    { name: 'payments.payout', perSecond: 20, atOnce: 4 },
    { name: 'payments.enquiry', perSecond: 20, atOnce: 2 },
    { name: 'payments.mandate', perSecond: 20, atOnce: 4 },
    { name: 'payments.presentment', perSecond: 200, atOnce: 8 },
    { name: 'payments.link', perSecond: 20, atOnce: 4 },
  ],
  egress: [
    {
      host: 'psp',
      region: 'ap-south-1',
      purpose: 'mandates, payouts, presentments and pay links',
      classes: ['name', 'phone', 'account'],
    },
  ],
  migrations: new URL('./migrations/', import.meta.url),
}
