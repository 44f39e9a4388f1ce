/** Device's table of contents. */
import type { Module } from '#platform/runtime'
import { appsCommands } from './apps/commands.ts'
import { appsQueries } from './apps/queries.ts'
import { appsReactions } from './apps/reactions.ts'
import * as contract from './contract.ts'
import { featureCommands } from './feature/commands.ts'
import { featureQueries } from './feature/queries.ts'
import { featureReactions } from './feature/reactions.ts'
import { rawCommands } from './raw/commands.ts'
import { rawQueries } from './raw/queries.ts'
import { rawReactions } from './raw/reactions.ts'
import { smsCommands } from './sms/commands.ts'
import { smsQueries } from './sms/queries.ts'
import { smsReactions } from './sms/reactions.ts'
import { statementCommands } from './statement/commands.ts'
import { statementQueries } from './statement/queries.ts'
import { statementReactions } from './statement/reactions.ts'
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
  migrations: new URL('./migrations/', import.meta.url),
}
