import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { OutputOf } from '#kernel/contract'
import { addDays, businessDateOf, date } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { loneModule, type Lone } from '#test/lone-module'
import {
  bookReceiptFile,
  PaymentReceived,
  receiptFileOf,
  recordReceipt,
  takeReceiptFile,
} from '../contract.ts'
import { module } from '../module.ts'

const customerId = id('cus', '1')
let lone: Lone
let nth = 0

before(async () => (lone = await loneModule(module)))
after(() => lone?.drop())

const today = () => businessDateOf(lone.clock.now())
type Taken = OutputOf<typeof takeReceiptFile>

/** A loan whose account number is `D<n>`, of an application of its own. */
async function loan(applicationId = id('app', String(nth + 1))) {
  const [loanId, accountNumber] = [id('loan', String(++nth)), `D${nth}`]
  const data = { loanId, applicationId, accountNumber }
  await lone.hear({ type: 'lending.loan-disbursed', v: 1, data }, customerId)
  return { loanId, accountNumber, applicationId }
}
const take = (lines: readonly string[], heads = 'utr,loan,mandate,amount,value_date,mode') =>
  lone.ask(takeReceiptFile.name, { name: 'statement.csv', csv: [heads, ...lines].join('\n') })
const look = (fileId: Id<'rcf'>): Promise<OutputOf<typeof receiptFileOf>> =>
  lone.ask(receiptFileOf.name, { fileId }) as never
const bookAll = ({ fileId, amount }: Pick<Taken, 'fileId' | 'amount'>) =>
  lone.ask(bookReceiptFile.name, { fileId, amount })
async function received(): Promise<number> {
  await lone.settle()
  return lone.told.filter(({ type }) => type === PaymentReceived.type).length
}

describe('A file of receipts', () => {
  it('is judged row by row, and says of each what is wrong', async () => {
    const { accountNumber: open } = await loan()
    const shut = await loan()
    const closed = { loanId: shut.loanId, how: 'repaid', closedOn: date('2026-01-01') }
    await lone.hear({ type: 'lending.loan-closed', v: 1, data: closed }, customerId)
    const known = { loanId: (await loan()).loanId, amount: rupees('10'), rail: 'transfer' }
    const reference = 'KNOWN0001'
    await lone.ask(recordReceipt.name, { ...known, reference, receivedOn: today() })
    const day = today()
    const file = (await take([
      `UTR00000001,${open},,"1,500.50",${day},NEFT`,
      `UTR00000001,${open},,900,${day},NEFT`,
      `KNOWN0001,${open},,900,${day},upi`,
      `UTR00000002,D404,,900,${day},imps`,
      `UTR00000003,${shut.accountNumber},,900,${day},cash`,
      `UTR00000004,${open},,9x0,${day},cash`,
      `UTR00000005,${open},,900,${addDays(day, 1)},cash`,
      `UTR00000006,${open},,900,31-03-2026,cash`,
      `UTR00000007,${open},,900,${day},pigeon`,
      `UTR00000008,,,900,${day},cash`,
      `?,${open},,900,${day},cash`,
      `UTR00000009,${open},,900`,
      `UTR00000010,${open},,2000000,${day},cash`,
    ])) as Taken
    assert.deepEqual(
      [file.rows, file.ready, file.rejected, file.amount],
      [13, 1, 12, rupees('1500.50')],
    )
    const { rows } = await look(file.fileId)
    assert.deepEqual(
      rows.map(({ says }) => says?.replace(/[“”].*[“”]/, '…').slice(0, 44)),
      [
        undefined,
        'utr UTR00000001 is on line 2 already.',
        'utr KNOWN0001 was received before.',
        'Loan D404 is not known.',
        `Loan ${shut.accountNumber}: the loan is closed.`,
        'amount … is no amount in rupees.',
        'value_date is still to come.',
        'value_date … is no day as 2026-03-31.',
        'mode … is none of neft, rtgs, imps, upi, nach',
        'It names no loan and no mandate.',
        'utr … is no bank reference.',
        'It has 4 cells, not 6.',
        'amount is not from ₹1 to ₹10,00,000.',
      ].map((says) => says?.slice(0, 44)),
    )
  })

  it('that is none is refused whole', async () => {
    const day = today()
    assert.deepEqual(await take([]), { refused: 'no-rows' })
    assert.deepEqual(await take([`X,1`], 'utr,amount'), { refused: 'columns-missing' })
    assert.deepEqual(await take([], 'utr,"loan'), { refused: 'csv-broken' })
    const many = Array.from({ length: 10_001 }, (_, n) => `U${n}00000,D1,,10,${day},cash`)
    assert.deepEqual(await take(many), { refused: 'too-many-rows' })
  })

  it('names a loan by its mandate too, if the mandate serves one loan', async () => {
    const own = await loan()
    await lone.db.owner`
      insert into payments.mandate (id, customer_id, application_id, account_id, status, umrn,
                                    amount_max, ends_on, created_at)
      values ('man_1', ${customerId}, ${own.applicationId}, 'acc_1', 'registered',
              'HDFC7021601250012345', 100000, '2030-01-01', now())`
    const line = (utr: string) => `${utr},,HDFC7021601250012345,900,${today()},nach`
    const one = (await take([line('MAN00000001')])) as Taken
    assert.equal((await look(one.fileId)).rows[0]?.loanId, own.loanId)
    await loan(own.applicationId)
    const two = (await take([line('MAN00000002')])) as Taken
    assert.match((await look(two.fileId)).rows[0]?.says ?? '', /serves 2 loans/)
  })

  it('is received once, however often it is sent, asked for, or broken off', async () => {
    const { accountNumber: of } = await loan()
    const lines = [1, 2, 3].map((n) => `ONCE000000${n},${of},,${n}00,${today()},rtgs`)
    const first = (await take(lines)) as Taken
    assert.deepEqual(await take(lines), first)
    const before = await received()
    assert.deepEqual(await bookAll({ ...first, amount: rupees('599') }), { refused: 'sum-differs' })
    const broken = lone.inside(async (tx) => {
      const door = module.commands!.find((each) => each.call.name === bookReceiptFile.name)!
      if ('shell' in door) await door.shell(first as never, tx)
      throw new Error('killed')
    })
    await assert.rejects(broken, /killed/)
    assert.equal(await received(), before)
    const both = await Promise.allSettled([bookAll(first), bookAll(first)])
    const done = both.filter(
      (each) => each.status === 'fulfilled' && 'booked' in (each.value as object),
    )
    assert.equal(done.length, 1)
    assert.deepEqual(await bookAll(first), { refused: 'file-booked' })
    assert.equal(await received(), before + 3)
    assert.equal(((await take(lines)) as Taken).status, 'booked')
  })

  it('refuses by itself a row that came by another way meanwhile', async () => {
    const { loanId, accountNumber: of } = await loan()
    const lines = [1, 2].map((n) => `RACE000000${n},${of},,100,${today()},cheque`)
    const file = (await take(lines)) as Taken
    const other = { loanId, amount: rupees('100'), rail: 'transfer', reference: 'RACE0000001' }
    await lone.ask(recordReceipt.name, { ...other, receivedOn: today() })
    assert.deepEqual(await bookAll(file), { booked: 1, rejected: 1 })
    const { rows, file: kept } = await look(file.fileId)
    assert.deepEqual(
      rows.map(({ status }) => status),
      ['refused', 'booked'],
    )
    assert.equal(kept?.amount, rupees('100'))
  })
})
