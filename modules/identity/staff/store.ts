/** All SQL of the staff's logins. */
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { Login } from './staff.ts'

export type StaffRow = Login & {
  id: Id<'stf'>
  passwordHash: string
  totpSealed: string
  roles: string
}

/** False when the login is taken. */
export async function insertStaff(
  tx: Tx,
  staff: { id: string; login: string; passwordHash: string; totpSealed: string; roles: string },
): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    insert into staff (id, login, password_hash, totp_sealed, roles, active, enrolled_at)
    values (${staff.id}, ${staff.login}, ${staff.passwordHash}, ${staff.totpSealed},
            ${staff.roles}, true, ${tx.now})
    on conflict (login) do nothing
    returning id`
  return rows.length === 1
}

/** Held until the transaction ends: attempts at once are counted one by one. */
export async function lockStaff(tx: Tx, login: string): Promise<StaffRow | undefined> {
  const [row] = await tx.sql<StaffRow[]>`
    select id, password_hash as "passwordHash", totp_sealed as "totpSealed", roles, active,
           failures, locked_until as "lockedUntil", last_step as "lastStep"
      from staff where login = ${login} for update`
  return row
}

export async function saveLogin(tx: Tx, id: string, login: Login): Promise<void> {
  await tx.sql`
    update staff
       set failures = ${login.failures}, locked_until = ${login.lockedUntil},
           last_step = ${login.lastStep}
     where id = ${id}`
}

/** False when there is no such login. */
export async function suspend(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    update staff set active = false where id = ${id} returning id`
  return rows.length === 1
}

export async function activeStaff(tx: Tx, max: number) {
  const rows = await tx.sql<{ staffId: Id<'stf'>; login: string; roles: string }[]>`
    select id as "staffId", login, roles from staff where active order by login limit ${max}`
  return [...rows]
}
