/**
 * The sandbox's own officer: settles referrals, doubtful names and what fraud's signals hold, so
 * that journeys don't pile up where only people of the staff can act. Works through the real doors,
 * with a session of its own; what it decides follows from the seed and the case, never from ids or
 * chance.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import type { Command, InputOf } from '#kernel/contract'
import type { enrolStaff } from '#modules/identity'
import { codeAt } from '../modules/identity/engines/totp.ts'
import type { House } from '../platform/runtime/house.ts'
import { fraction } from '../sandbox/draw.ts'
import { isDone, phoneOf, type Phone } from '../sandbox/people/phone.ts'

export type Officer = {
  /** Settles what waits now; how many cases it were. */
  work(): Promise<number>
}

type Badge = { readonly login: string; readonly password: string; readonly totpSecret: string }
type Seat = { readonly file: string; readonly roles: Role[] }
type Role = InputOf<typeof enrolStaff>['roles'][number]
type Case = { readonly id: string; readonly [field: string]: unknown }

const FIRST: Seat = { file: 'officer.json', roles: ['credit', 'ops', 'risk'] }
const SECOND: Seat = { file: 'officer-second.json', roles: ['risk', 'finance'] }
const APPROVES = 0.7
/** The share of borrowers who get a limit, and the most of one (the credit role's own bound). */
const MAY_DRAW = 0.25
const LIMIT_PAISE_MAX = 100_000_00
const CASES_MAX = 100
const SHOPS = [
  { name: 'Asha Electronics', gstState: '29', account: 'fa_Sandbox0001' },
  { name: 'Deccan Cycles', gstState: '27', account: 'fa_Sandbox0002' },
]
/** Above it another must decide (the credit role's own limit). */
const AMOUNT_PAISE_MAX = 200_000_00

export async function openOfficer(house: House, seed: string): Promise<Officer> {
  const badge = await badgeOf(house, FIRST)
  const home = `http://127.0.0.1:${house.port}`
  let desk: Phone | undefined
  let second: Phone | undefined
  /** Loans whose borrower was thought of already. */
  const known = new Set<string>()
  const work = async (): Promise<number> => {
    desk ??= await signIn(home, badge)
    if (!desk) return 0
    const referred = await casesOf(desk, 'lending.application', { state: 'referred' })
    const doubtful = await casesOf(desk, 'kyc.check', { kind: 'account', outcome: 'review' })
    const held = await casesOf(desk, 'fraud.review', { status: 'open' })
    if (!referred || !doubtful || !held) {
      desk = second = undefined // The session has ended: the next round signs in again.
      return 0
    }
    for (const one of referred) await settleReferral(desk, seed, one)
    for (const one of doubtful) await settleAccount(desk, seed, one)
    for (const one of held) await settleReview(desk, seed, one)
    second ??= await signIn(home, await badgeOf(house, SECOND))
    if (second) await openShops(house, { desk, second })
    const granted = second ? await grantLimits({ desk, second }, seed, known) : 0
    return referred.length + doubtful.length + held.length + granted
  }
  return { work }
}

type Pair = { readonly desk: Phone; readonly second: Phone }

/** Some of those who pay as agreed may draw more: proposed by credit, approved by risk (DL-03). */
async function grantLimits({ desk, second }: Pair, seed: string, known: Set<string>) {
  const good = { status: 'active', assetClass: 'standard', product: 'personal' }
  const loans = (await casesOf(desk, 'lending.loan', good)) ?? []
  let granted = 0
  for (const { id, customerId, principal, disbursedOn } of loans) {
    if (known.has(id)) continue
    known.add(id)
    if (draw(seed, `${String(disbursedOn)} ${String(principal)}`, 'limit') >= MAY_DRAW) continue
    const amount = Math.min(Number(principal), LIMIT_PAISE_MAX)
    const input = { customerId, product: 'flexi', amount, rate: '21' }
    const asked = await desk.command('lending.grant-limit', input, `officer-limit-${id}`)
    const { proposalId } = asked.json
    if (!isDone(asked) || !proposalId) continue
    await second.command('platform.approve', { proposalId }, `officer-second-${id}`)
    granted += 1
  }
  return granted
}

