/** Merchants, as a list and one by one; and what their letters are proved by. */
import { list, one, sealWith } from '#platform/http'
import type { Tx } from '#platform/sql'
import { merchantEntity } from '../contract.ts'
import { secretAbout } from './merchant.ts'
import { sealedSecrets } from './store.ts'

export const queries = [list(merchantEntity), one(merchantEntity)]

/** The secrets that serve a merchant's checkout now; none for whom we don't know. */
export async function secretsOf(tx: Tx, merchantId: string): Promise<string[]> {
  const kept = await sealedSecrets(tx, merchantId)
  if (kept.length === 0) return []
  const seal = sealWith(tx.secret('master'))
  return kept.map(({ id, sealed }) => seal.open(secretAbout(merchantId, id), sealed))
}
