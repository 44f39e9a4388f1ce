import assert from 'node:assert/strict'
import { test } from 'node:test'
import { date } from '#kernel/dates'
import { isRefused } from '#kernel/decider'
import { rupees } from '#kernel/money'
import { HOUSE_PLANNING } from './planning.ts'
import { mayPublish, type Version } from './product.ts'

const today = date('2026-06-10')
const version: Version = {
  ...{ code: 'festival', name: 'Festival loan', kind: 'personal-loan' },
  effectiveFrom: date('2026-07-01'),
  ...{ amountMin: rupees('1000'), amountMax: rupees('50000') },
  ...{ tenorMonthsMin: 3, tenorMonthsMax: 12, coolingOffDays: 3 },
  ...{ bounceCharge: rupees('500'), bounceGstPercent: '18', penalPercent: '24' },
  ...{ penalGraceDays: 3, foreclosurePercent: '0', floating: false, stampDuty: rupees('200') },
  ...{ processingFeePercent: '2', gstPercent: '18', subventionPercent: '0', purchaseRate: '0' },
  ...{ limitRestores: false, limitMonths: 0, ...HOUSE_PLANNING },
}
const limit = { ...version, kind: 'drawdown', limitMonths: 12 } as const
const latest = { kind: 'personal-loan', effectiveFrom: date('2026-03-01') } as const

const cases: readonly [string, Version, string | undefined][] = [
  ['a version from a day to come', version, undefined],
  ['one from today on', { ...version, effectiveFrom: today }, 'not-ahead'],
  ['a limit under the code of a loan', limit, 'kind-fixed'],
  ['a least above its most', { ...version, amountMin: rupees('60000') }, 'bounds-crossed'],
  ['months of a limit that is none', { ...version, limitMonths: 12 }, 'kind-unfit'],
  [
    'flat interest spread',
    { ...version, interestMethod: 'flat', residue: 'spread' },
    'flat-spreads-nothing',
  ],
  [
    'multiples of a paisa',
    { ...version, instalmentRounding: 'paisa', instalmentMultiple: rupees('5') },
    'paisa-has-no-multiple',
  ],
  ['a merchant’s share in a plain loan', { ...version, subventionPercent: '3' }, 'kind-unfit'],
  ['a buyer’s rate in a plain loan', { ...version, purchaseRate: '12' }, 'kind-unfit'],
]
for (const [what, asked, expected] of cases) {
  test(`${what}: ${expected ?? 'published'}`, () => {
    assert.equal(mayPublish(asked, latest, today)?.refused, expected)
  })
}

test('a limit that restores is revolving credit: only with a name under its sign-off', () => {
  const restores = { ...limit, limitRestores: true }
  assert.equal(mayPublish(restores, undefined, today)?.refused, 'kind-unfit')
  assert.equal(mayPublish({ ...restores, signedOffBy: 'R. Iyer' }, undefined, today), undefined)
})

test('a purchase keeps nothing of its price, for a fee or for interest', () => {
  const free = { ...version, processingFeePercent: '0', stampDuty: rupees('0') }
  const purchase: Version = { ...free, kind: 'pay-later' }
  assert.equal(mayPublish(purchase, undefined, today), undefined)
  const keeps = { ...purchase, brokenPeriod: 'at-disbursal' } as const
  assert.equal(mayPublish(keeps, undefined, today)?.refused, 'kind-unfit')
})

test('a version never goes before one that is published already', () => {
  const later = { ...latest, effectiveFrom: date('2026-08-01') }
  const refused = mayPublish(version, later, today)
  assert.ok(refused && isRefused(refused) && refused.refused === 'not-after-the-last')
})
