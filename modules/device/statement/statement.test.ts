import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import { atTime, date, instant } from '#kernel/dates'
import { rupees } from '#kernel/money'
import { materialFor, openData, signedWords } from '../engines/key-exchange.ts'
import type { Entry } from '../feature/entry.ts'
import { partyKindOf } from '../feature/party.ts'
import { keyOf } from '../feature/story.fixture.ts'
import { person } from '../../../sandbox/people/person.ts'
import { parcelFor } from '../../../sandbox/vendors/statement-parcel.ts'
import { keepsUntilOf, type Detail } from './artefact.ts'
import { accountsIn, type Transaction } from './deposit.ts'
import { faultsOf, type Told } from './gate.ts'
import { readNarration } from './narration.ts'
import { differing, reconcile } from './reconciliation.ts'

describe('A narration', () => {
  for (const [narration, type, kind, channel, partyKind, party] of [
    [
      'NEFT CR-ACME TECH PVT LTD-SALARY JUL 26',
      'CREDIT',
      'salary',
      'NEFT',
      'employer',
      'ACME TECH PVT LTD',
    ],
    ['ACH D- BAJAJ FIN LTD-XX1234', 'DEBIT', 'emi-paid', 'ACH', 'lender', 'BAJAJ FIN LTD-XX1234'],
    ['ACH DEBIT RETURN CHARGES 061026', 'DEBIT', 'return-charge', 'ACH', 'other', undefined],
    ['ECS RTN CHRG 051026 GST INCL', 'DEBIT', 'return-charge', 'ACH', 'other', undefined],
    ['ACH D RTN-BAJAJ FIN LTD', 'CREDIT', 'bounce', 'ACH', 'lender', 'RTN-BAJAJ FIN LTD'],
    ['ATM WDL', 'DEBIT', 'debit', 'ATM', 'cash', 'WDL'],
    ['UPI/RENT', 'DEBIT', 'debit', 'UPI', 'other', 'RENT'],
    ['IMPS-KREDITBEE LOAN DISB', 'CREDIT', 'disbursal', 'IMPS', 'lender', 'KREDITBEE LOAN DISB'],
    ['UPI/DR/RUMMY CIRCLE', 'DEBIT', 'debit', 'UPI', 'gambling', 'RUMMY CIRCLE'],
  ] as const)
    it(`reads ${narration}`, () => {
      const read = readNarration(narration, type, 'OTHERS')
      const want = { kind, channel, partyKind, ...(party !== undefined && { party }) }
      assert.deepEqual(read, want)
    })
  it('does not take a grocer for a bookmaker, nor a bank for a lender', () => {
    assert.equal(partyKindOf('BETTER FOODS'), 'other')
    assert.equal(partyKindOf('HDFC BANK'), 'other')
  })
})

const covers = { from: date('2026-08-01'), to: date('2026-10-31') }
const line = (on: string, amount: string, balance: string, more = {}): Transaction => ({
  ...{ txnId: `T${on}`, type: 'CREDIT', mode: 'UPI', amount, currentBalance: balance },
  ...{ transactionTimestamp: `${on}T10:00:00+05:30`, valueDate: on, narration: 'UPI/X' },
  reference: '',
  ...more,
})
const whole = [
  line('2026-08-03', '100', '1100'),
  line('2026-09-03', '100', '1200'),
  line('2026-10-03', '50', '1150', { type: 'DEBIT' }),
]
const account = (transactions: readonly Transaction[], holders = ['ASHA R VERMA']): Told => ({
  ...{ ref: 'link-1', tail: '1234', transactions, holders },
})

describe('The gates of a statement', () => {
  it('let a whole one pass', () =>
    assert.deepEqual(faultsOf([account(whole)], covers, 'Asha Verma'), []))
  for (const [fault, lines, name] of [
    ['balance-broken', whole.with(1, line('2026-09-03', '100', '1300')), 'Asha Verma'],
    [
      'balance-broken',
      [...whole.slice(0, 1), line('2026-09-04', '1', '1'), ...whole.slice(1)],
      undefined,
    ],
    ['line-twice', [whole[0]!, ...whole], undefined],
    ['month-missing', whole.slice(0, 2), undefined],
    ['another-holder', whole, 'Ravi Kumar'],
    ['nothing-told', [], undefined],
  ] as const)
    it(`find ${fault}`, () => assert.ok(faultsOf([account(lines)], covers, name).includes(fault)))
  it('know an initial for its name', () =>
    assert.deepEqual(faultsOf([account(whole, ['MS A VERMA'])], covers, 'Asha Verma'), []))
})

