import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { scoreSms, type SmsCase } from './sms.ts'

const shared = process.env['DHARA_SHARED'] ?? new URL('../../../shared', import.meta.url).pathname
const file = `${shared}/data/sms/dev.json`
const required = (process.env['DHARA_REQUIRE'] ?? '').split(',').includes('shared')
const skip = !existsSync(file) && !required && `no test cases at ${file}`

test('the shared messages are read as issue 3 asks', { skip }, () => {
  const { tiers } = scoreSms(JSON.parse(readFileSync(file, 'utf8')) as SmsCase[])
  for (const [tier, score] of Object.entries(tiers)) {
    const counted = JSON.stringify(score.wronglyCounted)
    assert.equal(counted, '{"bounce":0,"otp":0,"promo":0,"request":0}', tier)
    assert.ok((score.f1 ?? 0) >= 98, `${tier} F1 ${score.f1}`)
  }
  for (const [name, accuracy] of Object.entries(tiers['gold']?.fields ?? {})) {
    assert.ok(accuracy >= 88, `gold ${name} ${accuracy}`)
  }
})

const body = 'Rs.500.00 debited from A/c XX4821 on 12-06-26 to RAVI. Ref 623311223344 -YES BANK'
const offer = 'Get Rs 500 cashback credited to your wallet! Apply now https://x.example/y'
const said = { is_transaction: true, kind: 'debit', amount_paise: 50_000 }
const message = (expected: SmsCase['expected'], more: Partial<SmsCase> = {}): SmsCase => ({
  id: 'one',
  tier: 'gold',
  sender: 'VM-YESBNK-S',
  body,
  expected,
  ...more,
})

test('a field that is not named is not asserted', () => {
  assert.deepEqual(scoreSms([message(said)]).fields, { amount: 100, direction: 100 })
})

test('a wrong field lowers its accuracy and the share of messages wholly right', () => {
  const wrong = message({ ...said, account_last4: '9999' })
  const score = scoreSms([message({ ...said, account_last4: '4821' }), wrong])
  assert.deepEqual([score.fields['account_last4'], score.allFields, score.f1], [50, 50, 100])
})

test('the weak tier asserts amount and direction only', () => {
  const weak = message({ ...said, counterparty: 'SOMEBODY ELSE' }, { tier: 'weak' })
  assert.deepEqual(Object.keys(scoreSms([weak]).fields), ['amount', 'direction'])
})

test('an ambiguous message counts in no detection, though its fields do', () => {
  const score = scoreSms([message({ ...said, is_transaction: false }, { ambiguous: true })])
  assert.deepEqual([score.precision, score.recall, score.f1], [null, null, null])
  assert.equal(score.fields['amount'], 100)
})

test('a promotion counted as money moved is counted against the parser', () => {
  const fooled = message({ is_transaction: false, kind: 'promo' })
  const seen = message({ is_transaction: false, kind: 'promo' }, { body: offer })
  const score = scoreSms([fooled, seen])
  assert.equal(score.wronglyCounted.promo, 1)
  assert.equal(score.precision, 0)
})
