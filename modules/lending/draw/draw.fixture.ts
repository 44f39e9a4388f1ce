/** A lender with a limit product and a pay-later product, and people who draw and buy. */
import type { Actor, InputOf } from '#kernel/contract'
import { addDays, atTime, businessDateOf, later, type Instant, type LocalDate } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { KfsIssued } from '#modules/documents'
import { AccountVerified, SanctionsCleared } from '#modules/kyc'
import { MandateCreated, MandateRegistered, PayoutFailed, PayoutSucceeded } from '#modules/payments'
import { loneModule, type Lone } from '#test/lone-module'
import { PayoutAsked, type publishProduct } from '../contract.ts'
import { ruleAt } from '../law.fixture.ts'
import { module } from '../module.ts'
import type { KfsKept, Standing } from './gates.ts'

type Kept = KfsKept & { acceptedAt?: Instant }
/** What the other modules answer, and what a test changes of it. */
export const world = {
  ...{ consent: true, stopped: false, home: '29', verdict: 'pass' },
  /** The step at whose entry fraud stops. */
  stopAt: '',
  mandates: new Map<string, Standing[]>(),
  kfs: new Map<string, Kept>(),
}
/** The lender under test; open from `openLender` on. */
export let lone: Lone
export let today: LocalDate
let nth = 0
export const unique = (): string => `d${++nth}`
const hash = 'a'.repeat(64)
const accountId = id('acc', '1')
const DAY_MS = 86_400_000

export const plain: Omit<InputOf<typeof publishProduct>, 'code' | 'effectiveFrom' | 'kind'> = {
  ...{ name: 'A product', amountMin: rupees('1000'), amountMax: rupees('50000') },
  ...{ tenorMonthsMin: 3, tenorMonthsMax: 12, coolingOffDays: 3, bounceCharge: rupees('500') },
  ...{ bounceGstPercent: '18', penalPercent: '24', penalGraceDays: 3, gstPercent: '18' },
  ...{ processingFeePercent: '2', stampDuty: rupees('200'), foreclosurePercent: '0' },
  ...{ floating: false, limitRestores: false, limitMonths: 0, subventionPercent: '0' },
}

export async function openLender(): Promise<void> {
  lone = await loneModule(module, {
    answers: {
      'identity.customers-known': ({ customerIds }: { customerIds: string[] }) => ({ customerIds }),
      'identity.home-state-of': () => ({ state: world.home }),
      'identity.consents-live': () => ({ live: world.consent }),
      'fraud.verdict-of': ({ step }: { step: string }) => ({
        outcome: step === world.stopAt ? 'stop' : world.verdict,
        reasons: [],
      }),
      'fraud.standing-of': () => ({ stopped: world.stopped }),
      'payments.standing-mandates': ({ customerId }: { customerId: string }) => ({
        mandates: world.mandates.get(customerId) ?? [],
      }),
      'documents.kfs-of': ({ documentId }: { documentId: string }) => ({
        kfs: world.kfs.get(documentId),
      }),
      'rules.rule-at': ruleAt,
      'rules.working-day-after': ({ on, days }: { on: LocalDate; days: number }) => ({
        on: addDays(on, days),
      }),
    },
  })
  const effectiveFrom = addDays(businessDateOf(lone.clock.now()), 1)
  const fees = { processingFeePercent: '0', stampDuty: rupees('0') }
  const revolving = { limitRestores: true, signedOffBy: 'R. Iyer' }
  const products = [
    { code: 'flexi', kind: 'drawdown', limitMonths: 12 },
    { code: 'again', kind: 'drawdown', limitMonths: 12, ...revolving },
    { code: 'pay-later', kind: 'pay-later', subventionPercent: '3', ...fees },
  ]
  for (const own of products) await ask('publish-product', { ...plain, effectiveFrom, ...own })
  goTo(effectiveFrom)
}

export function goTo(on: LocalDate): void {
  today = on
  lone.clock.jump(atTime(on, '10:00'))
}

type Answer = { readonly [field: string]: unknown; readonly refused?: string }
export const ask = (name: string, input: object, actor?: Actor) =>
  lone.ask(`lending.${name}`, input, actor) as Promise<Answer>

export type Holder = { customerId: Id<'cus'>; actor: Actor; limitId: Id<'lim'> }
export async function granted(product = 'flexi'): Promise<Holder & { asked: object }> {
  const customerId = id('cus', unique())
  const asked = { customerId, product, amount: rupees('30000'), rate: rate('18') }
  const { limitId } = await ask('grant-limit', asked)
  return { customerId, asked, actor: { kind: 'customer', id: customerId }, limitId } as never
}

export type Drawing = Holder & { applicationId: Id<'app'>; documentId: Id<'doc'>; amount: Money }
const hear = (of: Holder, event: Parameters<Lone['hear']>[0]) => lone.hear(event, of.customerId)

