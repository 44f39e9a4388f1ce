/**
 * Draws led over every way of their chart, on a lender of their own: commands by the borrower, and
 * of the others the facts they would tell. The gates, the journey and the books are the real ones.
 */
import type { AnyStateMachine } from 'xstate'
import { addDays, businessDateOf, type LocalDate } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { ConsentGiven } from '#modules/identity'
import {
  AccountDoubtful,
  AccountRefused,
  AccountVerified,
  SanctionsCleared,
  SanctionsHit,
  SanctionsUnknown,
} from '#modules/kyc'
import {
  MandateCreated,
  MandateRegistered,
  MandateRejected,
  PayoutSucceeded,
} from '#modules/payments'
import {
  accepted,
  ask,
  failed,
  granted,
  issuedFor,
  lone,
  openLender,
  unique,
  world,
  type Drawing,
} from '../../modules/lending/draw/draw.fixture.ts'
import { drawMachine } from '../../modules/lending/draw/draw.machine.ts'
import { coverageOf, type Coverage } from './coverage.ts'
import { drawRoutes, type DrawRoute, type Step } from './draw-route.ts'
import { edgesOf } from './edges.ts'
import { reachOf } from './reach.ts'

const accountId = id('acc', '1')
const price = rupees('10000')
type Walker = { draw: Drawing; mandateId: string }
type Deed = (walker: Walker, step: Step) => Promise<unknown>

const today = (): LocalDate => businessDateOf(lone.clock.now())
const hear = ({ draw }: Walker, event: Parameters<typeof lone.hear>[0]) =>
  lone.hear(event, draw.customerId)
const checkOf = ({ draw: { applicationId } }: Walker) => ({
  checkId: id('chk', unique()),
  applicationId,
})
const mandateOf = ({ draw: { applicationId }, mandateId }: Walker) => ({
  mandateId: mandateId as never,
  applicationId,
  accountId,
})
const bounds = () => ({ amountMax: rupees('50000'), endsOn: addDays(today(), 2000) })
const stand = ({ draw, mandateId }: Walker): unknown =>
  world.mandates.set(draw.customerId, [{ mandateId, accountId, ...bounds() }])

const DEEDS: { readonly [trigger: string]: Deed } = {
  'kfs-issued': async (walker) => {
    const { draw } = walker
    walker.draw = { ...draw, documentId: await issuedFor(draw, draw.applicationId) }
  },
  'kfs-accepted': ({ draw }) => accepted(draw),
  'account-given': ({ draw }) => ask('use-draw-account', { accountId }, draw.actor),
  'mandate-created': (walker) => {
    walker.mandateId = id('man', unique())
    const { amountMax } = bounds()
    return hear(walker, MandateCreated({ ...mandateOf(walker), amountMax, authoriseAt: '/bank' }))
  },
  'mandate-registered': (walker) => {
    stand(walker)
    const umrn = 'U'.repeat(20)
    return hear(walker, MandateRegistered({ ...mandateOf(walker), umrn }))
  },
  'mandate-rejected': (walker, { fields: { reason } }) => {
    const { accountId: _, ...mandate } = mandateOf(walker)
    return hear(walker, MandateRejected({ ...mandate, reason: String(reason) }))
  },
  'account-verified': (walker) =>
    hear(walker, AccountVerified({ ...checkOf(walker), accountId, score: 100 })),
  'account-doubtful': (walker) =>
    hear(walker, AccountDoubtful({ ...checkOf(walker), accountId, score: 60 })),
  'account-refused': (walker, { fields: { reason } }) =>
    hear(walker, AccountRefused({ ...checkOf(walker), accountId, reason: reason as 'no-consent' })),
  'sanctions-cleared': (walker, { fields: { stale } }) => {
    const screenedOn = stale ? addDays(today(), -1) : today()
    return hear(walker, SanctionsCleared({ ...checkOf(walker), screenedOn }))
  },
  'sanctions-hit': (walker) =>
    hear(walker, SanctionsHit({ ...checkOf(walker), screenedOn: today() })),
  'sanctions-unknown': (walker) => hear(walker, SanctionsUnknown(checkOf(walker))),
  'consents-given': (walker) => {
    world.consent = true
    const consent = { consentId: id('con', unique()), purpose: 'bureau-pull' }
    return hear(walker, ConsentGiven(consent as never))
  },
  'payout-failed': ({ draw }) => failed(draw),
  paid: (walker, { edges }) => (edges[0]?.from === 'account' ? byHand(walker) : byBank(walker)),
  withdrawn: ({ draw }) => ask('leave-draw', {}, draw.actor),
}

