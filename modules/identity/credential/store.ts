/** All SQL of service credentials and of the proofs that came with them. */
import type { Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { StreamedPurpose } from '../vault/retention.ts'
import type { ConsentProof } from './proof.ts'

export type Service = {
  id: Id<'svc'>
  partner: string
  door: string
  purpose: StreamedPurpose
  secretHash: string
  earlierHash: string | null
  earlierUntil: Instant | null
  revokedAt: Instant | null
}

export async function insertService(
  tx: Tx,
  service: Pick<Service, 'id' | 'partner' | 'door' | 'purpose' | 'secretHash'>,
): Promise<void> {
  await tx.sql`
    insert into service (id, partner, door, purpose, secret_hash, issued_at)
    values (${service.id}, ${service.partner}, ${service.door}, ${service.purpose},
            ${service.secretHash}, ${tx.now})`
}

export async function serviceOf(tx: Tx, id: string): Promise<Service | undefined> {
  const [row] = await tx.sql<Service[]>`
    select id, partner, door, purpose, secret_hash as "secretHash",
           earlier_hash as "earlierHash", earlier_until as "earlierUntil",
           revoked_at as "revokedAt"
      from service where id = ${id}`
  return row
}

/** The secret of now serves until then beside the new one; that before it serves no more. */
export async function rotate(
  tx: Tx,
  id: string,
  { secretHash, until }: { secretHash: string; until: Instant },
): Promise<void> {
  await tx.sql`
    update service
       set earlier_hash = secret_hash, earlier_until = ${until}, secret_hash = ${secretHash},
           rotated_at = ${tx.now}
     where id = ${id} and revoked_at is null`
}

export async function revoke(tx: Tx, id: string): Promise<void> {
  await tx.sql`
    update service set revoked_at = ${tx.now} where id = ${id} and revoked_at is null`
}

/** Under which consent this very proof was kept before. */
export async function keptProof(
  tx: Tx,
  customerId: string,
  evidenceHash: string,
): Promise<{ consentId: Id<'con'> } | undefined> {
  const [row] = await tx.sql<{ consentId: Id<'con'> }[]>`
    select consent_id as "consentId" from consent_proof
     where customer_id = ${customerId} and evidence_hash = ${evidenceHash}`
  return row
}

export async function insertProof(
  tx: Tx,
  of: { customerId: string; serviceId: string; consentId: string; proof: ConsentProof },
): Promise<void> {
  await tx.sql`
    insert into consent_proof (customer_id, evidence_hash, service_id, consent_id, record,
                               presented_at)
    values (${of.customerId}, ${of.proof.evidenceHash}, ${of.serviceId}, ${of.consentId},
            ${tx.sql.json(of.proof)}, ${tx.now})
    on conflict do nothing`
}
