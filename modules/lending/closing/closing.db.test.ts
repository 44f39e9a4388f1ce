import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { OutputOf } from '#kernel/contract'
import { addDays, atTime, businessDateOf } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import { NocIssued } from '#modules/documents'
import { CollectionEnded, CollectionStopped, ReceiptReversed } from '#modules/payments'
import { closingOf, loanFile, loanLedger } from '../contract.ts'
import { disbursed, hash, lone, openLender, receive, viewOf, world } from '../lending.fixture.ts'

before(openLender)
after(() => lone?.drop())

const today = () => businessDateOf(lone.clock.now())
const mandateId = id('man', '1')
let nth = 0
/** What was told before this test is not looked at: facts keep ids of their own. */
let from = 0

type Loan = Awaited<ReturnType<typeof disbursed>>

/** Its quote is paid on the day: nothing is owed. */
async function closed(): Promise<Loan & { receiptId: Id<'rcp'> }> {
  world.screenedOn = today()
  const who = await disbursed()
  from = lone.told.length
  const { payoff = 0 as Money } = await viewOf(who.loanId, today())
  await receive(who, payoff, today())
  const { receiptId } = lone.last<{ receiptId: Id<'rcp'> }>('lending.payment-allocated')!
  return { ...who, receiptId }
}
const hear = async (who: Loan, event: Parameters<typeof lone.hear>[0]) => {
  await lone.hear(event, who.customerId)
  await lone.settle(true)
}
const ended = ({ loanId }: Loan) => CollectionEnded({ loanId, mandate: 'cancelled' })
const ending = ({ loanId }: Loan, strike: 'asked' | 'unanswered') =>
  CollectionStopped({ loanId, mandateId, strike })
const issued = ({ loanId }: Loan) =>
  NocIssued({ documentId: id('doc', `noc${++nth}`), loanId, hash })
const standing = async ({ loanId }: Loan) =>
  ((await lone.ask(closingOf.name, { loanId })) as OutputOf<typeof closingOf>).closing
const release = ({ loanId }: Loan) =>
  lone.ask('lending.release-noc', { loanId, reason: 'provider-silent' })

/** What documents was asked, of its certificates. */
function asked(command: 'issue-noc' | 'recall-noc') {
  type Asked = { command?: string; input?: { mandate?: string; reportedBy?: string } }
  return lone.told.slice(from).flatMap(({ type, data }) => {
    const { command: was, input } = data as Asked
    return type === 'documents.asked' && was === `documents.${command}` ? [input ?? {}] : []
  })
}

describe('A certificate', () => {
  it('waits until the mandate is struck, and names the bureau file', async () => {
    const who = await closed()
    assert.equal((await standing(who))?.status, 'waiting')
    await hear(who, ending(who, 'asked'))
    assert.equal((await standing(who))?.mandate, 'asked')
    assert.equal(asked('issue-noc').length, 0)
    await hear(who, ended(who))
    await hear(who, ended(who))
    const [order, ...more] = asked('issue-noc')
    assert.deepEqual([order?.mandate, order?.reportedBy, more], ['cancelled', today(), []])
    await hear(who, issued(who))
    const { status, certifiedOn, documentId } = (await standing(who))!
    assert.deepEqual([status, certifiedOn], ['certified', today()])
    assert.equal((await viewOf(who.loanId, today())).noc, documentId)
  })
  it('whose provider is silent is a person’s, who may release it once', async () => {
    const who = await closed()
    await hear(who, ending(who, 'unanswered'))
    assert.equal((await standing(who))?.status, 'with-a-person')
    assert.deepEqual(await release(who), { loanId: who.loanId })
    await lone.settle(true)
    assert.deepEqual(await release(who), { refused: 'certified-already' })
    await hear(who, issued(who))
    await hear(who, ended(who))
    assert.deepEqual(
      asked('issue-noc').map(({ mandate }) => mandate),
      ['asked'],
    )
    const { status, reason } = (await standing(who))!
    assert.deepEqual([status, reason], ['certified', 'provider-silent'])
  })
  it('is of no loan that something is owed of', async () => {
    world.screenedOn = today()
    const who = await disbursed()
    assert.deepEqual(await release(who), { refused: 'loan-not-closed' })
    await hear(who, ended(who))
    assert.equal(await standing(who), undefined)
  })
})