async function byBank(walker: Walker): Promise<void> {
  const { applicationId } = walker.draw
  const paid = { payoutId: id('pay', unique()), applicationId, utr: unique().padStart(12, '0') }
  await hear(walker, PayoutSucceeded({ ...paid, amount: price, creditedOn: today() }))
}

async function byHand({ draw }: Walker): Promise<void> {
  const { limitId, amount, documentId: kfsDocumentId } = draw
  const paid = { creditedOn: today(), reference: `UTR${unique()}`, kfsDocumentId }
  const { refused } = await ask('book-drawdown', { limitId, amount, tenorMonths: 6, ...paid })
  if (refused) throw new Error(`by hand: ${refused}`)
}

/** Every pair of the draw's transitions, walked; the lender is gone afterwards. */
export async function drawCoverage(): Promise<Coverage> {
  const reach = reachOf('lending.draw', edgesOf(drawMachine as AnyStateMachine))
  await openLender()
  try {
    const left = new Set(reach.pairs.map((pair) => pair.id))
    for (const route of drawRoutes(reach, left)) await walkDraw(route)
    return coverageOf({ facts: lone.told }, 'lending.draw', reach)
  } finally {
    await lone.drop()
  }
}

/** One draw, over its route; where it stands after each step is the chart's own account. */
async function walkDraw({ leans, steps }: DrawRoute): Promise<void> {
  const holder = await granted()
  const walker: Walker = {
    draw: { ...holder } as unknown as Drawing,
    mandateId: id('man', unique()),
  }
  if (leans) stand(walker)
  for (const [index, step] of steps.entries()) {
    // What follows of itself is arranged before: a gate that is closed, a stop at the entry.
    if (isOfItself(step)) continue
    const onward = steps.slice(index + 1)
    const next = onward.findIndex((one) => !isOfItself(one))
    const arranged = arrange(walker, step, next < 0 ? onward : onward.slice(0, next))
    if (step.trigger === 'start') walker.draw = await asking(walker)
    else await did(walker, arranged)
    await lone.settle(true)
    Object.assign(world, { stopAt: '', stopped: false })
  }
  Object.assign(world, { consent: true })
}

const isOfItself = ({ trigger }: Step): boolean =>
  trigger === 'payout-withheld' || trigger === 'fraud-stopped'

function arrange({ draw }: Walker, step: Step, follows: readonly Step[]): Step {
  let stale = false
  for (const { trigger, fields, edges } of follows) {
    if (trigger === 'fraud-stopped') world.stopAt = edges[0]?.from ?? ''
    const [closed] = (fields['closed'] ?? []) as string[]
    if (closed === 'sanctions-today') stale = true
    if (closed === 'consent-live') world.consent = false
    if (closed === 'mandate-fits') world.mandates.set(draw.customerId, [])
    if (closed === 'fraud-not-stopped') world.stopped = true
  }
  return { ...step, fields: { ...step.fields, stale } }
}

async function asking({ draw }: Walker): Promise<Drawing> {
  const asked = { limitId: draw.limitId, amount: price, tenorMonths: 6 }
  const { refused, ...answer } = await ask('ask-draw', asked, draw.actor)
  if (refused) throw new Error(`no draw: ${refused}`)
  return { ...draw, applicationId: answer['applicationId'], amount: price } as Drawing
}

async function did(walker: Walker, step: Step): Promise<void> {
  const { trigger, fields } = step
  const { applicationId } = walker.draw
  if (fields['waits'] !== undefined) {
    await lone.db.owner`
      update lending.journey
         set context = jsonb_set(context, '{waits}', ${String(fields['waits'])}::jsonb)
       where id = ${applicationId}`
  }
  if (trigger.startsWith('xstate.after.')) return lone.nextTimer(applicationId)
  const deed = DEEDS[trigger]
  if (!deed) throw new Error(`nobody brings about ${trigger}`)
  await deed(walker, step)
}
