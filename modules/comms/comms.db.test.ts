import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Event } from '#kernel/contract'
import { date, later } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { OtpIssued } from '#modules/identity'
import {
  ArrearsReplanned,
  ChangeReversed,
  ChargeLevied,
  ContractEnded,
  InstalmentNear,
  InterestPaused,
  LoanChargedOff,
  LoanClosed,
  LoanDisbursed,
  LoanDrawn,
  LoanReopened,
  LoanRescheduled,
  RateChanged,
} from '#modules/lending'
import { PaymentReceived, PresentmentReturned } from '#modules/payments'
import type { HttpAnswer, HttpRequest } from '#platform/http'
import { TryLater } from '#platform/queue'
import { loneModule, type Lone } from '#test/lone-module'
import { module } from './module.ts'

type Sms = { to: string; text: string; templateId: string; key: string; header: string }
type Row = { status: string; reason: string | null; language: string; segments: number | null }

/** The carrier as this test has it: what it was given, and what it says to that. */
const carrier = { given: [] as Sms[], says: 202 as number | 'nothing' }
const person = { language: 'en', phone: '9876543210' as string | undefined, marketing: false }

async function http(_: string, { json }: HttpRequest): Promise<HttpAnswer> {
  if (carrier.says === 'nothing') throw new TryLater('the carrier is silent')
  carrier.given.push(json as Sms)
  return { status: carrier.says, json: {}, text: '{}' }
}

let lone: Lone
before(async () => {
  lone = await loneModule(module, {
    http,
    answers: {
      'identity.contact-of': () => ({
        language: person.language,
        ...(person.phone && { phone: person.phone }),
      }),
      'identity.open-code': ({ codeSealed }: { codeSealed: string }) => ({
        code: codeSealed === 'sealed' ? '482913' : '000000',
      }),
      'identity.consent-live': () => ({ live: person.marketing }),
    },
  })
})
after(() => lone.drop())
afterEach(() => {
  Object.assign(carrier, { given: [], says: 202 })
  Object.assign(person, { language: 'en', phone: '9876543210', marketing: false })
})

const cus = id('cus', '1')
const loanId = id('loan', '1')
const issued = OtpIssued({
  otpId: id('otp', '1'),
  codeSealed: 'sealed',
  expiresAt: '2026-01-01T03:40:00.000Z' as never,
})

async function textAfter(event: Event): Promise<string | undefined> {
  await lone.hear(event, cus)
  await lone.settle()
  return carrier.given.at(-1)?.text
}
async function rowOf(messageId: string): Promise<Row> {
  const [row] = await lone.db.owner<Row[]>`
    select status, reason, language, segments from comms.message where id = ${messageId}`
  return row!
}
const ask = async (template: string, values: object = {}) => {
  const input = { customerId: cus, template, values }
  const { messageId } = (await lone.ask('comms.send-message', input)) as { messageId: string }
  return messageId
}

describe('A one-time password', () => {
  it('goes to the phone in the registered words, and rests in no row and no event', async () => {
    const text = await textAfter(issued)
    assert.match(text ?? '', /^482913 is your OTP .* -DHARAF$/)
    const [sms] = carrier.given
    assert.deepEqual([sms?.to, sms?.header, sms?.templateId.length], ['9876543210', 'DHARAF', 19])
    const rows = await lone.db.owner`select * from comms.message`
    assert.ok(!JSON.stringify([rows, lone.told]).includes('482913'))
    assert.ok(!JSON.stringify([rows, lone.told]).includes('9876543210'))
    assert.deepEqual(await rowOf(sms!.key), {
      status: 'sent',
      reason: null,
      language: 'en',
      segments: 1,
    })
  })
  it('is in the person’s language, which costs more SMS in Hindi', async () => {
    person.language = 'hi'
    assert.match((await textAfter(issued)) ?? '', /^482913 धारा में/)
    const { language, segments } = await rowOf(carrier.given[0]!.key)
    assert.deepEqual([language, segments], ['hi', 2])
  })
  it('is in English where the lender has registered no text in their language', async () => {
    await lone.db.owner`delete from comms.template where name = 'otp' and language = 'ta'`
    person.language = 'ta'
    assert.match((await textAfter(issued)) ?? '', /is your OTP/)
    assert.equal((await rowOf(carrier.given[0]!.key)).language, 'en')
  })
})