/** Two shops at which a limit can be used; their checkouts are told their secrets (SPEC §13A). */
async function openShops({ sandbox }: House, { desk, second }: Pair): Promise<void> {
  const known = await casesOf(desk, 'lending.merchant', {})
  if (!sandbox || !known || known.length > 0) return
  for (const { name, gstState, account } of SHOPS) {
    const input = { name, gstState, verification: 'penny drop, sandbox', fundAccount: account }
    const asked = await desk.command('lending.register-merchant', input, `officer-${account}`)
    const { proposalId } = asked.json
    if (!isDone(asked) || !proposalId) continue
    const agreed = await second.command('platform.approve', { proposalId }, `second-${account}`)
    const { merchantId, secret } = (agreed.json.answer ?? {}) as { [field: string]: string }
    if (secret) await sandbox.send('POST', `/merchant/${merchantId}/secret`, { secret })
  }
}

async function settleReferral(desk: Phone, seed: string, one: Case): Promise<void> {
  const { id: applicationId, amountAsked, startedAt } = one
  const outcome = draw(seed, startedAt, 'referral') < APPROVES ? 'approve' : 'decline'
  const amountMax = Math.min(Number(amountAsked ?? 0) || 50_000_00, AMOUNT_PAISE_MAX)
  const reason = outcome === 'approve' ? 'Income and record seen' : 'Too thin a record'
  const input = { applicationId, outcome, amountMax, reason }
  await desk.command('decision.settle-referral', input, `officer-${applicationId}`)
}

async function settleAccount(desk: Phone, seed: string, { id, askedAt }: Case): Promise<void> {
  const outcome = draw(seed, askedAt, 'account') < APPROVES ? 'passed' : 'failed'
  const input = { checkId: id, outcome, reason: 'Name on the passbook compared' }
  await desk.command('kyc.settle-account', input, `officer-${id}`)
}

async function settleReview(desk: Phone, seed: string, one: Case): Promise<void> {
  const { id: reviewId, customerId, openedAt } = one
  // Whoever has explained it at one step is not asked again at the next.
  const passed = await casesOf(desk, 'fraud.review', { customerId, status: 'pass' })
  const isExplained = (passed ?? []).length > 0 || draw(seed, openedAt, 'review') < APPROVES
  const outcome = isExplained ? 'pass' : 'stop'
  const reason = isExplained ? 'Called, and it is explained' : 'No answer that explains it'
  const input = { customerId, reviewId, outcome, reason }
  await desk.command('fraud.settle-review', input, `officer-${reviewId}`)
}

/** A case is known by its business instant: its id differs between equal runs. */
const draw = (seed: string, at: unknown, purpose: string): number =>
  fraction(seed, 'officer', String(at), purpose)

async function casesOf(desk: Phone, entity: string, filter: object): Promise<Case[] | undefined> {
  const page = await desk.query(`${entity}/list`, { filter, limit: CASES_MAX })
  if (page.status === 403) return [] // Enrolled before there was this kind of work.
  return isDone(page) ? (page.json.rows as Case[]) : undefined
}

async function signIn(home: string, { login, password, totpSecret }: Badge) {
  const input = { login, password, totp: codeAt(totpSecret, Date.now()) }
  const opened = await phoneOf(home).command(
    'gateway.sign-in-staff',
    input,
    `officer-${Date.now()}`,
  )
  return isDone(opened) ? phoneOf(home, String(opened.json.token)) : undefined
}

/** Made on the first day, kept beside the other logins for the owner's eyes only. */
async function badgeOf({ folder, doors }: House, seat: Seat): Promise<Badge> {
  const file = join(folder, seat.file)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Badge
  const { enrolStaff } = await import('#modules/identity')
  const password = randomBytes(18).toString('base64url')
  const login = `sandbox-officer-${randomBytes(3).toString('hex')}`
  const input = { login, password, roles: seat.roles }
  const actor = { kind: 'module', id: 'identity' } as const
  const enrolled = (await doors.call(enrolStaff as Command, input as never, actor)) as {
    totpSecret?: string
  }
  if (!enrolled.totpSecret)
    throw new Error(`the officer could not be enrolled: ${String(enrolled)}`)
  const badge = { login, password, totpSecret: enrolled.totpSecret }
  writeFileSync(file, `${JSON.stringify(badge)}\n`, { mode: 0o600 })
  return badge
}
