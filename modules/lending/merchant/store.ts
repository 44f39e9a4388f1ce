/** All SQL of merchants and of the secrets their checkouts sign with. */
import type { Instant } from '#kernel/dates'
import type { Tx } from '#platform/sql'

type Merchant = {
  readonly id: string
  readonly name: string
  readonly gstState: string
  readonly verification: string
  readonly fundAccount: string
  readonly by: string
}

export async function insertMerchant(tx: Tx, merchant: Merchant): Promise<void> {
  const { id, name, gstState, verification, fundAccount, by } = merchant
  await tx.sql`
    insert into lending.merchant
      (id, name, gst_state, verification, fund_account, registered_by, registered_at)
    values (${id}, ${name}, ${gstState}, ${verification}, ${fundAccount}, ${by}, ${tx.now})`
}

type MerchantKnown = Pick<Merchant, 'name' | 'gstState'> & { readonly fundAccount: string | null }

export async function merchantById(tx: Tx, id: string): Promise<MerchantKnown | undefined> {
  const [row] = await tx.sql<MerchantKnown[]>`
    select name, gst_state as "gstState", fund_account as "fundAccount"
      from lending.merchant where id = ${id}`
  return row
}

/** Held until the transaction ends: two rotations at once follow each other. */
export async function lockMerchant(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.sql`select 1 from lending.merchant where id = ${id} for update`
  return rows.length > 0
}

export type SealedSecret = { readonly id: string; readonly sealed: string }

export async function insertSecret(
  tx: Tx,
  merchantId: string,
  { id, sealed }: SealedSecret,
): Promise<void> {
  await tx.sql`
    insert into lending.merchant_secret (id, merchant_id, sealed, made_at)
    values (${id}, ${merchantId}, ${sealed}, ${tx.now})`
}

/** The secret of now serves until then; the one before it is thrown away. */
export async function outdateSecret(tx: Tx, merchantId: string, until: Instant): Promise<void> {
  await tx.sql`
    delete from lending.merchant_secret
     where merchant_id = ${merchantId} and serves_until is not null`
  await tx.sql`
    update lending.merchant_secret set serves_until = ${until} where merchant_id = ${merchantId}`
}

export async function dropSecrets(tx: Tx, merchantId: string): Promise<void> {
  await tx.sql`delete from lending.merchant_secret where merchant_id = ${merchantId}`
}

/** Those that serve now: one, or two while a checkout changes over. */
export async function sealedSecrets(tx: Tx, merchantId: string): Promise<SealedSecret[]> {
  return tx.sql<SealedSecret[]>`
    select id, sealed from lending.merchant_secret
     where merchant_id = ${merchantId} and (serves_until is null or serves_until > ${tx.now})
     order by serves_until desc nulls first`
}
