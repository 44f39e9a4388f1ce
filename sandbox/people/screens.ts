/**
 * What a person does on each screen of the app, by the screen's name in the journey's chart. An
 * action answers with how long until they look again, or with why they leave for good.
 */
import type { LocalDate } from '#kernel/dates'
import { addDays, atTime, msOf } from '#kernel/dates'
import { fraction, pick } from '../draw.ts'
import { approveMandate } from '../vendors/mandate.ts'
import { payLink } from '../vendors/pay-link.ts'
import type { World } from '../world.ts'
import type { Person } from './person.ts'
import { drawOn } from './draws.ts'
import { isDone, refusalOf, type Body, type Phone, type Reply } from './phone.ts'
import { beginStatement } from './statement.ts'
import { beginUploads } from './upload.ts'

/** Looks again after so many business milliseconds, or never: `left` says why. */
export type Then =
  | {
      readonly againMs: number
      /** Nobody answered: the same request goes again, under the same key. */
      readonly silent?: true
    }
  | { readonly left: string }

export type Scene = {
  readonly who: Person
  readonly phone: Phone
  readonly world: World
  /** What `next` said the screen shows. */
  readonly data: Body
  /** How often this person has acted on this screen; a second try draws anew. */
  readonly tries: number
  readonly installId: string
  readonly trouble: Trouble
  /** What the person still has in mind at the next look. */
  readonly keep: { linkId?: string; order?: { merchantId: string; orderReference: string } }
  key(purpose: string): string
}
/** What the person meets whatever chance says: for path tests and `bin/dhara person`. */
export type Trouble = { readonly amountPaise?: number; readonly tenorMonths?: number }
type Action = (scene: Scene) => Promise<Then>

const MINUTE_MS = 60_000
const SOON: Then = { againMs: 4000 }
const TRIES_MAX = 4

export const SCREENS: { readonly [screen: string]: Action } = {
  start: async (scene) => {
    if (scene.tries > 1) return { left: 'not-again' }
    const source = pick(['play-store', 'referral', 'fintree', 'web'], draw(scene, 'source'))
    // A partner's link carries its own number for whoever follows it.
    const sent = source === 'fintree' && { partnerReference: `FT-${100_000 + scene.who.n}` }
    const input = { product: 'personal', source, ...sent }
    return after(await tell(scene, 'lending.start-application', input))
  },
  consent,
  profile: async (scene) => {
    const { who } = scene
    const { name, dob, gender, occupation, employer, salary, address, pinCode, email } = who
    const work = occupation === 'salaried' ? { employer } : {}
    const home = { address: `${address}, ${who.state}`, pinCode, email }
    const input = { name, birthDate: dob, gender, occupation, ...work, ...home }
    return after(await tell(scene, 'identity.keep-profile', { ...input, monthlyIncome: salary }))
  },
  pan: async (scene) => after(await tell(scene, 'identity.keep-pan', { pan: scene.who.pan })),
  amount: async (scene) => {
    const wish = scene.who.salary * (0.8 + 2.6 * draw(scene, 'wish'))
    const amount = scene.trouble.amountPaise ?? thousands(wish, 10_000_00, 300_000_00)
    const tenorMonths =
      scene.trouble.tenorMonths ?? pick([3, 6, 9, 12, 12, 18], draw(scene, 'tenor'))
    return after(await tell(scene, 'lending.ask-amount', { amount, tenorMonths }))
  },
  offer,
  kfs: async (scene) => {
    const hash = scene.data.kfs?.hash ?? scene.data.hash
    if (typeof hash !== 'string') return rarer(scene)
    return after(await tell(scene, 'lending.accept-kfs', { hash, understood: true }))
  },
  sign,
  account: async (scene) => {
    const { account: accountNumber, ifsc } = scene.who
    const kept = await tell(scene, 'identity.keep-account', { accountNumber, ifsc })
    if (!isDone(kept)) return after(kept)
    const { accountId } = kept.json
    return after(await tell(scene, 'lending.use-account', { accountId }))
  },
  'mandate-approve': async (scene) => {
    const at: unknown = scene.data.authoriseAt ?? scene.data.mandate?.authoriseAt
    const id = typeof at === 'string' ? at.split('/').at(-1) : undefined
    const cold = draw(scene, 'mandate') < 0.03 * (1 - scene.who.hidden.will)
    if (id) approveMandate(scene.world, id, cold ? 'reject' : 'approve')
    return rarer(scene, MINUTE_MS)
  },
  active,
  rejected: async () => ({ left: 'rejected' }),
  closed: async () => ({ left: 'closed' }),
}

/** Each purpose by itself: what is needed is given, the rest by taste (DL-12, DL-13). */
async function consent(scene: Scene): Promise<Then> {
  const notice = await scene.phone.query('identity.notice-of', { language: scene.who.language })
  if (!isDone(notice)) return after(notice)
  const { noticeId, version: noticeVersion, language } = notice.json
  const items = notice.json.items as { purpose: string; needed: boolean }[]
  const taken = items.filter(
    (item) => item.needed || draw(scene, item.purpose) < likingOf(scene.who, item.purpose),
  )
  const purposes = taken.map((item) => item.purpose)
  const { installId } = scene
  const input = { purposes, noticeId, noticeVersion, language, installId }
  const given = await tell(scene, 'identity.give-consents', input)
  if (isDone(given) && purposes.some((purpose) => DEVICE.has(purpose))) {
    beginUploads(scene.world, scene.who.n)
  }
  if (isDone(given) && purposes.includes('bank-statement')) {
    beginStatement(scene.world, scene.who.n)
  }
  return after(given)
}

