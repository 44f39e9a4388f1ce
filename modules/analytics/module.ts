/** Analytics' table of contents. */
import type { Module } from '#platform/runtime'
import { aggregateCommands } from './aggregate/commands.ts'
import { aggregateQueries } from './aggregate/queries.ts'
import { aggregateReactions } from './aggregate/reactions.ts'
import { askQueries } from './ask/queries.ts'
import * as contract from './contract.ts'
import { pathQueries } from './path/queries.ts'
import { pathReactions } from './path/reactions.ts'
import { promotionCommands } from './promotion/commands.ts'
import { promotionQueries } from './promotion/queries.ts'
import { questionCommands } from './question/commands.ts'
import { questionQueries } from './question/queries.ts'
import { streamCommands } from './stream/commands.ts'
import { streamQueries } from './stream/queries.ts'
import { triggerCommands } from './trigger/commands.ts'
import { triggerQueries } from './trigger/queries.ts'
import { triggerReactions } from './trigger/reactions.ts'

export const module: Module = {
  name: 'analytics',
  contract,
  commands: [
    ...aggregateCommands,
    ...questionCommands,
    ...promotionCommands,
    ...triggerCommands,
    ...streamCommands,
  ],
  queries: [
    ...aggregateQueries,
    ...questionQueries,
    ...askQueries,
    ...promotionQueries,
    ...pathQueries,
    ...triggerQueries,
    ...streamQueries,
  ],
  reactions: [...aggregateReactions, ...pathReactions, ...triggerReactions],
  migrations: new URL('./migrations/', import.meta.url),
}
