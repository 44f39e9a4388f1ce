/**
 * One who walks a route: a stranger to the sandbox, who acts at the doors as the app does. What the
 * outside world will say of them is fixed beforehand, by the vendors' traits.
 */
import { person } from '../../sandbox/people/person.ts'
import { isDone, type Phone, type Reply } from '../../sandbox/people/phone.ts'
import type { Edge } from './edges.ts'
import { toldOfLittle, toldOfReturns, toldOtherwise } from './news.ts'
import { isWait, isWithheld, type Route } from './route.ts'
import type { Town } from './town.ts'

export type Walker = {
  readonly n: number
  readonly name: string
  readonly phoneNumber: string
  readonly route: Route
  /** Edges of the route done by the chart's own account. */
  done: number
  phone?: Phone
  customerId?: string
  applicationId?: string
  pan?: string
  account?: string
  /** Risk asked for a look at each step. */
  looked?: boolean
  /** What becomes of its payout, where the route doesn't say. */
  payout?: string
  stopped?: boolean
  /** Its messages may be read. */
  shows?: boolean
  steps: number
  /** What risk holds: the application's step, or a payout by its id. */
  held?: string | undefined
  patience?: number
  /** Why it can't go on as planned. */
  lost?: string
}

type Outcome = { readonly pan?: string; readonly account?: string }
type Deed = (walker: Walker, town: Town, outcome: Outcome) => Promise<Reply>

const MONTH_12 = { amount: 60_000_00, tenorMonths: 12 }

export const walkerOf = (n: number, route: Route): Walker => ({
  ...{ n, route, done: 0, steps: 0 },
  name: 'Asha Verma',
  phoneNumber: `9${String(100_000_000 + n * 7919).slice(-9)}`,
})

/** How the next visit of a state ends, silence and shut gates left aside: by what, and whither. */
export function ending({ route, done }: Walker, state: string): Edge | undefined {
  return route
    .slice(done)
    .find((edge) => edge.from === state && !isWait(edge.to) && !isWithheld(edge))
}

