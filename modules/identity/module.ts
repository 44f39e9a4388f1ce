/** Identity's table of contents. */
import type { Module } from '#platform/runtime'
import { timer } from '#platform/timers'
import { consentCommands } from './consent/commands.ts'
import { consentQueries } from './consent/queries.ts'
import * as contract from './contract.ts'
import { loginCommands } from './login/commands.ts'
import { loginQueries } from './login/queries.ts'
import { noteCommands } from './note/commands.ts'
import { noteQueries } from './note/queries.ts'
import { personCommands } from './person/commands.ts'
import { personQueries } from './person/queries.ts'
import { reactions } from './reactions.ts'
import { credentialCommands } from './credential/commands.ts'
import { credentialQueries } from './credential/queries.ts'
import { staffCommands } from './staff/commands.ts'
import { staffQueries } from './staff/queries.ts'
import { vaultQueries } from './vault/queries.ts'

export const module: Module = {
  name: 'identity',
  contract,
  commands: [
    ...loginCommands,
    ...staffCommands,
    ...personCommands,
    ...noteCommands,
    ...consentCommands,
    ...credentialCommands,
  ],
  queries: [
    ...loginQueries,
    ...staffQueries,
    ...personQueries,
    ...noteQueries,
    ...consentQueries,
    ...credentialQueries,
    ...vaultQueries,
  ],
  reactions,
  timers: [
    timer('consent', contract.ConsentExpired, {
      owner: 'ops',
      says: 'A consent given for a time has run out: what rests on it is erased (SPEC §7.1).',
    }),
  ],
  migrations: new URL('./migrations/', import.meta.url),
}
