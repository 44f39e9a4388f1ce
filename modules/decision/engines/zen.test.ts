import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { decimal, rupees, type Money } from '#kernel/money'
import { vectorsOf } from '#test/vectors'
import { inputFields, inputsOf, type Device } from '../inputs.ts'
import { offerOf } from '../offer.ts'
import { consult, dearestOf, faultsOf, hashOf } from './zen.ts'

const migration = new URL('../migrations/0004-policy-personal-2026.sql', import.meta.url)
const [, text = ''] = readFileSync(migration, 'utf8').split('$policy$')
const graph = JSON.parse(text)
const policy = { graph, hash: hashOf(graph) }

const today = date('2026-11-22')
const clean = {
  newToCredit: false,
  dpdMax12Months: 0,
  dpdMax24Months: 0,
  dpdMax36Months: 0,
  enquiries3Months: 1,
  unsecuredOpened30Days: 0,
  writtenOff36Months: 0,
  overdue: rupees('0'),
  emiTotal: rupees('0'),
}
type Case = {
  score?: number
  income?: string
  obligations?: string
  requested?: string
  months?: number
}

type Person = {
  bureau?: object | null
  born?: string
  occupation?: string
  device?: Partial<Device>
}
async function decided(of: Case & Person) {
  const bureau = { ...clean, ...(of.score && { score: of.score }), ...of.bureau }
  const monthlyIncome = rupees(of.income ?? '52000')
  const profile = {
    birthDate: of.born ?? '1990-01-01',
    occupation: of.occupation ?? 'salaried',
    monthlyIncome,
  }
  const amountAsked: Money = rupees(of.requested ?? '100000')
  const asked = { product: 'personal', amountAsked, tenorMonths: of.months ?? 12 }
  const inputs = inputsOf(
    asked,
    profile,
    of.bureau === null ? undefined : bureau,
    today,
    deviceOf(of.device),
  )
  const obligations = rupees(of.obligations ?? '0')
  const { tenorMonths } = asked
  const bears = { monthlyIncome, obligations, amountMin: rupees('1000') }
  return offerOf(await consult(policy, inputs), { amount: amountAsked, tenorMonths, ...bears })
}

/** Sixty-one days of a regular salary and nothing amiss, but for what is said. */
const deviceOf = (other: Partial<Device> | undefined): Device | undefined =>
  other && {
    ...{ source: 'sms', days: 61, salaryRegular: true, obligations: rupees('0'), lenders: 0 },
    ...{ bounces90: 0, gamblingSharePercent: 0, cashSharePercent: 0, disbursals90: 0 },
    ...{ newLenders30: 0, promos30: 0, apps: 'none', lendingApps: 0, newLendingApps30: 0 },
    ...other,
  }

describe('What a person lets us see of their account', () => {
  const wanted = { score: 725, requested: '500000', income: '200000', months: 36 }
  const offered = async (device?: Partial<Device>) => {
    const { outcome, rate, amountMax, reasons } = await decided({
      ...wanted,
      ...(device && { device }),
    })
    return { outcome, rate, amount: decimal(amountMax), reasons }
  }
  const plain = { outcome: 'approve', rate: '18', amount: '300000.00', reasons: [] }

  it('lifts the offer and lowers the price where all is well', async () =>
    assert.deepEqual(await offered({}), { ...plain, rate: '17', amount: '350000.00' }))
  for (const [why, device] of [
    ['too few days', { days: 59 }],
    ['no regular salary', { salaryRegular: false }],
    ['two new lenders', { newLenders30: 2 }],
    ['some gambling', { gamblingSharePercent: 10 }],
    ['nothing told', { source: 'none', days: 0, salaryRegular: false }],
  ] as const)
    it(`changes nothing with ${why}`, async () =>
      assert.deepEqual(await offered(device), await offered()))
  it('is never asked of who says no', async () => assert.deepEqual(await offered(), plain))
  for (const [why, device] of [
    ['a return', { bounces90: 1 }],
    ['three new lenders in a month', { newLenders30: 3 }],
    ['much gambling', { gamblingSharePercent: 15 }],
  ] as const)
    it(`lowers the offer for ${why}`, async () =>
      assert.deepEqual(await offered(device), { ...plain, amount: '150000.00' }))
  it('brings a person to look at three returns in messages', async () => {
    const { outcome, reasons } = await offered({ bounces90: 3 })
    assert.deepEqual([outcome, reasons], ['refer', ['R11']])
  })
  it('declines at three returns in a bank’s statement (SPEC §10.2)', async () => {
    for (const source of ['statement', 'both'] as const) {
      const { outcome, reasons } = await offered({ bounces90: 3, source })
      assert.deepEqual([outcome, reasons], ['decline', ['R11']])
    }
  })
  it('brings a person to look at gambling and at borrowing all over', async () => {
    assert.equal((await offered({ gamblingSharePercent: 30 })).outcome, 'refer')
    assert.equal((await offered({ newLenders30: 5 })).outcome, 'refer')
  })
})

