/**
 * What has to be so before a walker's next step, for the step to come out as its route says: risk
 * asks for a look or raises a stop, a consent or a mandate is gone, somebody stands on a list.
 */
import { chainOf } from './crowd.ts'
import { ACTING, isWait, isWithheld, wayOf, type Route } from './route.ts'
import type { Town } from './town.ts'
import { letPass, must, raise, tell, type Walker } from './walker.ts'

/** The consent each step can't do without. */
const PURPOSES: { readonly [state: string]: string } = {
  checkingPan: 'kyc-check',
  pullingBureau: 'bureau-pull',
  verifyingAccount: 'account-check',
}

export async function arrange(walker: Walker, town: Town): Promise<void> {
  const { route, done, applicationId } = walker
  if (!applicationId) return // The first step is the sign-in.
  const next = route[done]
  if (!next) return
  const chain = chainOf(route, done)
  if (chain.find(({ from }) => from === 'screening')?.trigger === 'sanctions-hit') {
    await town.sandbox.send('POST', '/traits', { subject: walker.pan, sanctioned: true })
  }
  const missed = chain.find(({ from, to }) => to === 'consent' && PURPOSES[from] !== undefined)
  if (missed) {
    const purpose = PURPOSES[missed.from]
    await tell(walker, 'identity.withdraw-consent', { purpose }) // Or it is gone already.
  }
  const look = lookedAt(route)
  if (look !== undefined && !walker.looked && look >= done && look < done + chain.length) {
    await raise(walker, town, 'review')
  }
  if (stopBefore(route) === done && !walker.stopped) await raise(walker, town, 'stop')
  const wait = chain.at(-1)
  if (wait && isWait(wait.to) && route[done + chain.length]?.to === 'expired') {
    await waitLong(walker, town)
  }
  if (!walker.held || /^withdrawn|^xstate/.test(next.trigger)) return
  if (wayOf(next) === 'payingOut payout-withheld') await shut(walker, town, next.to)
  await letPass(walker, town)
}

/** How often a silent vendor is asked again before nobody waits any longer. */
const WAITS_MAX = 40

/**
 * Ten days of silence, six hours at a time, are one loop gone over forty times: only their counter
 * is set here. The last silence, the timer and the way out are walked as any other.
 */
async function waitLong({ applicationId }: Walker, { house }: Town): Promise<void> {
  await house.db.owner`
    update lending.journey
       set context = jsonb_set(context, '{waits}', to_jsonb(${WAITS_MAX}::int))
     where machine = 'application' and id = ${applicationId ?? ''}`
}

/** The edge at which risk must hold the journey: it enters the step something has to happen in. */
function lookedAt(route: Route): number | undefined {
  const withheld = route.findIndex(isWithheld)
  const stop = stopBefore(route)
  const stops = stop !== undefined && ACTING.has(route[stop]?.from ?? '') ? stop : -1
  const at = withheld >= 0 ? withheld : stops
  return at > 0 ? at - 1 : undefined
}

/** The step before which a stop must stand: what comes after it is stopped as it is entered. */
function stopBefore(route: Route): number | undefined {
  const stop = route.findIndex(({ trigger }) => trigger === 'fraud-stopped')
  if (stop < 1) return undefined
  let before = stop - 1
  // The house rests only where a step was entered and somebody is waited for.
  while (route[before]?.trigger === 'always' || route[before - 1]?.inner) before -= 1
  return before
}

/** Shuts the gate the route says will be found shut. */
async function shut(walker: Walker, town: Town, to: string): Promise<void> {
  if (to === 'consent') {
    must(await tell(walker, 'identity.withdraw-consent', { purpose: 'loan-processing' }))
  }
  if (to !== 'offer') return
  const { customerId, applicationId } = walker
  const [row] = await town.house.db.owner<{ id: string }[]>`
    select id from payments.mandate
     where application_id = ${applicationId ?? ''} and status = 'registered'`
  must(await town.staff('ops', 'payments.cancel-mandate', { customerId, mandateId: row?.id }))
}
