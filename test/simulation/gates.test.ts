import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact } from '#kernel/contract'
import { payoutGates } from './gates.ts'

const about = { applicationId: 'app_1' }
const walk: readonly [type: string, data: object][] = [
  ['identity.consent-given', { purpose: 'bureau-pull' }],
  ['documents.kfs-issued', { ...about, termsHash: 'a', validTill: '2026-01-09T18:30:00.000Z' }],
  ['lending.kfs-accepted', { ...about, termsHash: 'a' }],
  ['documents.agreement-signed', { ...about, termsHash: 'a' }],
  ['payments.mandate-registered', { ...about, accountId: 'acc_1' }],
  ['kyc.account-verified', { ...about, accountId: 'acc_1' }],
  ['kyc.sanctions-cleared', { ...about, screenedOn: '2026-01-05' }],
  ['lending.payout-asked', about],
  ['payments.payout-sent', about],
]

function brokenBy(facts: readonly (readonly [string, object])[]): string[] {
  const gates = payoutGates()
  facts.forEach(([type, data], i) => {
    const when = { at: '2026-01-05T05:00:00.000Z', businessDate: '2026-01-05' }
    gates.see({ id: `evt_${i}`, type, key: 'cus_1', data, ...when } as unknown as Fact)
  })
  return gates.broken().map((sentence) => sentence.split(': ').at(-1) as string)
}

const without = (type: string) => walk.filter(([one]) => one !== type)
const instead = (type: string, data: object) =>
  walk.map(([one, was]) => [one, one === type ? { ...was, ...data } : was] as const)

test('a payout behind all its gates is no news', () => {
  assert.deepEqual(brokenBy(walk), [])
})

test('a draw has no agreement of its own, and may lean on the mandate of another', () => {
  const draw = without('documents.agreement-signed').map(([type, data]) =>
    type === 'payments.mandate-registered'
      ? ([type, { applicationId: 'app_0', mandateId: 'man_1', accountId: 'acc_1' }] as const)
      : ([type, data] as const),
  )
  const asked = ['lending.draw-asked', about] as const
  assert.deepEqual(brokenBy([asked, ...draw]), [])
  const ended = ['payments.mandate-cancelled', { mandateId: 'man_1' }] as const
  const [money, ...before] = [...draw].reverse()
  const late = [asked, ...before.slice(1).reverse(), ended, ...draw.slice(-2, -1), money!]
  assert.ok(brokenBy(late).includes('no mandate is registered'))
})

const missing: readonly [fact: string, says: string][] = [
  ['identity.consent-given', 'no consent is live'],
  ['lending.kfs-accepted', 'the KFS was not accepted'],
  ['documents.agreement-signed', 'the agreement is of other terms'],
  ['payments.mandate-registered', 'no mandate is registered'],
  ['kyc.account-verified', 'the account is not verified'],
  ['kyc.sanctions-cleared', 'sanctions were not screened that day'],
  ['lending.payout-asked', 'paid out though nobody asked for it'],
]
for (const [fact, says] of missing) {
  test(`without ${fact} it is told: ${says}`, () => {
    assert.ok(brokenBy(without(fact)).includes(says))
  })
}

test('what was done, but wrongly or too early, counts as not done', () => {
  const other = { termsHash: 'b' }
  const cases: readonly (readonly [readonly (readonly [string, object])[], string])[] = [
    [instead('documents.agreement-signed', other), 'the agreement is of other terms'],
    [instead('kyc.account-verified', { accountId: 'acc_2' }), 'the mandate is on another account'],
    [
      instead('kyc.sanctions-cleared', { screenedOn: '2026-01-04' }),
      'sanctions were not screened that day',
    ],
    [
      instead('documents.kfs-issued', { validTill: '2026-01-04T18:30:00.000Z' }),
      'the KFS had lapsed',
    ],
    [
      [['fraud.signal-raised', { signalId: 'sig_1', weight: 'stop' }], ...walk],
      'a fraud stop stands',
    ],
    [[...walk, ['payments.payout-sent', about]], 'paid out twice'],
  ]
  for (const [facts, says] of cases) assert.deepEqual(brokenBy(facts), [says])
})
