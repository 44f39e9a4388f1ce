import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { addDays, addMonths } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees, type Money } from '#kernel/money'
import { PaymentReceived } from '#modules/payments'
import {
  ask,
  drawn,
  goTo,
  granted,
  lone,
  openLender,
  today,
  unique,
  world,
  type Holder,
} from '../draw/draw.fixture.ts'
import { book } from '../loan/commands.ts'

before(openLender)
after(() => lone?.drop())

const draw = ({ limitId, actor }: Holder, amount: Money) =>
  ask('ask-draw', { limitId, amount, tenorMonths: 6 }, actor)

const availableOf = async (limitId: string): Promise<number | undefined> => {
  const [row] = await lone.db.owner<{ available: number }[]>`
    select available::float8 as available from lending.credit_limit where id = ${limitId}`
  return row?.available
}

async function repay(loanId: Id<'loan'>, customerId: string, amount: Money): Promise<void> {
  const receipt = { receiptId: id('rcp', unique()), loanId, amount, receivedOn: today }
  const rail = { rail: 'transfer', reference: unique() } as const
  await lone.hear(PaymentReceived({ ...receipt, ...rail }), customerId)
  await lone.settle(true)
}

const balancesOf = async (loanId: string) => {
  const { balances } = await ask('loan-ledger', { loanId })
  const all = balances as { account: string; balance: number }[]
  return Object.fromEntries(all.map(({ account, balance }) => [account, balance]))
}

describe('A limit', () => {
  it('falls with each draw, a loan of its own, and repaying does not restore it', async () => {
    const holder = await granted('flexi')
    const { customerId, limitId } = holder
    const loanId = await drawn(holder, rupees('10000'))
    assert.equal(await availableOf(limitId), rupees('20000'))
    await repay(loanId, customerId, rupees('10000'))
    assert.equal(await availableOf(limitId), rupees('20000'))
    assert.deepEqual(await draw(holder, rupees('20000.01')), { refused: 'above-limit' })
  })
  it('signed off to restore gives back what was repaid', async () => {
    const holder = await granted('again')
    const { customerId, limitId } = holder
    const loanId = await drawn(holder, rupees('10000'))
    await repay(loanId, customerId, rupees('10000'))
    assert.equal(await availableOf(limitId), rupees('30000'))
  })
  it('is one of its product a customer', async () => {
    const { asked } = await granted('flexi')
    assert.deepEqual(await ask('grant-limit', asked), { refused: 'limit-open' })
  })
  it('whose draw never arrived was not drawn', async () => {
    const holder = await granted('flexi')
    const { limitId } = holder
    const loanId = await drawn(holder, rupees('10000'))
    const returned = { id: unique(), kind: 'disbursal-returned', on: today } as const
    await lone.inside((tx) => book(tx, loanId, [returned]))
    assert.equal(await availableOf(limitId), rupees('30000'))
  })
  it('freezes when a draw is overdue by more than thirty days', async () => {
    const holder = await granted('flexi')
    const loanId = await drawn(holder, rupees('10000'))
    goTo(addDays(addMonths(today, 1), 40))
    await lone.inside((tx) => book(tx, loanId, []))
    assert.deepEqual(await draw(holder, rupees('1000')), { refused: 'limit-frozen' })
  })
  it('has each draw taxed in its borrower’s state: not ours, by IGST (SPEC §12)', async () => {
    const taxed = async () => {
      const loanId = await drawn(await granted('flexi'), rupees('10000'))
      const { 2210: cgst, 2211: sgst, 2212: igst } = await balancesOf(loanId)
      return [cgst, sgst, igst]
    }
    assert.deepEqual(await taxed(), [-rupees('18'), -rupees('18'), undefined])
    world.home = '27'
    assert.deepEqual(await taxed(), [undefined, undefined, -rupees('36')])
    world.home = '29'
  })
  it('closed gives nothing more', async () => {
    const holder = await granted('flexi')
    await ask('close-limit', { limitId: holder.limitId })
    assert.deepEqual(await draw(holder, rupees('1000')), { refused: 'limit-over' })
  })
})