/** What the borrower, or the staff, does to go over an edge; absent where nobody acts. */
export const DEEDS: { readonly [from_trigger: string]: Deed } = {
  ' start': async (walker, town) => {
    await signIn(walker, town)
    if (walker.route[1]?.trigger === 'fraud-stopped') await raise(walker, town, 'stop')
    return tell(walker, 'lending.start-application', { product: 'personal', source: 'web' })
  },
  'consent consents-given': async (walker) => {
    const notice = await walker.phone?.query('identity.notice-of', { language: 'en' })
    const { noticeId, version: noticeVersion, language, items } = notice?.json ?? {}
    const needed = (items as { needed: boolean; purpose: string }[]).filter((one) => one.needed)
    const purposes = needed.map(({ purpose }) => purpose)
    return tell(walker, 'identity.give-consents', { purposes, noticeId, noticeVersion, language })
  },
  'profile profile-kept': async (walker, town) => {
    // Asked anew from the beginning: what the phone told of the first time is no part of the plan.
    if (walker.shows) must(await toldOtherwise(walker, town))
    const income = isThin(walker) ? 20_000_00 : 90_000_00
    return tell(walker, 'identity.keep-profile', profile(walker, income))
  },
  'pan pan-kept': async (walker, town) => {
    const { n, steps, route } = walker
    const whither = ending(walker, 'checkingPan')?.to
    const other = person(town.house.config.seed, 900_000 + n * 10 + steps)
    const digits = String(1000 + ((n * 37 + steps) % 9000))
    const own = `AB${letter(n)}PV${digits}${letter(n * 7 + steps)}`
    walker.pan = whither === 'rejected' ? other.pan : own
    const thin = isThin(walker)
    const poor = route.some(({ trigger, from }) => trigger === 'declined' && from === 'deciding')
    const traits = { pan: whither === 'pan' ? 'not-found' : 'valid' }
    const score = thin ? null : poor ? 420 : 790
    await town.sandbox.send('POST', '/traits', { subject: walker.pan, ...traits, score })
    return tell(walker, 'identity.keep-pan', { pan: walker.pan })
  },
  'amount amount-asked': (walker) => tell(walker, 'lending.ask-amount', MONTH_12),
  'offer offer-chosen': async (walker) => {
    const { amountMax, tenorMonthsMax } = (await seen(walker)).offer
    const amount = Math.min(MONTH_12.amount, amountMax)
    const tenorMonths = Math.min(12, tenorMonthsMax)
    return tell(walker, 'lending.choose-offer', { amount, tenorMonths })
  },
  'offer approved': toldOtherwise,
  'offer referred': toldOfReturns,
  'offer declined': toldOfLittle,
  'kfs kfs-accepted': async (walker) =>
    tell(walker, 'lending.accept-kfs', { hash: (await seen(walker)).kfs.hash, understood: true }),
  'sign agreement-signed': async (walker, town) => {
    const code = await newest(walker, town, 'SBXSGN')
    const { applicationId } = walker
    return tell(walker, 'documents.sign-agreement', { applicationId, code })
  },
  'sign signing-failed': async (walker, town) => {
    const { signingRef } = (await seen(walker)).signing
    return page(await town.page(`/esign/decline/${signingRef}`, {}))
  },
  'account account-given': async (walker, town) => {
    const checked = ending(walker, 'verifyingAccount')?.to
    const paid = ending(walker, 'payingOut')?.trigger
    // Now and then the account they gave before, as people do after a payout that failed.
    if (walker.account === undefined || walker.n % 2 > 0) {
      walker.account = `5${String(10_000_000_000 + walker.n * 1009 + walker.steps).slice(-11)}`
    }
    const subject = walker.account
    const drop = { pennyDrop: checked === 'accountAgain' ? 'failed' : 'success' }
    const doubt = { nameAtBank: checked === 'accountReview' ? 'ASHA' : 'chance' }
    const payout = walker.payout ?? (paid === 'payout-failed' ? 'failed' : 'processed')
    const traits = { ...drop, ...doubt, payout }
    await town.sandbox.send('POST', '/traits', { subject, ...traits, presentment: 'settled' })
    const account = { accountNumber: subject, ifsc: 'HDFC0000001' }
    const kept = await tell(walker, 'identity.keep-account', account)
    return isDone(kept)
      ? tell(walker, 'lending.use-account', { accountId: kept.json.accountId })
      : kept
  },
  'mandate mandate-registered': (walker, town) => authorise(walker, town, 'approve'),
  'mandate mandate-rejected': (walker, town) => authorise(walker, town, 'reject'),
  'referred approved': (walker, town) => settleReferral(walker, town, 'approve'),
  'referred declined': (walker, town) => settleReferral(walker, town, 'decline'),
  'accountReview account-verified': (walker, town) => settleAccount(walker, town, 'passed'),
  'accountReview account-refused': (walker, town) => settleAccount(walker, town, 'failed'),
}
/** The policy hands to a person who has no score and earns little. */
const isThin = ({ route }: Walker): boolean =>
  route.some(({ trigger, from }) => trigger === 'referred' && from === 'deciding')

export const profile = ({ name }: Walker, monthlyIncome: number) => ({
  ...{ name, birthDate: '1992-03-04', gender: 'female' },
  ...{ address: '12, MG Road, Pune, Maharashtra', pinCode: '411001' },
  ...{ occupation: 'salaried', employer: 'Tata', monthlyIncome },
})

export const withdraw: Deed = (walker) => tell(walker, 'lending.withdraw-application', {})

