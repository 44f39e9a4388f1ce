/** Small, lazily opened pools: one a role. */
import { createHmac } from 'node:crypto'
import postgres from 'postgres'
import { knowingLists } from './arrays.ts'
import { values } from './values.ts'

/** Whoever holds a transaction open is cut off, so that no lock outlives its owner's attention. */
const STATEMENT_MS_MAX = 60_000
const IDLE_IN_TRANSACTION_MS_MAX = 60_000
const LOCK_MS_MAX = 20_000
const IDLE_S_MAX = 60
const CONNECT_S_MAX = 20

export type Pool = postgres.Sql

/** The login of a module; `platform` functions read the module back from it. */
export const roleOf = (module: string): string => `dhara_${module}`

/** A role's password: derived, so that nothing but the master key is kept. */
export const passwordOf = (masterKey: string | Uint8Array, role: string): string =>
  createHmac('sha256', masterKey).update(`sql role ${role}`).digest('hex')

/** A pool for the URL's own user: the owner of the database. */
export function ownerPool(url: string, max: number): Pool {
  return opened(url, {
    max,
    connection: { ...session('dhara'), search_path: 'platform', statement_timeout: 0 },
  })
}

/** A pool for a module's role on the same server and database. */
export function rolePool(url: string, role: string, password: string, max: number): Pool {
  return opened(url, {
    max,
    username: role,
    password,
    connection: session(role),
  })
}

/** As `rolePool`, for queries: the server refuses what would write. */
export function readPool(url: string, role: string, password: string, max: number): Pool {
  return opened(url, {
    max,
    username: role,
    password,
    connection: { ...session(role), default_transaction_read_only: true },
  })
}

/** Types are fetched all the same: else the driver never begins a first transaction. */
const opened = (
  url: string,
  options: postgres.Options<Record<string, postgres.PostgresType>>,
): Pool => knowingLists(postgres(url, { ...common, ...options }) as Pool)

const common = {
  types: values as unknown as Record<string, postgres.PostgresType>,
  onnotice: () => {},
  idle_timeout: IDLE_S_MAX,
  connect_timeout: CONNECT_S_MAX,
  max_lifetime: null,
}

const session = (name: string) => ({
  application_name: name,
  TimeZone: 'UTC',
  DateStyle: 'ISO',
  statement_timeout: STATEMENT_MS_MAX,
  idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS_MAX,
  lock_timeout: LOCK_MS_MAX,
})
