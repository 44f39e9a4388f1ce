import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor, OutputOf } from '#kernel/contract'
import { addDays, addMonths, atTime, type LocalDate } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees, type Money } from '#kernel/money'
import { KfsIssued } from '#modules/documents'
import { InstalmentPresented, PayoutReturned, PresentmentReturned } from '#modules/payments'
import type { Terms } from './application/terms.ts'
import { LoanReviewDue, type loanLedger } from './contract.ts'
import { plain } from './draw/draw.fixture.ts'
import {
  agreed,
  ask,
  contextOf,
  credit,
  disbursed,
  documentId,
  hash,
  lone,
  offered,
  openLender,
  receive,
  stateOf,
  today,
  viewOf,
  world,
} from './lending.fixture.ts'

before(openLender)
after(() => lone?.drop())

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

const ledgerOf = (loanId: string): Promise<OutputOf<typeof loanLedger>> =>
  lone.ask('lending.loan-ledger', { loanId }) as never

const admin: Actor = { kind: 'staff', id: 'usr_admin', roles: ['admin'] }
/** A product whose loans all fall due on one day, the interest until then paid at once. */
async function dueOnThe(dueDay: number): Promise<string> {
  const code = `due-on-${dueDay}`
  const effectiveFrom = addDays(today, 1)
  const own = { amountMax: rupees('500000'), brokenPeriod: 'at-disbursal', dueDay }
  const kind = 'personal-loan'
  await lone.ask('lending.publish-product', { ...plain, ...own, code, kind, effectiveFrom }, admin)
  await lone.db.owner`
    update lending.product set effective_from = ${today} where code = ${code}`
  return code
}

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
  it('that takes the first days’ interest at the disbursal pays out and books it so', async () => {
    const who = await disbursed(await dueOnThe(19))
    const [days, payout] = [rupees('887.67'), rupees('96552.33')]
    const [{ terms } = {}] = await lone.db.owner<{ terms: Terms }[]>`
      select terms from lending.offer_terms where application_id = ${who.applicationId}`
    assert.deepEqual([terms?.interestAhead, terms?.firstDueOn], [days, '2026-02-19'])
    assert.deepEqual([terms?.netDisbursed, terms?.aprPeriodsAYear], [payout, 365])
    assert.equal(lone.last<{ amount: Money }>('lending.payout-asked')?.amount, payout)
    const told = lone.last<{ firstDueOn: LocalDate }>('lending.loan-disbursed')
    assert.equal(told?.firstDueOn, '2026-02-19')
    const loan = await viewOf(who.loanId, today)
    assert.deepEqual([loan.nextDueOn, loan.overdue, loan.advance], ['2026-02-19', 0, 0])
    assert.equal(loan.coolingOffExit, rupees('99112.33'))
    const { balances, debit, credit: credited } = await ledgerOf(who.loanId)
    assert.equal(debit, credited)
    const held = new Map(balances.map(({ account, balance }) => [account, balance]))
    assert.deepEqual([held.get('1010'), held.get('2320')], [-payout, -days])
    assert.equal(held.get('4100'), undefined)
    const { agrees } = (await lone.ask('lending.books-check', {})) as { agrees: boolean }
    assert.equal(agrees, true)
  })
  it('is closed by the quote; by one paisa less it is not', async () => {
    const who = await disbursed()
    const { payoff = rupees('0') } = await viewOf(who.loanId, today)
    await receive(who, (payoff - 1) as Money, today)
    assert.equal((await viewOf(who.loanId, today)).status, 'active')
    await receive(who, rupees('0.01'), today)
    assert.equal((await viewOf(who.loanId, today)).status, 'closed')
  })
  it('whose payout comes back never was', async () => {
    const who = await disbursed()
    const back = { payoutId: id('pay', '1'), applicationId: who.applicationId }
    const event = PayoutReturned({ ...back, amount: rupees('97440'), returnedOn: today })
    await lone.hear(event, who.customerId)
    assert.equal((await viewOf(who.loanId, today)).status, 'cancelled')
    await lone.settle(true)
    const closed = lone.last<{ loanId: string; how: string }>('lending.loan-closed')
    assert.deepEqual([closed?.loanId, closed?.how], [who.loanId, 'payout-returned'])
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
  })
})
