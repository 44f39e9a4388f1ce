/** Archive: its table of contents. */
import type { Module } from '#platform/runtime'
import { timer } from '#platform/timers'
import { commands, setRound } from './commands.ts'
import * as contract from './contract.ts'
import { effects } from './effects.ts'
import { queries } from './queries.ts'
import { reactions } from './reactions.ts'

export const module: Module = {
  name: 'archive',
  contract,
  commands,
  queries,
  reactions,
  effects,
  timers: [
    timer('round', contract.RoundDue, {
      owner: 'ops',
      says: 'At night dates that are over are compacted and old days of the log leave Postgres.',
    }),
  ],
  // One at a time is the bound; a rate would only hold up business time where it is moved.
  lanes: [{ name: 'archive.lake', perSecond: 100, atOnce: 1 }],
  atStart: setRound,
  migrations: new URL('./migrations/', import.meta.url),
}
