import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { OutputOf } from '#kernel/contract'
import { businessDateOf } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees, type Money } from '#kernel/money'
import { loneModule, type Lone } from '#test/lone-module'
import {
  loansNamed,
  matchReceipts,
  PaymentReceived,
  recordUnmatched,
  reverseReceipt,
  suspense,
} from '../contract.ts'
import { module } from '../module.ts'

let lone: Lone
let nth = 0
let found: Id<'cus'>[] = []
const asked: object[] = []

before(async () => {
  const findPerson = (key: object) => {
    asked.push(key)
    return { customerIds: found }
  }
  lone = await loneModule(module, { answers: { 'identity.find-person': findPerson } })
})
after(() => lone?.drop())

const today = () => businessDateOf(lone.clock.now())
/** Of a borrower of its own, with a number, an instalment. */
async function loan(instalment: Money = rupees(String(4000 + ++nth))) {
  const name = String(++nth)
  const [loanId, customerId] = [id('loan', name), id('cus', name)]
  const accountNumber = `01-26-${name.padStart(7, '0')}-1`
  const data = { loanId, applicationId: id('app', name), accountNumber, instalment }
  await lone.hear({ type: 'lending.loan-disbursed', v: 1, data }, customerId)
  return { loanId, customerId, accountNumber, instalment }
}
type Owned = Awaited<ReturnType<typeof loan>>
async function waits(amount: Money, reference = `UTR${++nth}X`, more: object = {}) {
  const money = { amount, rail: 'transfer', reference, receivedOn: today(), ...more }
  const { unmatchedId } = (await lone.ask(recordUnmatched.name, money)) as { unmatchedId: string }
  return unmatchedId as Id<'umr'>
}
const close = ({ loanId, customerId }: Owned) =>
  lone.hear(
    { type: 'lending.loan-closed', v: 1, data: { loanId, how: 'repaid', closedOn: today() } },
    customerId,
  )
async function offered(unmatchedId: string) {
  const told = (await lone.ask(suspense.name, {})) as OutputOf<typeof suspense>
  return told.waiting.find((one) => one.unmatchedId === unmatchedId)?.loans ?? []
}
const match = (matches: readonly (readonly [Id<'umr'>, Id<'loan'>])[], amount: Money) =>
  lone.ask(matchReceipts.name, {
    matches: matches.map(([unmatchedId, loanId]) => ({ unmatchedId, loanId })),
    amount,
  }) as Promise<OutputOf<typeof matchReceipts>>
async function received(): Promise<number> {
  await lone.settle()
  return lone.told.filter(({ type }) => type === PaymentReceived.type).length
}

describe('Money without a loan', () => {
  it('is offered the loan its reference names, surely; never one that is closed', async () => {
    const [own, shut] = [await loan(), await loan()]
    await close(shut)
    const digits = own.accountNumber.replaceAll('-', '')
    const [first] = await offered(await waits(rupees('777'), `NEFT ${digits}`))
    assert.deepEqual([first?.loanId, first?.reasons, first?.sure], [own.loanId, ['account'], true])
    assert.deepEqual(await offered(await waits(rupees('777'), `PAY ${shut.accountNumber}`)), [])
  })
  it('is offered the loans whose instalment it is, but none of too many', async () => {
    const own = await loan()
    const [one] = await offered(await waits(own.instalment))
    assert.deepEqual([one?.loanId, one?.sure], [own.loanId, false])
    for (let n = 0; n < 3; n++) await loan(own.instalment)
    assert.deepEqual(await offered(await waits(own.instalment)), [])
  })
  it('is surely of its payer’s loan that asks for the amount; who paid is not kept', async () => {
    const own = await loan()
    found = [own.customerId]
    const payer = { payerName: 'Meera Quill', payerPhone: '9876501234' }
    const unmatchedId = await waits(own.instalment, undefined, payer)
    found = []
    assert.deepEqual(asked.at(-1), { phone: payer.payerPhone })
    const [one] = await offered(unmatchedId)
    assert.deepEqual([one?.reasons, one?.sure], [['payer', 'instalment'], true])
    const [row] = await lone.db.owner<{ all: string }[]>`
      select to_jsonb(u)::text as all from payments.unmatched_receipt u where id = ${unmatchedId}`
    assert.doesNotMatch(row!.all, /Meera|98765/)
  })
  it('taken back from the wrong loan is not offered to it again', async () => {
    const own = await loan()
    const unmatchedId = await waits(own.instalment)
    await match([[unmatchedId, own.loanId]], own.instalment)
    await lone.settle()
    const { receiptId } = lone.last<{ receiptId: string }>(PaymentReceived.type)!
    await lone.ask(reverseReceipt.name, { receiptId, reason: 'wrong-loan' })
    await lone.settle()
    const again = lone.last<{ unmatchedId: string }>('payments.receipt-unmatched')!
    assert.deepEqual(await offered(again.unmatchedId), [])
  })
  it('is found a loan for by its number, or by whom it is of', async () => {
    const own = await loan()
    const named = (input: object) =>
      lone.ask(loansNamed.name, input) as Promise<OutputOf<typeof loansNamed>>
    const { loans } = await named({ text: own.accountNumber.replaceAll('-', '') })
    assert.deepEqual(loans[0]?.loanId, own.loanId)
    found = [own.customerId]
    assert.equal((await named({ name: 'Meera Quill' })).loans[0]?.loanId, own.loanId)
    found = []
  })
})

describe('Many matched at once', () => {
  it('are received each once; one that cannot be is told, and goes on waiting', async () => {
    const [own, shut] = [await loan(), await loan()]
    const [a, b, c] = [
      await waits(rupees('10')),
      await waits(rupees('20')),
      await waits(rupees('30')),
    ]
    await close(shut)
    const before = await received()
    const three = [
      [a, own.loanId],
      [b, own.loanId],
      [c, shut.loanId],
    ] as const
    assert.deepEqual(await match(three, rupees('50')), { refused: 'sum-differs' })
    const said = await match(three, rupees('60'))
    assert.equal(said.matched, 2)
    assert.deepEqual(
      said.refused.map(({ unmatchedId, says }) => [unmatchedId, says]),
      [[c, 'The loan was closed meanwhile.']],
    )
    assert.equal(await received(), before + 2)
    const again = await match(three, rupees('60'))
    assert.deepEqual([again.matched, again.refused.length], [0, 3])
    assert.equal(await received(), before + 2)
  })
  it('asked for by two at once are received once', async () => {
    const own = await loan()
    const a = await waits(rupees('40'))
    const before = await received()
    await Promise.allSettled([1, 2].map(() => match([[a, own.loanId]], rupees('40'))))
    assert.equal(await received(), before + 1)
  })
})
