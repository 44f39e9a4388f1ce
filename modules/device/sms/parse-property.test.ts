/** What holds of every text whatever, and of every alert however it is typed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decimal, money } from '#kernel/money'
import { isOtp } from './otp.ts'
import { parseSms } from './parse.ts'
import { BODY_LENGTH_MAX, type ParsedSms } from './parsed-sms.ts'
import { maskedTemplate } from './template.ts'

const words = [
  ...'debited credited Rs.500 INR will be not if A/c XX1234 on 12-06-26'.split(' '),
  ...'UPI Ref 623311223344 to'.split(' '),
  ...'AMAZON OTP is 123456 Avl Bal Rs.1,200.50 EMI due returned bounced mandate'.split(' '),
  ...'. ; \n ( ) @ / - * ₹'.split(' '),
]
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((said) => said.join(' ')),
  fc
    .constantFrom('x', '1', ' ', 'a.', 'Rs', '12-', '@a', 'to ', 'XX1 ')
    .map((it) => it.repeat(900)),
)
const sender = fc.constantFrom('', 'AX-HDFCBK-S', '+919800000000', 'VM-DREAML-P', 'JD-SBIOTP-T')

const spansOf = (read: ParsedSms) =>
  Object.entries(read).flatMap(([name, part]) =>
    typeof part === 'object' && part !== null && 'from' in part ? [{ name, ...part }] : [],
  )

test('any text is read, and every span quotes it', () => {
  const check = (from: string, body: string) => {
    const read = parseSms({ sender: from, body })
    for (const span of spansOf(read)) {
      assert.ok(
        span.from >= 0 && span.from <= span.to && span.to <= Math.min(body.length, BODY_LENGTH_MAX),
      )
      assert.ok(span.confidence >= 0 && span.confidence <= 1, `${span.name} ${span.confidence}`)
    }
    assert.equal(read.isTransaction, read.kind === 'debit' || read.kind === 'credit')
    if (read.isTransaction) assert.ok(read.amount && read.amount.value > 0)
    maskedTemplate(body)
  }
  fc.assert(fc.property(sender, text, check), { numRuns: 1500 })
})

test('figures beyond all money are no amounts', () => {
  for (const body of [
    'Rs.999999999999 crore debited from A/c XX1234',
    `Rs.${'9'.repeat(400)} debited from A/c XX1234`,
    `paid ten ${'hundred '.repeat(8)}to ravi`,
  ]) {
    assert.equal(parseSms({ sender: '', body }).amount, undefined, body)
  }
})

test('no text takes long, however it repeats', () => {
  const before = process.cpuUsage()
  for (const piece of [
    ...words,
    'to a',
    'towards ',
    'at A',
    'ref 1a',
    'XX1-',
    '1,',
    '1.',
    'UPI/1',
  ]) {
    parseSms({ sender: '', body: piece.repeat(2000) })
    parseSms({ sender: '', body: `Rs.5 debited ${piece.repeat(600)} to` })
  }
  assert.ok(process.cpuUsage(before).user < 8_000_000)
})

const amount = fc.integer({ min: 1, max: 5_000_000_00 }).map((paise) => money(paise))
const alerts = [
  (rupees: string) =>
    `Rs.${rupees} debited from A/c XX4821 on 12-06-26 to BIG BASKET. Avl Bal Rs.10.00`,
  (rupees: string) =>
    `Your A/c XX4821 is credited by INR ${rupees} on 12-06-26 by NEFT from ORBIT LTD`,
  (rupees: string) => `INR ${rupees} spent on Card XX4821 at CROMA on 12-06-26. Avl Lmt: INR 99.00`,
]

test('the amount is the one the text names, and its span is where it stands', () => {
  fc.assert(
    fc.property(amount, fc.constantFrom(...alerts), (paise, alert) => {
      const body = alert(decimal(paise))
      const read = parseSms({ sender: 'VM-YESBNK-S', body }).amount
      assert.equal(read?.value, paise)
      assert.ok(body.slice(read.from, read.to).endsWith(decimal(paise)))
    }),
    { numRuns: 200 },
  )
})

test('neither case nor spacing changes what kind of message it is', () => {
  const perturbed = fc.constantFrom(
    (body: string) => body.toUpperCase(),
    (body: string) => body.toLowerCase(),
    (body: string) => body.replaceAll(' ', '  '),
    (body: string) => `  ${body}\n`,
  )
  fc.assert(
    fc.property(amount, fc.constantFrom(...alerts), perturbed, (paise, alert, change) => {
      const body = alert(decimal(paise))
      const [plain, other] = [body, change(body)].map((it) =>
        parseSms({ sender: 'VM-YESBNK-S', body: it }),
      )
      assert.equal(other?.kind, plain?.kind)
      assert.equal(other?.amount?.value, plain?.amount?.value)
    }),
    { numRuns: 200 },
  )
})

const future = [
  'will be debited',
  'would be debited',
  'could not be debited',
  'was not debited',
  'may be debited',
]

test('what is still to move, or did not, has not moved', () => {
  for (const said of future) {
    const body = `Rs.500.00 ${said} from A/c XX4821 on 12-06-26 for UPI to BIG BASKET.`
    assert.equal(parseSms({ sender: 'VM-YESBNK-S', body }).isTransaction, false, body)
  }
})

test('a one-time password is never a transaction', () => {
  const code = fc.integer({ min: 1000, max: 99_999_999 })
  const told = fc.constantFrom(
    (otp: number) => `${otp} is your OTP to debit Rs 500 from A/c XX1234`,
    (otp: number) => `OTP for Rs.500 debited at AMAZON is ${otp}. Do not share`,
    (otp: number) => `Use ${otp} as your verification code`,
    (otp: number) => `Your one time password is: ${otp}`,
  )
  fc.assert(
    fc.property(code, told, (otp, tell) => {
      const body = tell(otp)
      assert.ok(isOtp('VM-HDFCBK-S', body), body)
      assert.equal(parseSms({ sender: 'VM-HDFCBK-S', body }).kind, 'otp')
    }),
  )
})

test('an alert that warns about one-time passwords is still an alert', () => {
  const body =
    'Rs.500 debited from A/c XX1234 on 12-06-26 to RAVI. Never share OTP or PIN. Call 18001234'
  assert.equal(isOtp('VM-HDFCBK-S', body), false)
  assert.equal(parseSms({ sender: 'VM-HDFCBK-S', body }).kind, 'debit')
})