describe('A loan whose last payment was none', () => {
  const fileOf = async ({ loanId }: Loan) => {
    const { file } = (await lone.ask(loanFile.name, { loanId })) as OutputOf<typeof loanFile>
    const { outstanding, dues, excess, status, schedule, assetClass } = file!
    return { outstanding, dues, excess, status, schedule, assetClass }
  }
  const balancesOf = async ({ loanId }: Loan) =>
    ((await lone.ask(loanLedger.name, { loanId })) as OutputOf<typeof loanLedger>).balances
  const unmake = (who: Loan & { receiptId: Id<'rcp'> }) => {
    const { receiptId, loanId } = who
    const why = { reversal: 'cheque-returned', reversedOn: today() } as const
    return hear(who, ReceiptReversed({ receiptId, loanId, amount: 1 as Money, ...why }))
  }

  it('runs again as if it had never come; its certificate is recalled', async () => {
    world.screenedOn = today()
    const who = await disbursed()
    from = lone.told.length
    const was = { file: await fileOf(who), balances: await balancesOf(who) }
    const { payoff = 0 as Money } = await viewOf(who.loanId, today())
    await receive(who, payoff, today())
    const { receiptId } = lone.last<{ receiptId: Id<'rcp'> }>('lending.payment-allocated')!
    await hear(who, ended(who))
    await hear(who, issued(who))
    await unmake({ ...who, receiptId })
    assert.deepEqual({ file: await fileOf(who), balances: await balancesOf(who) }, was)
    assert.ok(lone.last<{ loanId: string }>('lending.loan-reopened')?.loanId === who.loanId)
    assert.equal(asked('recall-noc').length, 1)
    assert.equal((await viewOf(who.loanId, today())).noc, undefined)
    assert.equal(await standing(who), undefined)
  })
  it('closed anew is certified anew', async () => {
    const who = await closed()
    await hear(who, ended(who))
    await hear(who, issued(who))
    await unmake(who)
    const { payoff = 0 as Money } = await viewOf(who.loanId, today())
    await receive(who, payoff, today())
    assert.equal((await standing(who))?.status, 'waiting')
    await hear(who, ended(who))
    assert.equal(asked('issue-noc').length, 2)
    await hear(who, issued(who))
    assert.equal((await standing(who))?.status, 'certified')
  })
  it('whose certificate was on its way has that recalled as it comes', async () => {
    const who = await closed()
    await hear(who, ended(who))
    await unmake(who)
    await hear(who, issued(who))
    assert.equal(asked('recall-noc').length, 2)
    assert.equal((await viewOf(who.loanId, today())).noc, undefined)
  })
  it('late, is past due since the day it would have been, and its timer stands again', async () => {
    const who = await closed()
    lone.clock.jump(atTime(addDays(today(), 100), '10:00'))
    await unmake(who)
    const { status, assetClass, dues, schedule } = await fileOf(who)
    assert.deepEqual([status, assetClass], ['active', 'SMA-2'])
    assert.equal(schedule.filter((row) => row.status === 'overdue').length, 3)
    assert.ok(dues.total > 0)
    const [timer] = await lone.db.owner`
      select name from platform.timer where name = ${`loan-review:${who.loanId}`}`
    assert.ok(timer)
  })
})

describe('A promised day', () => {
  it('without a certificate hands the closing to a person', async () => {
    const who = await closed()
    const { certifyBy } = (await standing(who))!
    lone.clock.jump(atTime(certifyBy, '09:00'))
    await lone.nextTimer(`closing:${who.loanId}`)
    assert.equal((await standing(who))?.status, 'with-a-person')
  })
})
