/** All SQL of gateway. */
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { Session } from './session.ts'

export type SessionRow = Session & {
  id: Id<'ses'>
  holder: string
  roles: string[]
}

export async function insertSession(
  tx: Tx,
  session: SessionRow & { tokenHash: string; installId: string | null },
): Promise<void> {
  await tx.sql`
    insert into session (id, token_hash, kind, holder, roles, install_id, opened_at, expires_at)
    values (${session.id}, ${session.tokenHash}, ${session.kind}, ${session.holder},
            ${session.roles}::text[], ${session.installId}, ${session.openedAt},
            ${session.expiresAt})`
}

export async function sessionByToken(tx: Tx, tokenHash: string): Promise<SessionRow | undefined> {
  const [row] = await tx.sql<SessionRow[]>`
    select id, kind, holder, roles, opened_at as "openedAt", expires_at as "expiresAt",
           closed_at as "closedAt"
      from session where token_hash = ${tokenHash}`
  return row
}

/** Those that were open. */
export async function closeSessions(tx: Tx, holder: string): Promise<readonly Id<'ses'>[]> {
  const rows = await tx.sql<{ id: Id<'ses'> }[]>`
    update session set closed_at = ${tx.wallNow}
     where holder = ${holder} and closed_at is null
    returning id`
  return rows.map(({ id }) => id)
}

/** True the first time this phone is seen. */
export async function seeInstall(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    insert into install (id, arrived_at) values (${id}, ${tx.wallNow})
    on conflict do nothing returning id`
  return rows.length === 1
}
