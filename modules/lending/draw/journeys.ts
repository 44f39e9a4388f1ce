/**
 * Binds the draw's chart to the world: which ask an effect is, which fact answers it, and the
 * fraud gate at the entry of every step. This file decides nothing.
 */
import { addMonths, atTime, type LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import { percentOf } from '#kernel/rates'
import { issueKfs, kfsOf, KfsIssued } from '#modules/documents'
import { ReviewSettled, standingOf, verdictOf } from '#modules/fraud'
import { ConsentGiven } from '#modules/identity'
import {
  AccountDoubtful,
  AccountRefused,
  AccountVerified,
  SanctionsCleared,
  SanctionsHit,
  SanctionsUnknown,
  screenSanctions,
  verifyAccount,
} from '#modules/kyc'
import {
  cancelMandate,
  createMandate,
  MandateCreated,
  MandateRegistered,
  MandateRejected,
  payOut,
  PayoutFailed,
  standingMandates,
} from '#modules/payments'
import { workingDayAfter } from '#modules/rules'
import { answers, journey, type About } from '#platform/journeys'
import type { Tx } from '#platform/sql'
import type { Terms } from '../application/terms.ts'
import { DrawDue, DrawMoved, DrawRetried, PayoutAsked, PayoutWithheld } from '../contract.ts'
import { consentsLive, told } from '../journeys.ts'
import { mayDraw } from '../limit/limit.ts'
import { limitById } from '../limit/store.ts'
import { merchantById } from '../merchant/store.ts'
import type { Draw } from './draw.ts'
import { drawMachine } from './draw.machine.ts'
import { burdenOf, closedGates, type Burden, type Gate } from './gates.ts'
import { payoutOf } from './opening/commands.ts'
import { orderKnown } from './order/store.ts'
import { drawById, runningDraw, termsOfDraw, type DrawRow } from './store.ts'

/** Beyond the last due date: what comes late is still collected. */
const MANDATE_TAIL_MONTHS = 6
const MANDATE_TAIL_MONTHS_ASKED = 24

export const drawJourney = journey(drawMachine, {
  moved: DrawMoved,
  due: DrawDue,
  retried: DrawRetried,
  repeats: ['issueKfs', 'createMandate', 'verifyAccount', 'screenSanctions', 'payOut'],
  reviews: ReviewSettled,
  // The payout is asked for in one of its transactions: the gates are read as one.
  options: { serializable: true, onPoison: 'park-key' },

  gate: ({ id, key, state }, tx) =>
    tx.call(verdictOf, { customerId: key as Id<'cus'>, journey: 'lending.draw', id, step: state }),

  effects: {
    issueKfs: async (about, tx) => {
      const terms = await termsOfDraw(tx, about.id)
      const { termsHash } = about.context as Draw
      // SPEC §2.1: at least three working days, to the end of the last; tenors here exceed 7 days.
      const { on: day } = await tx.call(workingDayAfter, { on: tx.today, days: 3 })
      const validTill = atTime(day, '23:59')
      await tx.ask(issueKfs, { ...person(about), terms, termsHash, validTill })
    },
    createMandate: async (about, tx) => {
      const { accountId } = about.context as Required<Draw>
      const terms = await termsOfDraw(tx, about.id)
      const bounds = await boundsOf(tx, about.context as Draw, terms)
      await tx.ask(createMandate, { ...person(about), accountId, ...bounds })
    },
    dropMandate: (about, tx) => {
      const { mandateId } = about.context as Required<Draw>
      return tx.ask(cancelMandate, { customerId: person(about).customerId, mandateId })
    },
    verifyAccount: (about, tx) => {
      const { accountId } = about.context as Required<Draw>
      return tx.ask(verifyAccount, { ...person(about), accountId })
    },
    screenSanctions: (about, tx) => tx.ask(screenSanctions, person(about)),
    payOut: payOutThroughGates,
  },

  answers: [
    answers(ConsentGiven, consented),
    told(KfsIssued, 'kfs-issued', ({ documentId, hash, termsHash, validTill }) => ({
      kfs: { documentId, hash, termsHash, validTill },
    })),
    told(MandateCreated, 'mandate-created', ({ mandateId, authoriseAt }) => ({
      mandate: { mandateId, authoriseAt },
    })),
    told(MandateRegistered, 'mandate-registered'),
    told(MandateRejected, 'mandate-rejected', ({ reason }) => ({ reason })),
    told(AccountVerified, 'account-verified', ({ accountId }) => ({ accountId })),
    told(AccountDoubtful, 'account-doubtful'),
    told(AccountRefused, 'account-refused', ({ reason }) => ({ reason })),
    told(SanctionsCleared, 'sanctions-cleared', ({ screenedOn }) => ({ screenedOn })),
    told(SanctionsHit, 'sanctions-hit'),
    told(SanctionsUnknown, 'sanctions-unknown'),
    told(PayoutWithheld, 'payout-withheld', ({ closed }) => ({ closed })),
    told(PayoutFailed, 'payout-failed', ({ reason }) => ({ reason })),
  ],
})

/** The gates are tried here, in the transaction that asks; one closed gate and nothing is asked. */
async function payOutThroughGates(about: About, tx: Tx): Promise<void> {
  const draw = (await drawById(tx, about.id)) as DrawRow
  const { customerId, applicationId } = person(about)
  const closed = await gatesOf(tx, draw, tx.today)
  if (closed.length > 0) return tx.emit(about.key, [PayoutWithheld({ applicationId, closed })])
  const amount = await payoutOf(tx, draw, await termsOfDraw(tx, draw.id))
  await tx.emit(about.key, [PayoutAsked({ applicationId, amount })])
  const { mandateId } = draw.context as Required<Draw>
  const payee = await payeeOf(tx, draw)
  await tx.ask(payOut, { customerId, applicationId, ...payee, amount, mandateId })
}

/** DL-06: the borrower's own account; DL-07: or the verified merchant's, for what was bought. */
async function payeeOf(tx: Tx, { merchantId, context }: DrawRow) {
  if (merchantId === null) return { accountId: context.accountId as Id<'acc'> }
  const fundAccount = (await merchantById(tx, merchantId))?.fundAccount
  if (!fundAccount) throw new Error(`${merchantId} has no verified account`)
  return { fundAccount }
}

/** The gates closed to a draw on the day its money leaves. */
export async function gatesOf(tx: Tx, draw: DrawRow, on: LocalDate): Promise<Gate[]> {
  const { customerId, context } = draw
  const terms = await termsOfDraw(tx, draw.id)
  const documentId = context.kfs?.documentId
  return closedGates({
    draw: context,
    roomLeft: await hasRoom(tx, draw, terms, on),
    consentLive: await consentsLive(tx, customerId),
    fraudStopped: (await tx.call(standingOf, { customerId })).stopped,
    kfs: documentId && (await tx.call(kfsOf, { documentId })).kfs,
    mandates: (await tx.call(standingMandates, { customerId })).mandates,
    burden: burdenOfTerms(terms),
    today: on,
  })
}

async function hasRoom(tx: Tx, draw: DrawRow, terms: Terms, on: LocalDate): Promise<boolean> {
  const { limitId, merchantId, orderReference } = draw
  const limit = await limitById(tx, limitId)
  if (!limit || mayDraw(limit, terms.principal, on) !== undefined) return false
  if (merchantId === null || orderReference === null) return true
  const order = await orderKnown(tx, { merchantId, orderReference })
  return order !== undefined && !order.isCancelled && !order.isBought
}

/** What a mandate must bear for a loan of these terms. */
export function burdenOfTerms({ instalment, schedule, ...terms }: Terms): Burden {
  const { bounceCharge: charge, bounceGstPercent, firstDueOn } = terms
  const last = schedule.at(-1)?.dueOn ?? firstDueOn
  const gst = percentOf(charge, bounceGstPercent)
  return burdenOf(instalment, { charge, gst }, addMonths(last, MANDATE_TAIL_MONTHS))
}

/**
 * Room for a bounce charge beside the instalment, and two years more for what comes late. Under a
 * limit it is of the whole limit's size and time: the next draw sends nobody to their bank again.
 */
export async function boundsOf(tx: Tx, { limitId }: Draw, terms: Terms) {
  const limit = await limitById(tx, limitId)
  const draws = limit ? Math.max(1, Math.ceil(limit.amount / terms.principal)) : 1
  const amountMax = (terms.instalment * 2 * draws) as Money
  const from = limit && limit.validTill > terms.firstDueOn ? limit.validTill : terms.firstDueOn
  return { amountMax, endsOn: addMonths(from, terms.tenorMonths + MANDATE_TAIL_MONTHS_ASKED) }
}

/** The last purpose needed moves a draw on that waits for it; most of these facts find none. */
async function consented(_: unknown, tx: Tx, key: string) {
  const running = await runningDraw(tx, key)
  if (running?.state !== 'consent' || !(await consentsLive(tx, key))) return undefined
  return { id: running.id, event: { type: 'consents-given' } }
}

const person = ({ id, key }: About) => ({
  customerId: key as Id<'cus'>,
  applicationId: id as Id<'app'>,
})
