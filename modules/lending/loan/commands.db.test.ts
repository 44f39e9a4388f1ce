import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { addDays, addMonths, atTime, businessDateOf } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { PaymentReceived } from '#modules/payments'
import { loneModule, type Lone } from '#test/lone-module'
import { LoanReviewDue } from '../contract.ts'
import { module } from '../module.ts'
import { addLoan, book } from './commands.ts'

let lone: Lone
let nth = 0

before(async () => (lone = await loneModule(module)))
after(() => lone?.drop())

const amount = rupees('12000')
const today = () => businessDateOf(lone.clock.now())

/** ₹12,000 without interest over twelve months, credited today, under a mandate. */
async function running() {
  const name = String(++nth)
  const [loanId, customerId] = [id('loan', name), id('cus', name)]
  const terms = {
    ...{ principal: amount, rate: rate('0'), instalments: 12, fees: [] },
    placeOfSupply: 'same-state' as const,
  }
  await lone.inside(async (tx) => {
    await addLoan(tx, {
      ...{ id: loanId, accountNumber: `K${name}`, customerId, applicationId: id('app', name) },
      ...{ product: 'personal', mandateId: id('man', name), terms, principal: amount },
      ...{ coolingOffUntil: addDays(tx.today, 3), bounceCharge: rupees('500') },
      ...{ bounceGstPercent: '0', assetClass: 'standard' as const, disbursedOn: tx.today },
    })
    await book(tx, loanId, [
      { id: `pay_${name}`, kind: 'disbursed', on: tx.today, amount },
      { id: `evt_${name}`, kind: 'credited', on: tx.today },
    ])
  })
  return { loanId, customerId }
}
type Running = Awaited<ReturnType<typeof running>>

async function receive({ loanId, customerId }: Running, paid: Money): Promise<void> {
  const receipt = { receiptId: id('rcp', String(++nth)), loanId, receivedOn: today() }
  const how = { rail: 'transfer', reference: `UTR${nth}` } as const
  await lone.hear(PaymentReceived({ ...receipt, ...how, amount: paid }), customerId)
  await lone.settle(true)
}

describe('A loan on the books', () => {
  it('is presented once on a due day, whether its look or a payment finds it due', async () => {
    const [looked, paid] = [await running(), await running()]
    const on = addMonths(today(), 1)
    lone.clock.jump(atTime(on, '00:05'))
    lone.told.length = 0
    await receive(paid, rupees('100'))
    for (const { loanId, customerId } of [looked, paid]) {
      await lone.hear(LoanReviewDue({ loanId, on }), customerId)
    }
    await lone.settle(true)
    const asked = lone.told.flatMap(({ type, data }) =>
      type === 'payments.asked' ? [(data as { input: Asked }).input] : [],
    )
    assert.deepEqual(
      asked.map((one) => [one.loanId, one.attempt, one.amount]).toSorted(),
      [
        [looked.loanId, 1, rupees('1000')],
        [paid.loanId, 1, rupees('900')],
      ].toSorted(),
    )
  })

  it('kept as loans were before is read, and kept anew when something happens', async () => {
    const { owner } = lone.db
    const loan = await running()
    const kept = async () => {
      const [row] = await owner`
        select plan is not null as apart, jsonb_array_length(c -> 'rows') as rows,
               c -> 'rows' -> 11 ->> 'instalment' as last, c -> 'books' ->> 'excess' as excess
          from lending.loan, lateral (select lending.course_of(course, plan) as c) as one
         where id = ${loan.loanId}`
      return { ...row }
    }
    const fresh = { apart: true, rows: 12, last: '100000', excess: '0' }
    assert.deepEqual(await kept(), fresh)
    await owner`
      update lending.loan set course = lending.course_of(course, plan)::text, plan = null
       where id = ${loan.loanId}`
    assert.deepEqual(await kept(), { ...fresh, apart: false })
    await receive(loan, rupees('1'))
    assert.deepEqual(await kept(), { ...fresh, excess: '100' })
  })

  it('posts no entry that is uneven, and no line without an entry', async () => {
    const { owner } = lone.db
    await running()
    const uneven = owner`
      insert into lending.posting select id, 90, 1100, 5, 0 from lending.journal limit 1`
    await assert.rejects(uneven, /is off by 5 paise/)
    const strays = owner`
      insert into lending.posting values ('jrn_none', 1, 1100, 5, 0), ('jrn_none', 2, 1010, 0, 5)`
    await assert.rejects(strays, /journal jrn_none, which is not there/)
  })
})

type Asked = { readonly loanId: string; readonly attempt: number; readonly amount: Money }
