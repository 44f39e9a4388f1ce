/** What an applicant may do: lock, decide, move the journey, tell. */
import { refuse } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { accountOwner } from '#modules/identity'
import { run } from '#platform/http'
import { move, start } from '#platform/journeys'
import type { Tx } from '#platform/sql'
import {
  acceptKfs,
  AmountAsked,
  ApplicationStarted,
  askAmount,
  chooseOffer,
  KfsAccepted,
  OfferChosen,
  startApplication,
  useAccount,
  withdrawApplication,
} from '../contract.ts'
import { hashOf } from '../engines/hash.ts'
import { applicationJourney, consentsLive } from '../journeys.ts'
import { runningDraw } from '../draw/store.ts'
import { hasOpenLoan } from '../loan/store.ts'
import { fits } from '../product/product.ts'
import { offeredOn } from '../product/offer/queries.ts'
import { insertLead, lockCustomer, runningApplication, saveTerms } from './store.ts'
import { termsOf } from './terms.ts'

export const commands = [
  run(startApplication, async ({ product, source = 'phone', partnerReference }, tx) => {
    const customerId = tx.actor.id
    await lockCustomer(tx, customerId)
    const running = await runningApplication(tx, customerId)
    if (running) return { applicationId: running.id }
    // Draws and purchases are asked for under their limit and at their merchant, not here.
    const version = await offeredOn(tx, product, tx.today)
    if (version?.kind !== 'personal-loan') return refuse('unknown-product')
    // What is drawn is owed as a loan is, and no bureau knows of it yet (decision 0014).
    const isDrawing = (await runningDraw(tx, customerId)) !== undefined
    if (isDrawing || (await hasOpenLoan(tx, customerId))) return refuse('loan-active')

    const applicationId = tx.newId('app')
    const came = { product, source, ...(partnerReference && { partnerReference }) }
    await insertLead(tx, { id: applicationId, customerId, ...came })
    await tx.emit(customerId, [ApplicationStarted({ applicationId, ...came })])
    const first = { id: applicationId, key: customerId, input: { product } }
    await start(tx, applicationJourney, first)
    // Consents outlive an application: one who gave them before is not asked again (DL-12).
    if (await consentsLive(tx, customerId)) await told(tx, applicationId, 'consents-given')
    return { applicationId }
  }),

  run(askAmount, async ({ amount, tenorMonths }, tx) => {
    const running = await runningApplication(tx, tx.actor.id)
    if (!running) return refuse('no-application')
    const product = await offeredOn(tx, running.product, tx.today)
    if (!product || !fits(product, amount, tenorMonths)) return refuse('outside-product')
    const moved = await told(tx, running.id, 'amount-asked', { amount, tenorMonths })
    if ('refused' in moved) return refuse('not-now')
    const applicationId = running.id
    await tx.emit(tx.actor.id, [AmountAsked({ applicationId, amount, tenorMonths })])
    return { applicationId }
  }),

  run(chooseOffer, async ({ amount, tenorMonths }, tx) => {
    const running = await runningApplication(tx, tx.actor.id)
    if (!running) return refuse('no-application')
    const { offer } = running.context
    if (running.state !== 'offer' || !offer) return refuse('not-now')
    if (amount > offer.amountMax || tenorMonths > offer.tenorMonthsMax) return refuse('above-offer')
    const product = await offeredOn(tx, running.product, tx.today)
    if (!product || !fits(product, amount, tenorMonths)) return refuse('below-product')

    const terms = termsOf(product, { ...offer, principal: amount, tenorMonths }, tx.today)
    const termsHash = hashOf(terms)
    await saveTerms(tx, running.id, termsHash, terms)
    const chosen = { amount, tenorMonths, termsHash }
    const { netDisbursed } = terms
    const moved = await told(tx, running.id, 'offer-chosen', { ...chosen, netDisbursed })
    if ('refused' in moved) return refuse('not-now')
    const { decisionId } = offer
    await tx.emit(tx.actor.id, [OfferChosen({ applicationId: running.id, ...chosen, decisionId })])
    return { applicationId: running.id }
  }),

  run(acceptKfs, async ({ hash, understood }, tx) => {
    const running = await runningApplication(tx, tx.actor.id)
    if (!running) return refuse('no-application')
    const { kfs } = running.context
    if (running.state !== 'kfs' || !kfs) return refuse('not-now')
    if (kfs.hash !== hash) return refuse('another-kfs')
    if (!understood) return refuse('not-understood')
    if (tx.now > kfs.validTill) return refuse('kfs-lapsed')
    const moved = await told(tx, running.id, 'kfs-accepted')
    if ('refused' in moved) return refuse('not-now')
    const { documentId, termsHash } = kfs
    const accepted = { applicationId: running.id, documentId, hash, termsHash }
    await tx.emit(tx.actor.id, [KfsAccepted(accepted)])
    return { applicationId: running.id }
  }),

  run(
    useAccount,
    async ({ accountId }, tx) => {
      const running = await runningApplication(tx, tx.actor.id)
      if (!running) return refuse('no-application')
      const moved = await told(tx, running.id, 'account-given', { accountId })
      return 'refused' in moved ? refuse('not-now') : { applicationId: running.id }
    },
    {
      // DL-06: an account of their own, or none at all.
      owner: async ({ accountId }, tx) => (await tx.call(accountOwner, { accountId })).customerId,
    },
  ),

  run(withdrawApplication, async (_, tx) => {
    const running = await runningApplication(tx, tx.actor.id)
    if (!running) return refuse('no-application')
    const moved = await told(tx, running.id, 'withdrawn')
    return 'refused' in moved ? refuse('not-now') : { applicationId: running.id }
  }),
]

const told = (tx: Tx, id: Id<'app'>, type: string, fields: object = {}) =>
  move(tx, applicationJourney, id, { type, ...fields })