/** Asked for, and its KFS lies before them. */
export async function shown(of: Holder, amount = rupees('10000')): Promise<Drawing> {
  const asked = { limitId: of.limitId, amount, tenorMonths: 6 }
  return begun(of, amount, await ask('ask-draw', asked, of.actor))
}

/** What was asked for has its KFS. */
export async function begun(of: Holder, amount: Money, answer: Answer): Promise<Drawing> {
  if (answer.refused) throw new Error(answer.refused)
  const applicationId = answer['applicationId'] as Id<'app'>
  return { ...of, applicationId, amount, documentId: await issuedFor(of, applicationId) }
}

/** What documents does when it is asked: its file, and what it tells of it. */
export async function issuedFor(of: Holder, applicationId: Id<'app'>): Promise<Id<'doc'>> {
  const documentId = id('doc', unique())
  const [row] = await lone.db.owner<{ hash: string }[]>`
    select terms_hash as hash from lending.draw_asked where id = ${applicationId}`
  const kfs = { applicationId, hash, termsHash: row?.hash ?? '' }
  const validTill = later(lone.clock.now(), 3 * DAY_MS)
  world.kfs.set(documentId, { customerId: of.customerId, ...kfs, validTill })
  await hear(of, KfsIssued({ documentId, ...kfs, validTill }))
  return documentId
}

export async function accepted(draw: Drawing): Promise<Drawing> {
  const answer = await ask('accept-draw', { hash, understood: true }, draw.actor)
  if (answer.refused) throw new Error(answer.refused)
  const kept = world.kfs.get(draw.documentId) as Kept
  world.kfs.set(draw.documentId, { ...kept, acceptedAt: lone.clock.now() })
  return draw
}

/** An account and a mandate on it, where none stands. */
export async function mandated(draw: Drawing): Promise<Drawing> {
  const { applicationId, customerId, actor } = draw
  const mandateId = id('man', unique())
  const bounds = { amountMax: rupees('20000'), endsOn: addDays(today, 2000) }
  await ask('use-draw-account', { accountId }, actor)
  const mandate = { mandateId, applicationId, accountId }
  const at = { amountMax: bounds.amountMax, authoriseAt: '/bank' }
  await hear(draw, MandateCreated({ ...mandate, ...at }))
  world.mandates.set(customerId, [{ mandateId, accountId, ...bounds }])
  await hear(draw, MandateRegistered({ ...mandate, umrn: 'U'.repeat(20) }))
  return draw
}

/** The account is verified and the lists are clear: the gates are tried. */
export async function cleared(draw: Drawing): Promise<Drawing> {
  const check = { checkId: id('chk', unique()), applicationId: draw.applicationId }
  await hear(draw, AccountVerified({ ...check, accountId, score: 100 }))
  await hear(draw, SanctionsCleared({ ...check, screenedOn: today }))
  await lone.settle(true)
  return draw
}

/** The provider's word on the payout, as payments tells it. */
export async function credited(draw: Drawing): Promise<Id<'loan'>> {
  const { applicationId } = draw
  const amount = lone.last<{ amount: Money }>(PayoutAsked.type)?.amount ?? rupees('0')
  const paid = { payoutId: id('pay', unique()), applicationId, utr: unique().padStart(12, '0') }
  await hear(draw, PayoutSucceeded({ ...paid, amount, creditedOn: today }))
  await lone.settle(true)
  return loanIn(draw)
}
export async function failed({ applicationId, ...of }: Drawing): Promise<void> {
  const payoutId = id('pay', unique())
  await hear(of, PayoutFailed({ payoutId, applicationId, reason: 'bank-offline' }))
}

/** All of it, from the asking to the money. */
export const drawn = async (of: Holder, amount?: Money): Promise<Id<'loan'>> =>
  credited(await sent(await shown(of, amount)))

/** From its KFS to the payout. */
export async function sent(shownDraw: Drawing): Promise<Drawing> {
  const draw = await accepted(shownDraw)
  const isStanding = (world.mandates.get(draw.customerId) ?? []).length > 0
  return cleared(isStanding ? draw : await mandated(draw))
}

export async function stateOf({ applicationId }: Drawing): Promise<string | undefined> {
  const [row] = await lone.db.owner<{ state: string }[]>`
    select state from lending.draw where id = ${applicationId}`
  return row?.state
}
async function loanIn({ applicationId }: Drawing): Promise<Id<'loan'>> {
  const [row] = await lone.db.owner<{ id: Id<'loan'> }[]>`
    select id from lending.loan where application_id = ${applicationId}`
  if (!row) throw new Error(`${applicationId} became no loan`)
  return row.id
}