describe('A borrower is told', () => {
  it('that the money has come', async () => {
    const disbursed = LoanDisbursed({
      ...{ loanId, applicationId: id('app', '1'), accountNumber: '01-26-0000017-5' },
      ...{ principal: rupees('100000'), netDisbursed: rupees('97640'), tenorMonths: 12 },
      ...{ creditedOn: date('2026-01-01'), firstDueOn: date('2026-02-05') },
      ...{ instalment: rupees('9168'), coolingOffUntil: date('2026-01-04') },
    })
    const text = await textAfter(disbursed)
    assert.match(text ?? '', /Rs 97,640 of your Dhara loan XX0175 .* on 01-Jan-2026/)
  })
  it('that a draw has come, or that the shop was paid', async () => {
    const drawn = {
      ...{ loanId, applicationId: id('app', '2'), accountNumber: '01-26-0000018-3' },
      ...{ product: 'flexi', principal: rupees('12000'), paidOut: rupees('11564') },
      ...{ creditedOn: date('2026-01-01'), kfsDocumentId: id('doc', '1') },
      ...{ instalment: rupees('2107'), coolingOffUntil: date('2026-01-04') },
      firstDueOn: date('2026-02-01'),
    }
    const arrived = /Rs 11,564 of your Dhara loan XX0183 reached your bank/
    assert.match((await textAfter(LoanDrawn(drawn))) ?? '', arrived)
    const bought = LoanDrawn({ ...drawn, merchantId: id('mer', '1') })
    assert.match((await textAfter(bought)) ?? '', /Rs 12,000 was paid to the shop .* till 04-Jan/)
    person.language = 'hi'
    assert.match((await textAfter(bought)) ?? '', /12,000 .* XX0183 से दुकान/)
  })
  const amount = rupees('9168.50')
  const presented = { presentmentId: id('pre', '1'), loanId, number: 1, attempt: 1, amount }
  const returned = { ...presented, returnCode: '04', returnedOn: date('2026-02-05') }
  const received = {
    receiptId: id('rcp', '1'),
    loanId,
    amount,
    rail: 'upi',
    reference: 'r',
  } as const
  const changed = { loanId, on: date('2026-06-01'), reason: 'illness' }
  const planned = { instalments: 18, instalment: amount, lastDueOn: date('2027-12-05') }
  const rated = { ...changed, ...planned, rate: rate('15.5') }
  const aged = { ...changed, ...planned, how: 're-aged' } as const
  const till = date('2026-07-31')
  const table: [string, Event, RegExp][] = [
    [
      'that an instalment is near',
      InstalmentNear({ loanId, number: 1, amount, dueOn: date('2026-02-05') }),
      /EMI of Rs 9,168.50 is due on 05-Feb-2026/,
    ],
    [
      'that the bank returned it',
      PresentmentReturned({ ...returned, returnClass: 'FUNDS' }),
      /returned the debit of Rs 9,168.50 .* on 05-Feb-2026/,
    ],
    [
      'that money was received',
      PaymentReceived({ ...received, receivedOn: date('2026-02-06') }),
      /received Rs 9,168.50 .* on 06-Feb-2026/,
    ],
    [
      'that the loan is over',
      LoanClosed({ loanId, how: 'repaid', closedOn: date('2027-01-05') }),
      /closed on 05-Jan-2027.*certificate follows/,
    ],
    [
      'that it is open again',
      LoanReopened({ loanId, on: date('2027-02-05'), closedOn: date('2027-01-05'), due: amount }),
      /open again since 05-Feb-2027, and Rs 9,168.50 is due/,
    ],
    ['that arrears are moved', ArrearsReplanned(aged), /18 EMIs of about .* last on 05-Dec-2027/],
    ['that its rate is another', RateChanged(rated), /15.5 percent a year since 01-Jun-2026/],
    ['that it was planned anew', LoanRescheduled({ ...changed, ...planned }), /anew: 18 EMIs of/],
    ['that no interest runs', InterestPaused({ ...changed, till }), /01-Jun-2026 till 31-Jul-2026/],
    ['that its contract ended', ContractEnded({ ...changed, due: amount }), /Jun-2026: all of it/],
    [
      'that it was charged off, and is owed all the same',
      LoanChargedOff({ ...changed, outstanding: amount, interest: 'none' }),
      /charged off on 01-Jun-2026 .* Rs 9,168.50 is still owed/,
    ],
    [
      'that a change was taken back',
      ChangeReversed({
        ...{ ...changed, ...planned, due: amount, change: 'charge-off' },
        ...{ madeOn: date('2026-05-01') },
      }),
      /of 01-May-2026 was taken back on 01-Jun-2026/,
    ],
    [
      'that the loan was cancelled',
      LoanClosed({ loanId, how: 'cooled-off', closedOn: date('2026-01-02') }),
      /cancelled on 02-Jan-2026/,
    ],
  ]
  for (const [what, event, words] of table)
    it(what, async () => assert.match((await textAfter(event)) ?? '', words))

  const levied = {
    ...{ loanId, chargeId: id('chg', '1'), amount: rupees('500'), gst: rupees('90') },
    on: date('2026-02-05'),
  }
  it('of each charge: which, how much with GST, when and why (SPEC §3.1)', async () => {
    const bounce = await textAfter(ChargeLevied({ ...levied, kind: 'bounce' }))
    assert.match(bounce ?? '', /^Bounce charge of Rs 590 incl\. GST .* on 05-Feb-2026/)
    assert.match(bounce ?? '', /: your bank returned the EMI debit\. -DHARAF$/)
    const cheque = await textAfter(ChargeLevied({ ...levied, kind: 'bounce', of: 'cheque' }))
    assert.match(cheque ?? '', /^Bounce charge .*: your bank returned your cheque\./)
    const penal = await textAfter(ChargeLevied({ ...levied, kind: 'penal' }))
    assert.match(penal ?? '', /^Penal charge .*: an EMI was not paid by its due date\./)
    assert.equal((await rowOf(carrier.given[0]!.key)).segments, 1)
    person.language = 'bn'
    const bengali = await textAfter(ChargeLevied({ ...levied, kind: 'bounce' }))
    assert.match(
      bengali ?? '',
      /^[^a-z]*05\/02\/2026 [^a-z]*₹590 \(GST [^a-z]*EMI [^a-z]* -DHARAF$/,
    )
  })

  it('nothing by a machine after a death or a court order', async () => {
    await textAfter(PresentmentReturned({ ...returned, returnCode: '60', returnClass: 'LEGAL' }))
    assert.deepEqual(carrier.given, [])
  })
})

describe('A message that was asked for', () => {
  it('is kept with the reason when it can’t be sent', async () => {
    const unknown = await ask('no-such-text')
    const unfilled = await ask('instalment-near', { amount: 'much' })
    await lone.settle()
    assert.deepEqual(carrier.given, [])
    assert.equal((await rowOf(unknown)).reason, 'unknown-template')
    assert.equal((await rowOf(unfilled)).reason, 'template-not-filled')
    assert.equal(lone.last<{ messageId: string }>('comms.message-failed')?.messageId, unfilled)
  })
  it('fails when the carrier refuses it, when it is silent, when there is no phone', async () => {
    const reasons: (string | null)[] = []
    for (const [says, phone] of [
      [400, '9876543210'],
      ['nothing', '9876543210'],
      [202, undefined],
    ] as const) {
      Object.assign(carrier, { says })
      Object.assign(person, { phone })
      const messageId = await ask('rejected')
      await lone.settle()
      const { status, reason } = await rowOf(messageId)
      assert.equal(status, 'failed')
      reasons.push(reason)
    }
    assert.deepEqual(reasons, ['refused-by-carrier', 'carrier-silent', 'no-phone'])
  })
})

describe('Promotion', () => {
  it('is not sent without consent', async () => {
    const messageId = await ask('new-offer', { amount: rupees('50000') })
    await lone.settle()
    assert.equal(carrier.given.length, 0)
    assert.equal((await rowOf(messageId)).reason, 'no-consent')
  })
  it('waits from nine to ten in the morning, and then goes out', async () => {
    person.marketing = true
    const messageId = await ask('new-offer', { amount: rupees('50000') })
    await lone.settle()
    assert.equal(carrier.given.length, 0)
    const [timer] = await lone.db.owner<{ due: string }[]>`
      select due from platform.timer where name = ${`promotion:${messageId}`}`
    assert.equal(timer?.due, later(lone.clock.now(), 3_600_000))
    await lone.nextTimer('promotion:')
    await lone.settle()
    assert.match(carrier.given[0]?.text ?? '', /up to Rs 50,000/)
    assert.equal((await rowOf(messageId)).status, 'sent')
  })
  it('does not go out when the consent went while it waited', async () => {
    person.marketing = true
    const messageId = await ask('new-offer', { amount: rupees('50000') })
    await lone.settle()
    person.marketing = false
    await lone.nextTimer('promotion:')
    await lone.settle()
    assert.equal(carrier.given.length, 0)
    assert.equal((await rowOf(messageId)).reason, 'no-consent')
  })
})
