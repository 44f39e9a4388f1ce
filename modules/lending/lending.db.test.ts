import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor, OutputOf } from '#kernel/contract'
import { addDays, addMonths, atTime, date, type LocalDate } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { DecisionMade } from '#modules/decision'
import {
  AgreementPrepared,
  AgreementSigned,
  KfsIssued,
  NocIssued,
  SigningOpened,
} from '#modules/documents'
import { PanKept, ProfileKept } from '#modules/identity'
import { AccountVerified, PanVerified, SanctionsCleared } from '#modules/kyc'
import {
  InstalmentPresented,
  MandateCreated,
  MandateRegistered,
  PaymentReceived,
  PayoutReturned,
  PayoutSucceeded,
  PresentmentReturned,
} from '#modules/payments'
import { ReportPulled } from '#modules/bureau'
import { loneModule, type Lone } from '#test/lone-module'
import { LoanReviewDue, type loanOf } from './contract.ts'
import { ruleAt } from './law.fixture.ts'
import { module } from './module.ts'

const today = date('2026-01-01')
const accountId = id('acc', '1')
const mandateId = id('man', '1')
const documentId = id('doc', '1')
const hash = 'a'.repeat(64)
const attributes = {
  ...{
    score: 740,
    newToCredit: false,
    liveAccounts: 1,
    unsecuredLive: 0,
    unsecuredOpened30Days: 0,
  },
  ...{ overdue: rupees('0'), balance: rupees('0'), emiTotal: rupees('0'), dpdMax12Months: 0 },
  ...{ dpdMax24Months: 0, dpdMax36Months: 0, enquiries3Months: 0, writtenOff36Months: 0 },
  oldestAccountMonths: 24,
}

/** What the other modules answer, and what this test changes of it. */
const world = { consent: true, stopped: false, screenedOn: today, verdict: 'pass' }
let lone: Lone
let nth = 0

before(async () => {
  lone = await loneModule(module, {
    answers: {
      'fraud.verdict-of': () => ({ outcome: world.verdict, reasons: [] }),
      'fraud.standing-of': () => ({ stopped: world.stopped }),
      'identity.consents-live': () => ({ live: world.consent }),
      'identity.account-owner': () => ({}),
      'identity.home-state-of': () => ({ state: '29' }),
      'rules.working-day-after': ({ on, days }: { on: LocalDate; days: number }) => ({
        on: addDays(on, days),
      }),
      'payments.mandate-of': () => ({ mandateId, status: 'registered', accountId }),
      'rules.rule-at': ruleAt,
    },
  })
})
after(() => lone?.drop())

type Applicant = { customerId: Id<'cus'>; applicationId: Id<'app'>; actor: Actor }
const ask = (who: Applicant | Actor, name: string, input: object) =>
  lone.ask(`lending.${name}`, input, 'actor' in who ? who.actor : who) as Promise<{
    applicationId: Id<'app'>
    [field: string]: unknown
  }>

/** Up to the offer, with whatever the policy said. */
async function offered(): Promise<Applicant> {
  const customerId = id('cus', String(++nth))
  const actor: Actor = { kind: 'customer', id: customerId }
  const { applicationId } = await ask(actor, 'start-application', { product: 'personal' })
  const who = { customerId, applicationId, actor }
  const hear = (event: Parameters<Lone['hear']>[0]) => lone.hear(event, customerId)
  await lone.settle(true)
  await hear(ProfileKept({ profileVersion: 1 }))
  await hear(PanKept({ panKnown: true }))
  await hear(PanVerified({ checkId: id('chk', '1'), applicationId, score: 100 }))
  await ask(who, 'ask-amount', { amount: rupees('100000'), tenorMonths: 12 })
  const pulled = { reportId: id('rep', String(nth)), applicationId, reportHash: hash }
  await hear(ReportPulled({ ...pulled, attributes }))
  await hear(
    DecisionMade({
      ...{ decisionId: id('dec', '1'), applicationId, outcome: 'approve', reasons: [], grade: 'B' },
      ...{ amountMax: rupees('100000'), tenorMonthsMax: 36, rate: rate('18') },
      ...{ processingFeePercent: '2', policyVersion: 'personal-2025-1' },
    }),
  )
  return who
}

/** From the offer to the screen of the lists: all that the gates look at. */
async function agreed(who: Applicant): Promise<void> {
  const { customerId, applicationId } = who
  const hear = (event: Parameters<Lone['hear']>[0]) => lone.hear(event, customerId)
  await ask(who, 'choose-offer', { amount: rupees('100000'), tenorMonths: 12 })
  const { termsHash } = await contextOf(who)
  const validTill = atTime(addDays(today, 3), '23:59')
  const paper = { documentId, applicationId, hash, termsHash: String(termsHash) }
  await hear(KfsIssued({ ...paper, validTill }))
  await ask(who, 'accept-kfs', { hash, understood: true })
  await hear(AgreementPrepared(paper))
  await hear(SigningOpened({ documentId, applicationId, signingRef: 'sign_1' }))
  await hear(AgreementSigned({ ...paper, signedAt: atTime(today, '10:00') }))
  await ask(who, 'use-account', { accountId })
  const mandate = { mandateId, applicationId, accountId }
  await hear(MandateCreated({ ...mandate, amountMax: rupees('20000'), authoriseAt: '/bank' }))
  await hear(MandateRegistered({ ...mandate, umrn: 'U'.repeat(20) }))
  const check = { checkId: id('chk', '2'), applicationId }
  await hear(AccountVerified({ ...check, accountId, score: 100 }))
  await hear(SanctionsCleared({ ...check, screenedOn: world.screenedOn }))
  await lone.settle(true)
}

