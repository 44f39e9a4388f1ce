import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { InputOf, OutputOf, Query } from '#kernel/contract'
import { addDays, addMonths, atTime, businessDateOf } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { loneModule, type Lone } from '#test/lone-module'
import { foresee, loanFile, loanLedger, prepaymentQuote, waiveDues } from '../contract.ts'
import { addLoan, book } from '../loan/commands.ts'
import { module } from '../module.ts'

const emi = rupees('9168')
let lone: Lone
let nth = 0

before(async () => (lone = await loneModule(module)))
after(() => lone?.drop())

const tell = <Q extends Query>(query: Q, input: InputOf<Q>): Promise<OutputOf<Q>> =>
  lone.ask(query.name, input) as never

/** ₹1,00,000 at 18 % over twelve months, credited tomorrow. */
async function running() {
  const began = addDays(businessDateOf(lone.clock.now()), 1)
  lone.clock.jump(atTime(began, '10:00'))
  const name = `f${++nth}`
  const [loanId, customerId] = [id('loan', name), id('cus', name)]
  const terms = {
    ...{ principal: rupees('100000'), rate: rate('18'), instalments: 12, epi: emi, fees: [] },
    ...{ firstDueOn: addMonths(began, 1), placeOfSupply: 'same-state' as const },
  }
  await lone.inside(async (tx) => {
    await addLoan(tx, {
      ...{ id: loanId, accountNumber: name, customerId, applicationId: id('app', name) },
      ...{ product: 'personal', mandateId: null, terms, coolingOffUntil: began },
      ...{ bounceCharge: rupees('500'), bounceGstPercent: '18', principal: terms.principal },
      ...{ assetClass: 'standard' as const, disbursedOn: began },
    })
    await book(tx, loanId, [
      { id: `pay_${name}`, kind: 'disbursed', on: began, amount: terms.principal },
      { id: `evt_${name}`, kind: 'credited', on: began },
    ])
  })
  return { loanId, began }
}

describe('Before an act', () => {
  it('what it will change is what it then changes, in the loan and in the books', async () => {
    const { loanId, began } = await running()
    const charge = { id: id('chg', String(++nth)), charge: 'bounce', on: began } as const
    const [amount, gst] = [rupees('500'), rupees('90')]
    await lone.inside((tx) => book(tx, loanId, [{ ...charge, kind: 'charged', amount, gst }]))
    const asked = { loanId, part: 'bounce', amount: rupees('590') } as const
    const seen = await tell(foresee, { act: 'waive', ...asked })
    const was = await tell(loanLedger, { loanId })
    await lone.ask(waiveDues.name, { ...asked, reason: 'goodwill' })
    const is = await tell(loanLedger, { loanId })
    const due = seen.amounts.find(({ what }) => what === 'due-now')
    assert.deepEqual(due, { what: 'due-now', before: rupees('590'), after: 0 })
    const balanceIn = ({ balances }: typeof is, account: string): number =>
      balances.find(({ name }) => name === account)?.balance ?? 0
    assert.ok(seen.lines.length > 2)
    for (const { account, debit, credit } of seen.lines) {
      assert.equal(balanceIn(is, account) - balanceIn(was, account), debit - credit, account)
    }
  })
  it('what would be refused is told in the command’s own code, and nothing is kept', async () => {
    const { loanId } = await running()
    const told = async (input: Omit<InputOf<typeof foresee>, 'loanId'>) =>
      (await tell(foresee, { loanId, ...input })).refusal
    const amount = rupees('1')
    assert.equal(await told({ act: 'waive', part: 'penal', amount }), 'more-than-due')
    assert.equal(await told({ act: 'refund', amount }), 'more-than-excess')
    assert.equal(await told({ act: 'write-off' }), 'not-an-npa')
    const closing = (await tell(loanFile, { loanId })).file?.payoff.payable as Money
    const seen = await tell(foresee, { loanId, act: 'receipt', amount: closing })
    assert.ok(seen.words.some(({ what, after }) => what === 'status' && after === 'cooled-off'))
    assert.equal((await tell(loanFile, { loanId })).file?.status, 'active')
  })
})

describe('A part paid before time', () => {
  it('keeps the EMI for a shorter time, or the time at a lower EMI', async () => {
    const { loanId, began } = await running()
    const on = addDays(began, 10)
    const amount = rupees('30000')
    const quote = await tell(prepaymentQuote, { loanId, amount, on })
    const [keepEmi, keepTenor] = quote.options
    assert.ok(keepEmi && keepTenor && quote.principal && quote.interestToDate)
    assert.equal(quote.principal + quote.interestToDate, amount)
    assert.deepEqual([keepEmi.instalment, keepTenor.left], [emi, 12])
    assert.ok(keepEmi.left < 12 && keepTenor.instalment < emi)
    assert.ok(keepEmi.saved > keepTenor.saved && keepTenor.saved > 0)
  })
  it('is not quoted while dues stand, for less than the interest, or for the whole', async () => {
    const { loanId, began } = await running()
    const why = async (amount: Money, days: number) =>
      (await tell(prepaymentQuote, { loanId, amount, on: addDays(began, days) })).why
    assert.equal(await why(rupees('10'), 10), 'too-little')
    assert.equal(await why(rupees('200000'), 10), 'closes-it')
    assert.equal(await why(rupees('20000'), 40), 'dues-first')
  })
})
