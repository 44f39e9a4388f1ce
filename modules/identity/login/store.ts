/** All SQL of one-time passwords. */
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { Otp } from './otp.ts'

export type OtpRow = Otp & {
  id: Id<'otp'>
  customerId: Id<'cus'>
  installId: Id<'ins'> | null
  codeHash: string
}

export async function insertOtp(tx: Tx, otp: OtpRow): Promise<void> {
  await tx.sql`
    insert into otp (id, customer_id, install_id, code_hash, attempts, status, issued_at,
                     expires_at, held_until)
    values (${otp.id}, ${otp.customerId}, ${otp.installId}, ${otp.codeHash}, ${otp.attempts},
            ${otp.status}, ${tx.now}, ${otp.expiresAt}, ${otp.heldUntil})`
}

/** Held until the transaction ends: two entries at once count twice. */
export async function lockOtp(tx: Tx, id: string): Promise<OtpRow | undefined> {
  const [row] = await tx.sql<OtpRow[]>`
    select id, customer_id as "customerId", install_id as "installId", code_hash as "codeHash",
           attempts, status, expires_at as "expiresAt", held_until as "heldUntil"
      from otp where id = ${id} for update`
  return row
}

export async function saveOtp(tx: Tx, id: string, { status, attempts }: Otp): Promise<void> {
  await tx.sql`update otp set status = ${status}, attempts = ${attempts} where id = ${id}`
}