async function disbursed(): Promise<Applicant & { loanId: Id<'loan'> }> {
  const who = await offered()
  await agreed(who)
  await credit(who)
  const { loanId } = lone.last<{ loanId: Id<'loan'> }>('lending.loan-disbursed') ?? {}
  return { ...who, loanId: loanId as Id<'loan'> }
}

async function credit({ customerId, applicationId }: Applicant): Promise<void> {
  const paid = { payoutId: id('pay', applicationId.slice(4)), applicationId, utr: '123456789012' }
  const amount = rupees('97440')
  await lone.hear(PayoutSucceeded({ ...paid, amount, creditedOn: today }), customerId)
  await lone.settle(true)
}

const contextOf = async ({ customerId }: Applicant) => {
  const { context } = (await ask({ kind: 'module', id: 'gateway' }, 'application-of', {
    customerId,
  })) as { context?: { [field: string]: unknown } }
  return context ?? {}
}
const stateOf = async ({ customerId }: Applicant) =>
  (await ask({ kind: 'module', id: 'gateway' }, 'application-of', { customerId }))['state']
const viewOf = (loanId: string, on: LocalDate): Promise<OutputOf<typeof loanOf>> =>
  lone.ask('lending.loan-of', { loanId, on }) as never

async function receive(who: Applicant & { loanId: Id<'loan'> }, amount: Money, on: LocalDate) {
  const receipt = { receiptId: id('rcp', `${++nth}`), loanId: who.loanId, amount, receivedOn: on }
  const rail = { rail: 'link', reference: `utr${nth}` } as const
  await lone.hear(PaymentReceived({ ...receipt, ...rail }), who.customerId)
  await lone.settle(true)
}

describe('An application', () => {
  it('is one at a time: a second start gives the first', async () => {
    const who = await offered()
    const again = await ask(who, 'start-application', { product: 'personal' })
    assert.equal(again['applicationId'], who.applicationId)
  })
  it('is refused for a product nobody sells', async () => {
    const actor: Actor = { kind: 'customer', id: id('cus', 'x') }
    assert.deepEqual(await ask(actor, 'start-application', { product: 'gold' }), {
      refused: 'unknown-product',
    })
  })
  it('takes no more than was offered', async () => {
    const who = await offered()
    const greedy = { amount: rupees('100001'), tenorMonths: 12 }
    assert.deepEqual(await ask(who, 'choose-offer', greedy), { refused: 'above-offer' })
    assert.equal(await stateOf(who), 'offer')
  })
  it('accepts only the KFS it was shown, and understood', async () => {
    const who = await offered()
    await ask(who, 'choose-offer', { amount: rupees('50000'), tenorMonths: 6 })
    const { termsHash } = await contextOf(who)
    const paper = { documentId, applicationId: who.applicationId, hash, termsHash: `${termsHash}` }
    const validTill = atTime(today, '08:00')
    await lone.hear(KfsIssued({ ...paper, validTill }), who.customerId)
    const accept = (input: object) => ask(who, 'accept-kfs', { hash, understood: true, ...input })
    assert.deepEqual(await accept({ hash: 'b'.repeat(64) }), { refused: 'another-kfs' })
    assert.deepEqual(await accept({ understood: false }), { refused: 'not-understood' })
    assert.deepEqual(await accept({}), { refused: 'kfs-lapsed' })
  })
  it('asks for the payout when every gate is open', async () => {
    await agreed(await offered())
    assert.equal(lone.last<{ amount: Money }>('lending.payout-asked')?.amount, rupees('97440'))
  })
  it('asks for nothing while one gate is closed, and says which', async () => {
    world.screenedOn = addDays(today, -1)
    lone.told.length = 0
    const who = await offered()
    await agreed(who)
    world.screenedOn = today
    assert.deepEqual(lone.last<{ closed: string[] }>('lending.payout-withheld')?.closed, [
      'sanctions-today',
    ])
    assert.equal(lone.last('lending.payout-asked'), undefined)
    assert.equal(await stateOf(who), 'screening')
  })
  it('held by fraud waits with its effect; stopped, it ends', async () => {
    world.verdict = 'review'
    const held = await offered()
    world.verdict = 'stop'
    const stopped = await offered()
    world.verdict = 'pass'
    assert.equal(await stateOf(held), 'checkingPan')
    assert.equal(await stateOf(stopped), 'stopped')
  })
})

