/** Device's table of contents. */
import type { Module } from '#platform/runtime'
import { timer } from '#platform/timers'
import { appsCommands } from './apps/commands.ts'
import { appsQueries } from './apps/queries.ts'
import { appsReactions } from './apps/reactions.ts'
import * as contract from './contract.ts'
import { featureCommands } from './feature/commands.ts'
import { featureQueries } from './feature/queries.ts'
import { featureReactions } from './feature/reactions.ts'
import { rawCommands } from './raw/commands.ts'
import { rawQueries } from './raw/queries.ts'
import { rawReactions, setSweep } from './raw/reactions.ts'
import { smsCommands } from './sms/commands.ts'
import { smsQueries } from './sms/queries.ts'
import { smsReactions } from './sms/reactions.ts'
import { statementCommands } from './statement/commands.ts'
import { statementEffects, statementLanes } from './statement/effects.ts'
import { statementQueries } from './statement/queries.ts'
import { statementReactions } from './statement/reactions.ts'
import { statementRoutes } from './statement/routes.ts'
import { intakes } from './uplink/routes.ts'

export const module: Module = {
  name: 'device',
  contract,
  commands: [
    ...appsCommands,
    ...smsCommands,
    ...featureCommands,
    ...statementCommands,
    ...rawCommands,
  ],
  queries: [...appsQueries, ...smsQueries, ...featureQueries, ...statementQueries, ...rawQueries],
  reactions: [
    ...rawReactions,
    ...appsReactions,
    ...smsReactions,
    ...featureReactions,
    ...statementReactions,
  ],
  wide: ['device-sms', 'device-apps'],
  intakes,
  routes: statementRoutes,
  effects: statementEffects,
  lanes: statementLanes,
  atStart: setSweep,
  timers: [
    timer('raw-sweep', contract.RawSweepDue, {
      owner: 'ops',
      says: 'At night phone records older than 90 days leave the wide store (SPEC §7.1).',
    }),
    timer('statement-life', contract.StatementLifeEnded, {
      owner: 'risk',
      says: 'A bank statement is purged when the time its consent allows is over (SPEC §8).',
    }),
  ],
  egress: [
    {
      host: 'aggregator',
      region: 'ap-south-1',
      purpose: 'a bank statement, with the person’s consent at the aggregator',
      classes: ['phone'],
    },
  ],
  migrations: new URL('./migrations/', import.meta.url),
}