describe('A signed consent', () => {
  const now = instant('2026-11-01T10:00:00.000Z')
  const detail: Detail = {
    consentStart: '2026-11-01T09:00:00.000Z',
    consentExpiry: '2026-12-01T09:00:00.000Z',
    ...{ fetchType: 'ONETIME', fiTypes: ['DEPOSIT'], Purpose: { code: '103' } },
    ...{ FIDataRange: covers, DataLife: { unit: 'DAY', value: 90 } },
  }
  it('says how long the data may be kept', () =>
    assert.equal(keepsUntilOf(detail, covers, now), atTime(date('2027-01-30'), '23:59')))
  for (const [why, more] of [
    ['for another purpose', { Purpose: { code: '101' } }],
    ['for more than deposits', { fiTypes: ['DEPOSIT', 'EQUITIES'] }],
    ['over', { consentExpiry: '2026-11-01T10:00:00.000Z' }],
    ['not begun', { consentStart: '2026-11-02T10:00:00.000Z' }],
    ['of fewer days than asked', { FIDataRange: { from: '2026-09-01', to: '2026-10-31' } }],
    ['of no known life', { DataLife: { unit: 'INF', value: 0 } }],
  ] as const)
    it(`is not ours ${why}`, () =>
      assert.equal(keepsUntilOf({ ...detail, ...more }, covers, now), undefined))
  it('opens only under its signer’s key', () => {
    const seed = Buffer.alloc(32, 3)
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const head = `${part({ alg: 'EdDSA' })}.${part({ said: 1 })}`
    const jws = `${head}.${sign(null, Buffer.from(head), key).toString('base64url')}`
    const publicKey = spki.subarray(-32).toString('base64')
    assert.deepEqual(signedWords(jws, publicKey), { said: 1 })
    const forged = `${part({ alg: 'EdDSA' })}.${part({ said: 2 })}.${jws.split('.')[2]}`
    assert.equal(signedWords(forged, publicKey), undefined)
    const none = `${part({ alg: 'none' })}.${part({ said: 1 })}.`
    assert.equal(signedWords(none, publicKey), undefined)
  })
})

describe('What a bank sends', () => {
  const own = materialFor(keyOf('cus_1', 'aa-raw').dataKey, 'stm_1')
  const { publicKey, nonce } = own
  const party = { subject: 'p', person: person('1', 4), traits: {} as never }
  const asked = { id: 'aas_1', ...covers, publicKey, nonce }
  const { data, KeyMaterial } = parcelFor('1', party, asked)
  const theirs = { publicKey: KeyMaterial.DHPublicKey.KeyValue, nonce: KeyMaterial.Nonce }
  it('opens for who asked, and for no other request of theirs', () => {
    const plain = openData(own, theirs, data[0]!.encryptedFI)
    const [told] = accountsIn([JSON.parse(plain)]) ?? []
    assert.ok(told!.transactions.length > 20)
    assert.deepEqual(faultsOf([told!], covers, person('1', 4).nameAtBank), [])
    const other = materialFor(keyOf('cus_1', 'aa-raw').dataKey, 'stm_2')
    assert.throws(() => openData(other, theirs, data[0]!.encryptedFI))
  })
  it('is nothing when it has another shape', () => {
    assert.equal(accountsIn([{ Account: {} }]), undefined)
    assert.equal(accountsIn({}), undefined)
  })
})

describe('Messages and the statement', () => {
  let serial = 0
  const entry = (source: Entry['source'], on: string, amount: string, more = {}): Entry => ({
    ...{ id: `e${++serial}`, source, on: date(on), at: atTime(date(on), '10:00'), place: 0 },
    ...{ kind: 'debit', amount: rupees(amount), account: '1234', partyKind: 'other' },
    teller: source,
    ...more,
  })
  it('agree by amount, way and day, each line once', () => {
    const sms = [entry('sms', '2026-10-01', '20'), entry('sms', '2026-10-01', '20')]
    const told = [entry('statement', '2026-10-02', '20')]
    const { matched, conflicts, matchedPercent, statementOnly } = reconcile(sms, told, covers)
    assert.deepEqual([matched, conflicts.length, matchedPercent, statementOnly], [1, 1, 50, 0])
  })
  it('of other accounts, other days and other ways don’t meet', () => {
    const told = [entry('statement', '2026-10-02', '20')]
    const elsewhere = entry('sms', '2026-10-02', '20', { account: '9999' })
    const before = entry('sms', '2026-07-02', '20')
    assert.equal(reconcile([elsewhere, before], told, covers).matchedPercent, 100)
    const back = entry('sms', '2026-10-02', '20', { kind: 'credit' })
    assert.equal(reconcile([back], told, covers).matchedPercent, 0)
  })
  it('are compared feature by feature, where both tell of one', () => {
    const pays = (source: Entry['source'], amount: string) =>
      ['2026-08-01', '2026-09-01', '2026-10-01'].map((on) =>
        entry(source, on, amount, { kind: 'salary', partyKind: 'employer', party: 'k' }),
      )
    const told = pays('statement', '40000')
    assert.deepEqual(differing(pays('sms', '39000'), told, covers), [], 'a fortieth is no matter')
    assert.deepEqual(differing(pays('sms', '30000'), told, covers), ['salaryMonthly'])
    const bounced = entry('sms', '2026-10-02', '900', { kind: 'bounce' })
    assert.deepEqual(differing([...pays('sms', '40000'), bounced], told, covers), ['bounces90'])
    assert.deepEqual(differing([], told, covers), [])
  })
})