describe('A loan', () => {
  it('opens once, whatever is told twice', async () => {
    const who = await disbursed()
    await credit(who)
    const loans = await lone.db.owner`
      select id from lending.loan where application_id = ${who.applicationId}`
    assert.equal(loans.length, 1)
  })
  it('bears interest from the credit, its first due date a month on (SPEC §3.2)', async () => {
    const { loanId } = await disbursed()
    const loan = await viewOf(loanId, today)
    assert.deepEqual(
      [loan.status, loan.principal, loan.nextDueOn, loan.nextDueAmount],
      ['active', rupees('100000'), addMonths(today, 1), rupees('9168')],
    )
  })
  it('closed by the quote ends with a NOC; one paisa less does not', async () => {
    const who = await disbursed()
    const { payoff = rupees('0') } = await viewOf(who.loanId, today)
    await receive(who, (payoff - 1) as Money, today)
    assert.equal((await viewOf(who.loanId, today)).status, 'active')
    await receive(who, rupees('0.01'), today)
    assert.equal((await viewOf(who.loanId, today)).status, 'closed')
    assert.ok(lone.told.some(({ type }) => type === 'documents.asked'))
    await lone.hear(NocIssued({ documentId, loanId: who.loanId, hash }), who.customerId)
    assert.equal((await viewOf(who.loanId, today)).noc, documentId)
  })
  it('whose payout comes back never was', async () => {
    const who = await disbursed()
    const back = { payoutId: id('pay', '1'), applicationId: who.applicationId }
    const event = PayoutReturned({ ...back, amount: rupees('97440'), returnedOn: today })
    await lone.hear(event, who.customerId)
    assert.equal((await viewOf(who.loanId, today)).status, 'cancelled')
  })
  it('bears a bounce charge for want of funds and is presented once more', async () => {
    const who = await disbursed()
    const shown = { presentmentId: id('pre', '1'), loanId: who.loanId, number: 1, attempt: 1 }
    const due = { amount: rupees('9168'), dueOn: addMonths(today, 1) }
    await lone.hear(InstalmentPresented({ ...shown, ...due }), who.customerId)
    const why = { returnCode: '04', returnClass: 'FUNDS', bounceCharge: true, retry: true } as const
    const returned = { ...shown, amount: due.amount, returnedOn: today, ...why }
    await lone.hear(PresentmentReturned(returned), who.customerId)
    assert.equal((await viewOf(who.loanId, today)).charges, rupees('500'))
    const timers = await lone.db.owner<{ due: Date }[]>`
      select due from platform.timer where name = ${`representment:${who.loanId}:1`}`
    assert.equal(timers.length, 1)
  })
  it('repaid to its last instalment is closed as repaid, not foreclosed', async () => {
    const who = await disbursed()
    lone.told.length = 0
    const { schedule = [] } = await viewOf(who.loanId, today)
    for (const row of schedule) {
      lone.clock.jump(atTime(row.dueOn, '09:00'))
      await receive(who, row.instalment, row.dueOn)
    }
    const closed = lone.last<{ how: string; closedOn: string }>('lending.loan-closed')
    assert.deepEqual([closed?.how, closed?.closedOn], ['repaid', schedule.at(-1)?.dueOn])
  })
  it('tells that an instalment is near three days before, once, and never after', async () => {
    const { loanId, customerId } = await disbursed()
    const { nextDueOn = today } = await viewOf(loanId, today)
    lone.told.length = 0
    const look = async (on: LocalDate, hhmm: string) => {
      lone.clock.jump(atTime(on, hhmm))
      await lone.hear(LoanReviewDue({ loanId, on }), customerId)
      await lone.settle(true)
      return lone.typesOf('lending.instalment-near').length
    }
    const noticeOn = addDays(nextDueOn, -3)
    assert.equal(await look(noticeOn, '09:59'), 0)
    assert.equal(await look(noticeOn, '10:00'), 1)
    assert.equal(await look(addDays(noticeOn, 1), '00:05'), 1)
  })
  it('keeps books that balance, and cannot be edited', async () => {
    const { owner } = lone.db
    const [sums] = await owner`
      select sum(debit) = sum(credit) as even, count(*)::int as lines from lending.posting`
    assert.equal(sums?.['even'], true)
    assert.ok(Number(sums?.['lines']) > 10)
    await assert.rejects(owner`update lending.posting set debit = debit + 1`, /append-only/)
    await assert.rejects(owner`delete from lending.journal`, /append-only/)
    const uneven = owner`
      insert into lending.posting select id, 90, 1100, 5, 0 from lending.journal limit 1`
    await assert.rejects(uneven, /is off by 5 paise/)
    const strays = owner`
      insert into lending.posting values ('jrn_none', 1, 1100, 5, 0), ('jrn_none', 2, 1010, 0, 5)`
    await assert.rejects(strays, /journal jrn_none, which is not there/)
  })
})
