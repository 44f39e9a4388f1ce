/** What payments does when it is asked. Asking twice for the same thing gives the first. */
import { isRefused, refuse } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import { run } from '#platform/http'
import { retry, start } from '#platform/journeys'
import type { Tx } from '#platform/sql'
import {
  createMandate,
  MandateCreated,
  payNow,
  payOut,
  PayoutFailed,
  PresentmentFailed,
  presentInstalment,
  retryStep,
} from './contract.ts'
import { openMandate, openPayLink, present } from './effects.ts'
import { cancel } from './ending/commands.ts'
import { payoutJourney } from './journeys.ts'
import { insertPayLink, insertPresentment } from './receipt/store.ts'
import {
  insertMandate,
  insertPayout,
  loanKnown,
  lockLiveMandate,
  lockMandate,
  notePayout,
  type Mandate,
} from './store.ts'

export const commands = [
  run(createMandate, async (asked, tx) => {
    const { customerId, applicationId, accountId, amountMax, endsOn } = asked
    const live = await lockLiveMandate(tx, applicationId)
    if (live?.accountId === accountId && live.amountMax === amountMax && live.endsOn === endsOn)
      return { mandateId: await remind(live, tx) }
    if (live) await cancel(live, tx) // On another account or bounds: the old may not debit.
    const mandateId = tx.newId('man')
    await insertMandate(tx, { id: mandateId, ...asked })
    const input = { mandateId, applicationId, accountId, amountMax, endsOn }
    await tx.effect(openMandate, input, customerId)
    return { mandateId }
  }),

  run(payOut, async ({ customerId, ...order }, tx) => {
    const payout = { id: tx.newId('pay'), customerId, ...order }
    // Held while the payout is written: no loan that closes just now ends it underneath.
    const mandate = order.mandateId && (await lockMandate(tx, order.mandateId))
    const { payoutId, first } = await insertPayout(tx, payout)
    if (!first) return { payoutId }
    if (mandate && mandate.status !== 'registered') {
      const reason = 'mandate-ended'
      await notePayout(tx, payoutId, 'failed', { reason, settledAt: tx.now })
      const { applicationId } = order
      await tx.emit(customerId, [PayoutFailed({ payoutId, applicationId, reason })])
      return { payoutId }
    }
    await start(tx, payoutJourney, { id: payoutId, key: customerId, input: order })
    return { payoutId }
  }),

  run(presentInstalment, async ({ customerId, ...asked }, tx) => {
    const { loanId, mandateId, number, attempt, amount, dueOn } = asked
    const mandate = await lockMandate(tx, mandateId)
    if (!mandate) throw new Error(`payments knows no mandate ${mandateId}`)
    const reason = unfit(mandate, asked)
    const row = { id: tx.newId('pre'), customerId, ...asked }
    const status = reason === undefined ? 'asked' : 'failed'
    const { presentmentId, first } = await insertPresentment(tx, { ...row, status })
    if (!first) return { presentmentId }
    const umrn = mandate.umrn ?? ''
    const input = { presentmentId, loanId, number, attempt, amount, dueOn, umrn }
    if (reason === undefined) await tx.effect(present, input, customerId)
    else
      await tx.emit(customerId, [
        PresentmentFailed({ presentmentId, loanId, number, attempt, reason }),
      ])
    return { presentmentId }
  }),

  run(
    payNow,
    async ({ loanId, amount }, tx) => {
      const loan = await loanKnown(tx, loanId)
      if (!loan) return refuse('unknown-loan')
      const linkId = tx.newId('lnk')
      await insertPayLink(tx, { id: linkId, customerId: loan.customerId, loanId, amount })
      await tx.effect(openPayLink, { linkId, loanId, amount }, loan.customerId)
      return { linkId }
    },
    { owner: async ({ loanId }, tx) => (await loanKnown(tx, loanId))?.customerId },
  ),

  run(retryStep, async ({ payoutId, reason }, tx) => {
    const retried = await retry(tx, payoutJourney, payoutId, reason)
    return isRefused(retried) ? retried : { payoutId, state: retried.state }
  }),
]

/** The mandate stands already: whoever asks again hears of it again. */
async function remind(mandate: Mandate, tx: Tx): Promise<Id<'man'>> {
  const { id: mandateId, applicationId, accountId, amountMax, authoriseAt } = mandate
  if (mandate.status === 'created' && authoriseAt !== null) {
    const again = { mandateId, applicationId, accountId, amountMax, authoriseAt }
    await tx.emit(mandate.customerId, [MandateCreated(again)])
  }
  return mandateId
}

/** Why this mandate can't bear the debit; the bank would only return it (SPEC §5.2: 61, 26, 29). */
function unfit(
  { status, umrn, amountMax, endsOn }: Mandate,
  asked: { amount: Money; dueOn: string },
): string | undefined {
  if (status !== 'registered' || umrn === null) return `mandate-${status}`
  if (asked.amount > amountMax) return 'above-mandate'
  return asked.dueOn > endsOn ? 'mandate-over' : undefined
}