/** Risk's doors: a look is asked for, or a stop raised; a step that is held goes on. */
export async function raise(walker: Walker, town: Town, weight: 'review' | 'stop'): Promise<void> {
  const { customerId } = walker
  const says = 'A walk over the chart needs it.'
  const signal = { customerId, code: `walk-${weight}`, weight, says }
  must(await town.staff('risk', 'fraud.raise-signal', signal))
  if (weight === 'review') walker.looked = true
  else walker.stopped = true
}
export async function letPass(
  walker: Walker,
  town: Town,
  outcome: 'pass' | 'stop' = 'pass',
): Promise<void> {
  const { customerId, applicationId, held } = walker
  const ofPayout = { journey: 'payments.payout', id: held }
  const ofApplication = { journey: 'lending.application', id: applicationId }
  const which = held === 'application' ? ofApplication : ofPayout
  const review = { customerId, ...which, outcome }
  must(await town.staff('risk', 'fraud.settle-review', { ...review, reason: 'Looked at.' }))
}

export async function tell(walker: Walker, command: string, input: object): Promise<Reply> {
  const key = `walk-${walker.n}-${walker.steps++}`.padEnd(10, '-')
  if (!walker.phone) throw new Error('not signed in')
  return walker.phone.command(command, input, key)
}

/** Throws on anything but a 2xx: a walk goes only where doors are open. */
export function must(reply: Reply): Reply {
  if (isDone(reply)) return reply
  throw new Error(`answered ${reply.status} ${JSON.stringify(reply.json)}`)
}

async function signIn(walker: Walker, town: Town): Promise<void> {
  const key = `walk-${walker.n}-enter`
  const { phoneNumber: phone } = walker
  const asked = must(await town.phone().command('identity.request-otp', { phone }, key))
  const { otpId } = asked.json
  const code = await newest(walker, town)
  const entered = await town.phone().command('gateway.sign-in', { otpId, code }, `${key}-code`)
  const { token, customerId } = must(entered).json
  walker.phone = town.phone(String(token))
  walker.customerId = String(customerId)
}

/** The newest code on the phone; an SMS takes its moment. */
async function newest(walker: Walker, { sandbox }: Town, from?: string): Promise<string> {
  for (let looks = 0; looks < 3600; looks++) {
    const path = `/inbox.json?phone=${walker.phoneNumber}`
    type Message = { otp?: string; from: string }
    const { messages } = await sandbox.send<{ messages: Message[] }>('GET', path)
    const message = messages.find((one) => one.otp && (!from || one.from === from))
    if (message?.otp) return message.otp
    await new Promise((go) => setTimeout(go, 25))
  }
  throw new Error('no code came')
}

// oxlint-disable-next-line no-explicit-any -- the screen's data, of any step
async function seen(walker: Walker): Promise<any> {
  const reply = await walker.phone?.look('/v1/app/next')
  return must(reply as Reply).json.data
}

async function authorise(walker: Walker, town: Town, decision: string): Promise<Reply> {
  const { authoriseAt } = await seen(walker)
  const id = String(authoriseAt).split('/').at(-1)
  return page(await town.page(`/psp/authorise/${id}`, { decision }))
}

const settleReferral = (walker: Walker, town: Town, outcome: string): Promise<Reply> => {
  const { applicationId } = walker
  const input = { applicationId, outcome, amountMax: 50_000_00, reason: 'Looked at.' }
  return town.staff('credit', 'decision.settle-referral', input)
}

export function settleAccount(walker: Walker, town: Town, outcome: string): Promise<Reply> {
  const doubt = town.facts.findLast(
    ({ type, data }) =>
      type === 'kyc.account-doubtful' &&
      (data as { applicationId: string }).applicationId === walker.applicationId,
  )
  const { checkId } = (doubt?.data ?? {}) as { checkId?: string }
  return town.staff('ops', 'kyc.settle-account', { checkId, outcome, reason: 'Looked at.' })
}

const page = (status: number): Reply => ({ status, json: {} })
const letter = (n: number): string => String.fromCharCode(65 + (n % 26))