describe('The personal loan policy', () => {
  type Price = {
    id: string
    inputs: {
      score: number
      income: number
      obligations: number
      requested: number
      months: number
    }
    expected: {
      decision: string
      band?: string
      rate?: string
      amount?: string
      reasons?: string[]
    }
  }
  const { skip, vectors } = vectorsOf<Price>('affordability_aa_pricing')
  for (const { inputs, expected } of vectors.filter((vector) => vector.id === 'PRICE')) {
    it(`prices a score of ${inputs.score} as SPEC §10.6 (vector PRICE)`, { skip }, async () => {
      const { score, months } = inputs
      const of = (amount: number): string => String(amount)
      const amounts = { income: of(inputs.income), obligations: of(inputs.obligations) }
      const result = await decided({ score, months, ...amounts, requested: of(inputs.requested) })
      if (expected.decision === 'DECLINE') {
        const codes = expected.reasons?.map((reason) => reason.slice(0, 3))
        return assert.deepEqual([result.outcome, result.reasons], ['decline', codes])
      }
      assert.equal(result.grade, expected.band)
      assert.equal(Number(result.rate), Number(expected.rate))
      assert.equal(decimal(result.amountMax), `${expected.amount}.00`)
    })
  }

  it('refers what is incomplete instead of passing it', async () =>
    assert.equal((await decided({ bureau: null })).outcome, 'refer'))
  it('refers a report with neither a score nor the word new-to-credit', async () =>
    assert.equal((await decided({})).outcome, 'refer'))
  for (const income of ['0', '-1'])
    it(`refers whose income is not known: ${income} (DL-02)`, async () => {
      const { outcome, reasons } = await decided({ score: 780, income })
      assert.deepEqual([outcome, reasons], ['refer', ['R13']])
    })
  it('lends a little to the new to credit with a steady income', async () =>
    assert.equal((await decided({ bureau: { newToCredit: true } })).grade, 'N'))
  it('declines the overdue, the very young and those without an income of their own', async () => {
    const late = await decided({ score: 780, bureau: { dpdMax12Months: 30 } })
    const young = await decided({ score: 780, born: '2006-11-23' })
    const student = await decided({ score: 780, occupation: 'student' })
    assert.deepEqual(
      [late, young, student].map((d) => d.reasons),
      [['R03'], ['R10'], ['R10']],
    )
  })
  it('lends to one who is twenty-one today', async () =>
    assert.equal((await decided({ score: 780, born: '2005-11-22' })).outcome, 'approve'))
})

describe('The dearest price of a policy', () => {
  const dear = { grade: 'D', rate: '28', processingFeePercent: '2.5', tenorMonthsMax: 12 }
  const priced = (from: string, to: string) => dearestOf(JSON.parse(text.replaceAll(from, to)))
  it('is its last row where two cost the same', () => assert.deepEqual(dearestOf(graph), dear))
  it('is the highest rate, not the longest text', () =>
    assert.equal(priced('"\\"15\\""', '"\\"104\\""')?.grade, 'A'))
  it('is of rows that name a price as such', () =>
    assert.equal(priced('"\\"28\\""', '"score > 700 ? \\"28\\" : \\"30\\""')?.rate, '26'))
  it('is none without a grid', () => {
    assert.equal(priced('"outputPath": "grade"', '"outputPath": "other"'), undefined)
    assert.equal(dearestOf({}), undefined)
  })
})

describe('A policy is refused', () => {
  const sample = Object.fromEntries(inputFields.map((field) => [field, 1]))
  const changed = (from: string, to: string) => JSON.parse(text.replace(from, to))
  it('not when it is sound', () => assert.deepEqual(faultsOf(graph, inputFields, sample), []))
  it('when a field is misspelt, which zen would take for no match', () =>
    assert.match(
      faultsOf(changed('"field": "score"', '"field": "scoer"'), inputFields, sample)[0] ?? '',
      /scoer/,
    ))
  it('when a cell does not parse', () =>
    assert.match(faultsOf(changed('"< 650"', '"< <"'), inputFields, sample).join(), /score/))
  it('when it holds a script, or nothing that people could read', () => {
    const ends = [
      { id: 'i', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
      { id: 'o', type: 'outputNode', name: 'out', position: { x: 0, y: 0 } },
    ]
    const content = { source: 'export const handler = () => { while (true) {} }' }
    const script = { id: 'f', type: 'functionNode', name: 'loop', content }
    const edges = [
      { id: '1', sourceId: 'i', targetId: 'f', type: 'edge' },
      { id: '2', sourceId: 'f', targetId: 'o', type: 'edge' },
    ]
    assert.match(
      faultsOf({ nodes: [...ends, script], edges }, inputFields, sample).join(),
      /loop: a policy is made of tables only/,
    )
    const through = { id: '1', sourceId: 'i', targetId: 'o', type: 'edge' }
    assert.match(
      faultsOf({ nodes: ends, edges: [through] }, inputFields, sample).join(),
      /without a table/,
    )
  })
  it('when it is no graph at all', () => assert.equal(faultsOf('x', inputFields, sample).length, 1))
})
