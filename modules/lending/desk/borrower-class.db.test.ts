import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { addDays, addMonths, atTime, businessDateOf, type LocalDate } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { PaymentReceived, ReceiptReversed } from '#modules/payments'
import { loneModule, type Lone } from '#test/lone-module'
import { addLoan, book } from '../loan/commands.ts'
import { module } from '../module.ts'

let lone: Lone
let nth = 0

before(async () => (lone = await loneModule(module)))
after(() => lone?.drop())

/** ₹12,000 over twelve months for one of the borrower's loans. */
async function lent(customerId: Id<'cus'>, began: LocalDate, firstDueOn: LocalDate) {
  const name = `b${++nth}`
  const loanId = id('loan', name)
  const terms = {
    ...{ principal: rupees('12000'), rate: rate('0'), instalments: 12, epi: rupees('1000') },
    ...{ firstDueOn, fees: [], placeOfSupply: 'same-state' as const },
  }
  await lone.inside(async (tx) => {
    await addLoan(tx, {
      ...{ id: loanId, accountNumber: name, customerId, applicationId: id('app', name) },
      ...{ product: 'personal', mandateId: null, terms, coolingOffUntil: began },
      ...{ bounceCharge: rupees('0'), bounceGstPercent: '0', principal: terms.principal },
      ...{ assetClass: 'standard' as const, disbursedOn: began },
    })
    await book(tx, loanId, [
      { id: `pay_${name}`, kind: 'disbursed', on: began, amount: terms.principal },
      { id: `evt_${name}`, kind: 'credited', on: began },
    ])
  })
  return loanId
}

const classes = async (customerId: string): Promise<string[]> => {
  const rows = await lone.db.owner<{ assetClass: string }[]>`
    select asset_class as "assetClass" from lending.loan
     where customer_id = ${customerId} order by account_number`
  return rows.map((row) => row.assetClass)
}

/** The morning of a day: each loan looks at itself, and all that follows from it. */
async function morning(on: LocalDate, loans: readonly string[]): Promise<void> {
  lone.clock.jump(atTime(on, '06:00'))
  for (const loanId of loans) await lone.inside((tx) => book(tx, loanId, []))
  await lone.settle(true)
}

async function pay(loanId: Id<'loan'>, customerId: string, amount: Money, on: LocalDate) {
  const receipt = { receiptId: id('rcp', `b${++nth}`), loanId, amount, receivedOn: on }
  await lone.hear(
    PaymentReceived({ ...receipt, rail: 'transfer', reference: `UTR${nth}` }),
    customerId,
  )
  await lone.settle(true)
  return receipt
}

