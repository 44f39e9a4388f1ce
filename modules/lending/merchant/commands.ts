/** What the staff do about merchants: register them, and make their secrets anew. */
import { later, type Instant } from '#kernel/dates'
import { refuse } from '#kernel/decider'
import { run, sealWith } from '#platform/http'
import type { Tx } from '#platform/sql'
import {
  MerchantRegistered,
  MerchantSecretRotated,
  registerMerchant,
  rotateMerchantSecret,
} from '../contract.ts'
import { secretAbout } from './merchant.ts'
import { dropSecrets, insertMerchant, insertSecret, lockMerchant, outdateSecret } from './store.ts'

/** Facts about no customer are keyed by their module (DESIGN §3). */
const HOUSE = 'sys_lending'
const SECRET_BYTES = 32
/** A checkout's servers change over one after the other; a week is enough for all. */
const OVERLAP_MS = 7 * 24 * 3_600_000

export const commands = [
  run(registerMerchant, async (merchant, tx) => {
    const merchantId = tx.newId('mer')
    const by = tx.actor.id
    await insertMerchant(tx, { id: merchantId, by, ...merchant })
    const secret = await newSecret(tx, merchantId)
    await tx.emit(HOUSE, [MerchantRegistered({ merchantId, name: merchant.name, by })])
    return { merchantId, secret }
  }),

  run(rotateMerchantSecret, async ({ merchantId, atOnce }, tx) => {
    if (!(await lockMerchant(tx, merchantId))) return refuse('unknown-merchant')
    const until = atOnce ? tx.now : later(tx.now, OVERLAP_MS)
    await endSecrets(tx, merchantId, { atOnce, until })
    const secret = await newSecret(tx, merchantId)
    await tx.emit(HOUSE, [MerchantSecretRotated({ merchantId, until })])
    return { merchantId, secret, until }
  }),
]

/** Of two that serve, the older ends in any case; where one leaked, both do. */
const endSecrets = (
  tx: Tx,
  merchantId: string,
  { atOnce, until }: { atOnce: boolean; until: Instant },
): Promise<void> => (atOnce ? dropSecrets(tx, merchantId) : outdateSecret(tx, merchantId, until))

/** 32 bytes of chance, kept sealed: the answer is the only time it is told. */
async function newSecret(tx: Tx, merchantId: string): Promise<string> {
  const id = tx.newId('sec')
  const secret = Buffer.from(tx.random(SECRET_BYTES)).toString('base64url')
  const sealed = sealWith(tx.secret('master')).seal(secretAbout(merchantId, id), secret)
  await insertSecret(tx, merchantId, { id, sealed })
  return secret
}
