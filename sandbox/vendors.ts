/** Who is out there. One vendor a file; this is the list. */
import type { Ask, Vendor, World } from './world.ts'
import { partyOf } from './world.ts'
import { control } from './control.ts'
import { formOf } from './form.ts'
import { life } from './people/life.ts'
import { aggregator } from './vendors/aggregator.ts'
import { bank } from './vendors/bank.ts'
import { bureau } from './vendors/bureau.ts'
import { esign } from './vendors/esign.ts'
import { kyc } from './vendors/kyc.ts'
import { mandates } from './vendors/mandate.ts'
import { merchant } from './vendors/merchant.ts'
import { payLinks } from './vendors/pay-link.ts'
import { payouts } from './vendors/payout.ts'
import { post } from './vendors/post.ts'
import { presentments } from './vendors/presentment.ts'

export const vendors: readonly Vendor[] = [
  control,
  post,
  kyc,
  bank,
  bureau,
  aggregator,
  mandates,
  payouts,
  presentments,
  payLinks,
  esign,
  merchant,
  life,
]

/** Whom a request is about, for the draw of a fault: the same person at every retry and restart. */
export function subjectOf(ask: Ask, world: World): string {
  const { body, params } = ask
  const known = params.id === undefined ? undefined : world.ledger.byId(params.id)
  if (known) return known.subject
  const word = (value: unknown): string | undefined =>
    typeof value === 'string' && value !== '' ? value : undefined
  const customer = formOf(body.customer)
  const account = formOf(formOf(body.fund_account).bank_account)
  if (word(body.umrn)) {
    const [mandate] = world.ledger.byReference('umrn', String(body.umrn))
    if (mandate) return mandate.subject
  }
  return partyOf(world, {
    phone: word(body.phone) ?? word(body.to) ?? word(customer.contact) ?? word(body.signerPhone),
    pan: word(body.pan),
    account: word(body.account) ?? word(account.account_number),
  }).subject
}