describe('One borrower’s loans (IRAC-9)', () => {
  it('sink together, and rise together when the arrears of all are nil', async () => {
    const customerId = id('cus', 'irac9')
    const began = addDays(businessDateOf(lone.clock.now()), 1)
    lone.clock.jump(atTime(began, '10:00'))
    const dueOn = addMonths(began, 1)
    const later = addDays(dueOn, 100)
    const a = await lent(customerId, began, dueOn)
    const b = await lent(customerId, began, addMonths(later, 2))
    const c = await lent(customerId, began, later)
    const all = [a, b, c]
    await morning(addDays(dueOn, 90), all)
    assert.deepEqual(await classes(customerId), ['SMA-2', 'standard', 'standard'])
    await morning(addDays(dueOn, 91), all) // Its day-end was day 91 past due.
    assert.deepEqual(await classes(customerId), ['NPA', 'NPA', 'NPA'])

    const clearedOn = addDays(later, 5)
    await morning(clearedOn, all)
    await pay(a, customerId, rupees('4000'), clearedOn)
    await morning(addDays(clearedOn, 1), all)
    assert.deepEqual(await classes(customerId), ['NPA', 'NPA', 'NPA'])

    const lastOn = addDays(clearedOn, 5)
    await morning(lastOn, all)
    await pay(c, customerId, rupees('1000'), lastOn)
    assert.deepEqual(await classes(customerId), ['standard', 'standard', 'standard'])
  })

  it('leave nobody sunk alone: an NPA repaid before its time lets the others rise', async () => {
    const customerId = id('cus', 'alone')
    const began = addDays(businessDateOf(lone.clock.now()), 1)
    lone.clock.jump(atTime(began, '10:00'))
    const dueOn = addMonths(began, 1)
    const a = await lent(customerId, began, dueOn)
    const b = await lent(customerId, began, addMonths(dueOn, 8))
    const on = addDays(dueOn, 92)
    await morning(on, [a, b])
    assert.deepEqual(await classes(customerId), ['NPA', 'NPA'])
    await pay(a, customerId, rupees('12000'), on)
    const rows = await lone.db.owner`
      select status, asset_class from lending.loan where id = ${a} or id = ${b} order by id`
    assert.deepEqual(
      rows.map((row) => [row['status'], row['asset_class']]),
      [
        ['closed', 'standard'],
        ['active', 'standard'],
      ],
    )
  })

  it('sink back when the payment they rose by is reversed, and rise by its return', async () => {
    const customerId = id('cus', 'unpaid')
    const began = addDays(businessDateOf(lone.clock.now()), 1)
    lone.clock.jump(atTime(began, '10:00'))
    const dueOn = addMonths(began, 1)
    const [a, b, c] = [
      await lent(customerId, began, dueOn),
      await lent(customerId, began, addMonths(dueOn, 8)),
      await lent(customerId, began, addMonths(dueOn, 3)),
    ]
    const all = [a, b, c]
    const on = addDays(dueOn, 110)
    await morning(on, all)
    await pay(a, customerId, rupees('4000'), on)
    assert.deepEqual(await classes(customerId), ['NPA', 'NPA', 'NPA'])
    const { receiptId, amount } = await pay(c, customerId, rupees('1000'), on)
    assert.deepEqual(await classes(customerId), ['standard', 'standard', 'standard'])

    // Of the one that was never an NPA by its own days.
    const reversed = { receiptId, loanId: c, amount, reversal: 'wrong-loan' } as const
    await lone.hear(ReceiptReversed({ ...reversed, reversedOn: on }), customerId)
    await lone.settle(true)
    await morning(addDays(on, 1), all)
    assert.deepEqual(await classes(customerId), ['NPA', 'NPA', 'NPA'])
    const since = await lone.db.owner<{ on: string }[]>`
      select distinct course::jsonb ->> 'npaOn' as on from lending.loan
       where customer_id = ${customerId}`
    assert.equal(since.length, 1)

    await pay(c, customerId, rupees('1000'), on)
    assert.deepEqual(await classes(customerId), ['standard', 'standard', 'standard'])
  })
  it('are free of each other again when what sank one is taken back', async () => {
    const customerId = id('cus', 'freed')
    const began = addDays(businessDateOf(lone.clock.now()), 1)
    lone.clock.jump(atTime(began, '10:00'))
    const dueOn = addMonths(began, 1)
    const [a, b] = [await lent(customerId, began, dueOn), await lent(customerId, began, dueOn)]
    const today = addDays(dueOn, 5)
    await morning(today, [a, b])
    const asked = { loanId: a, startOn: addDays(today, 20), instalments: 12, interest: 'anew' }
    await lone.ask('lending.re-age-loan', { ...asked, forDifficulty: true, reason: 'illness' })
    await morning(addDays(today, 1), [a, b])
    await morning(addDays(today, 2), [a, b])
    assert.deepEqual(await classes(customerId), ['NPA', 'NPA'])
    const back = { loanId: a, change: 're-ageing', reason: 'our-error' }
    assert.deepEqual(await lone.ask('lending.reverse-change', back), { loanId: a })
    await morning(addDays(today, 3), [a, b])
    assert.deepEqual(await classes(customerId), ['SMA-0', 'SMA-0'])
  })
})