const DEVICE: ReadonlySet<string> = new Set(['device-apps', 'device-sms'])

/** How likely somebody is to agree to what they need not: who has much to hide shows less. */
const likingOf = ({ hidden }: Person, purpose: string): number =>
  DEVICE.has(purpose) ? 0.3 + 0.55 * hidden.will : 0.45

/** Takes a share of the offer, in whole thousands; on a refusal the whole of it. */
async function offer(scene: Scene): Promise<Then> {
  const { amountMax, tenorMonthsMax } = { ...scene.data, ...scene.data.offer } as Body
  if (typeof amountMax !== 'number') return rarer(scene)
  const share = scene.tries > 1 ? 1 : scene.who.habits.appetite
  const wish = scene.trouble.amountPaise ?? thousands(amountMax * share, 1000_00, amountMax)
  const terms = [3, 6, 9, 12, 18, 24].filter((months) => months <= Number(tenorMonthsMax))
  const tenor = pick(terms.length > 0 ? terms : [Number(tenorMonthsMax)], draw(scene, 'term'))
  const tenorMonths = Math.min(scene.trouble.tenorMonths ?? tenor, Number(tenorMonthsMax))
  const amount = Math.min(wish, amountMax)
  return after(await tell(scene, 'lending.choose-offer', { amount, tenorMonths }))
}

/** Reads the newest code of the e-sign service from the phone's messages. */
async function sign(scene: Scene): Promise<Then> {
  const { world, who } = scene
  const message = world.inbox.list(who.phone, 0, 20).find((one) => one.from === 'SBXSGN')
  if (!message?.otp) return rarer(scene)
  const slips = scene.tries === 1 && draw(scene, 'slip') < who.habits.slip
  const code = slips
    ? String(Number(message.otp) + 1)
        .slice(-6)
        .padStart(6, '0')
    : message.otp
  const input = { applicationId: scene.data.applicationId, code }
  return after(await tell(scene, 'documents.sign-agreement', input))
}

/** Money is out: the bank pays by itself; the person looks when an instalment is near or missed. */
async function active(scene: Scene): Promise<Then> {
  const { who, world } = scene
  if (scene.keep.linkId) return payLinkOf(scene, scene.keep.linkId)
  const loan = await scene.phone.query('lending.my-loan')
  if (!isDone(loan)) return { againMs: 30 * MINUTE_MS }
  const { status, overdue = 0, charges = 0, loanId, nextDueOn } = loan.json
  if (status === 'closed' || status === 'cancelled') return { left: String(status) }
  const owed = Number(overdue) + Number(charges)
  const today = world.clock.today()
  if (owed >= 100 && loanId && draw(scene, `cure:${today}`) < 0.1 + 0.6 * who.hidden.will) {
    return payNow(scene, String(loanId), owed)
  }
  const drawing = owed > 0 ? undefined : await drawOn(scene)
  if (drawing) return drawing
  const next = nextDueOn && nextDueOn > today ? (nextDueOn as LocalDate) : today
  const lookOn = owed > 0 ? addDays(today, 1) : addDays(next, 1)
  return { againMs: Math.max(MINUTE_MS, msOf(atTime(lookOn, '19:00')) - world.clock.now()) }
}

async function payNow(scene: Scene, loanId: string, amount: number): Promise<Then> {
  const asked = await tell(scene, 'payments.pay-now', { loanId, amount })
  if (!isDone(asked)) return after(asked, 12 * 60 * MINUTE_MS)
  // The link comes by itself when the provider has made it; until then we look now and then.
  scene.keep.linkId = String(asked.json.linkId)
  return { againMs: MINUTE_MS }
}

async function payLinkOf(scene: Scene, linkId: string): Promise<Then> {
  const link = await scene.phone.query('payments.link-of', { linkId })
  const id = String(link.json.payAt ?? '').split('/').at(-1) // prettier-ignore
  if (!id && link.json.status !== 'failed') return rarer(scene, MINUTE_MS)
  delete scene.keep.linkId
  if (id) payLink(scene.world, id, 'pay')
  return { againMs: 12 * 60 * MINUTE_MS }
}

const tell = (scene: Scene, name: string, input: object): Promise<Reply> =>
  scene.phone.command(name, input, scene.key(name))

/** Done: look soon. Refused or mistaken: a few tries, then they give up. Silence: later. */
function after(reply: Reply, laterMs = MINUTE_MS): Then {
  if (isDone(reply)) return SOON
  const { status } = reply
  if (status === 0 || status === 429 || status >= 500) return { againMs: MINUTE_MS, silent: true }
  const why = refusalOf(reply)
  if (why === 'under-age' || why === 'never-issued' || why === 'loan-active') return { left: why }
  return { againMs: laterMs }
}

/** Nothing to do here yet: looked at ever more rarely, at last twice a day or so. */
const rarer = (scene: Scene, firstMs = 4000): Then => ({
  againMs: Math.min(12 * 60 * MINUTE_MS, firstMs * 2 ** Math.min(scene.tries, 20)),
})

/** A screen that beats a person so often is left for good. */
export const isTired = (tries: number, screen: string): boolean =>
  tries > TRIES_MAX && !['active', 'mandate', 'kfs', 'sign'].includes(screen)

const draw = (scene: Scene, purpose: string): number =>
  fraction(scene.world.seed, 'life', scene.who.n, purpose, scene.tries)

const thousands = (paise: number, low: number, high: number): number =>
  Math.max(low, Math.min(high, Math.floor(paise / 100_000) * 100_000))
