import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, atTime, date, type LocalDate } from '#kernel/dates'
import { decimal, rupees } from '#kernel/money'
import { vectorsOf } from '#test/vectors'
import { entriesOf, type Transaction } from '../statement/deposit.ts'
import type { Entry } from './entry.ts'
import { featuresOf, type Features } from './features.ts'
import { distinct } from './telling.ts'

let serial = 0
/** A message's entry: `told('2026-08-01', 'salary', '52000')`. */
function told(on: string, kind: Entry['kind'], amount: string, more: Partial<Entry> = {}): Entry {
  const id = `e${String(++serial).padStart(4, '0')}`
  const day = date(on)
  const when = { on: day, at: atTime(day, '10:00'), place: 0 }
  const who = { partyKind: 'other', teller: 'HDFCBK', source: 'sms' } as const
  return { id, ...when, ...who, kind, amount: rupees(amount), ...more }
}
const lender = { partyKind: 'lender', party: 'Bajaj Finserv' } as const
const asOf = date('2026-10-31')
const on = (entries: readonly Entry[], day: LocalDate = asOf): Features => featuresOf(entries, day)

describe('A salary', () => {
  const pays = (...days: string[]) =>
    days.map((day) => told(day, 'salary', '40000', { party: 'ACME' }))
  it('is regular when the same payer paid in three months', () => {
    const { salary } = on(pays('2026-08-01', '2026-09-01', '2026-10-01'))
    assert.deepEqual([salary.regular, salary.months, salary.monthly], [true, 3, rupees('40000')])
  })
  it('stays regular when a weekend moves payday into the month before', () => {
    const { salary } = on(pays('2026-07-31', '2026-09-01', '2026-10-01'), date('2026-10-30'))
    assert.deepEqual([salary.regular, salary.daySpread], [true, 1])
  })
  it('is not regular after two months, nor when it stopped', () => {
    assert.equal(on(pays('2026-09-01', '2026-10-01')).salary.regular, false)
    assert.equal(on(pays('2026-07-28', '2026-08-28')).salary.regular, false)
    const stopped = pays('2026-07-25', '2026-08-25', '2026-09-15')
    assert.equal(on(stopped).salary.regular, false)
  })
  it('is not regular when an amount is more than a quarter off', () => {
    const [a, b] = pays('2026-08-01', '2026-09-01')
    const raised = told('2026-10-01', 'salary', '50001', { party: 'ACME' })
    assert.equal(on([a!, b!, raised]).salary.regular, false)
    const within = told('2026-10-01', 'salary', '50000', { party: 'ACME' })
    assert.equal(on([a!, b!, within]).salary.regular, true)
  })
  it('may go without the word, by bank transfer from one payer', () => {
    const by = { party: 'k:77', channel: 'NEFT' } as const
    const days = ['2026-08-01', '2026-09-01', '2026-10-01']
    assert.equal(on(days.map((d) => told(d, 'credit', '30000', by))).salary.regular, true)
    const upi = days.map((d) => told(d, 'credit', '30000', { ...by, channel: 'UPI' }))
    assert.equal(on(upi).salary.regular, false)
  })
})

describe('A balance by day', () => {
  const at = (balance: string) => ({ balance: rupees(balance), account: '1234' })
  it('stands until the next entry, and starts with the first', () => {
    const { balances } = on([
      told('2026-10-22', 'debit', '100', at('900')),
      told('2026-10-27', 'credit', '600', at('1500')),
    ])
    assert.equal(balances.days, 10)
    assert.equal(balances.average, rupees('1200'))
    assert.deepEqual([balances.minimum, balances.daysBelow1000], [rupees('900'), 5])
  })
  it('moves by what came without one', () => {
    const { balances } = on([
      told('2026-10-30', 'debit', '100', at('900')),
      told('2026-10-31', 'debit', '300', { account: '234' }),
    ])
    assert.equal(balances.minimum, rupees('600'))
  })
})

describe('An obligation', () => {
  it('is an instalment seen in two of three months, whoever tells of it', () => {
    const { obligations } = on([
      told('2026-09-05', 'emi-paid', '8500', lender),
      told('2026-10-03', 'emi-due', '8500', lender),
      told('2026-10-20', 'debit', '700', { ...lender, party: 'Slice' }),
    ])
    assert.deepEqual(obligations.byLender, { 'Bajaj Finserv': rupees('8500') })
    assert.deepEqual(obligations.oneOff, { Slice: rupees('700') })
    assert.equal(obligations.monthly, rupees('8500'))
  })
  it('counts an instalment once when the bank and the lender both tell it', () => {
    const { flows } = on([
      told('2026-10-05', 'debit', '8500', { account: '1234' }),
      told('2026-10-06', 'emi-paid', '8500', { ...lender, teller: 'BAJAJF' }),
    ])
    assert.deepEqual([flows.debits, flows.debited], [1, rupees('8500')])
  })
})

describe('Returns', () => {
  it('are counted once for the bank’s word, the lender’s and the charge', () => {
    const { bounces } = on([
      told('2026-10-05', 'bounce', '8500', { teller: 'HDFCBK' }),
      told('2026-10-05', 'bounce', '8500', { ...lender, teller: 'BAJAJF' }),
      told('2026-10-07', 'return-charge', '590'),
    ])
    assert.deepEqual([bounces.in30, bounces.in180, bounces.charges], [1, 1, rupees('590')])
  })
  it('of two instalments on one day are two', () => {
    const { bounces } = on([
      told('2026-08-05', 'bounce', '8500'),
      told('2026-08-05', 'bounce', '1200'),
    ])
    assert.deepEqual([bounces.in30, bounces.in90], [0, 2])
  })
})

describe('Stacking, gambling, promos', () => {
  it('counts new lenders and what they paid out', () => {
    const { stacking } = on([
      told('2026-07-10', 'emi-paid', '900', lender),
      told('2026-10-10', 'emi-due', '900', lender),
      told('2026-10-12', 'disbursal', '5000', { ...lender, party: 'KreditBee' }),
    ])
    assert.deepEqual([stacking.newLenders30, stacking.disbursals30], [1, 1])
    assert.equal(stacking.disbursed90, rupees('5000'))
  })
  it('shares gambling and cash out of all that went out', () => {
    const { flows } = on([
      told('2026-10-10', 'debit', '100', { partyKind: 'gambling' }),
      told('2026-10-11', 'debit', '300', { partyKind: 'cash' }),
      told('2026-10-12', 'debit', '600'),
    ])
    assert.deepEqual([flows.gamblingSharePercent, flows.cashSharePercent], [10, 30])
  })
  it('counts loan promos of a month by their senders', () => {
    const promo = (day: string, teller: string) =>
      told(day, 'promo', '0', { partyKind: 'lender', teller })
    const { promos } = on([
      promo('2026-10-10', 'A'),
      promo('2026-10-11', 'A'),
      promo('2026-09-01', 'B'),
    ])
    assert.deepEqual(promos, { in30: 2, senders30: 1 })
  })
})

describe('One payment', () => {
  const reference = 'k:ref'
  it('told by the bank and by the app is one, with what both knew', () => {
    const bank = told('2026-10-10', 'debit', '250', { balance: rupees('900'), account: '1234' })
    const app = told('2026-10-10', 'debit', '250', { teller: 'PHONPE', party: 'ZOMATO' })
    assert.deepEqual(distinct([app, bank]), distinct([bank, app]))
    const [one, ...others] = distinct([bank, app])
    assert.deepEqual([one!.party, one!.balance, others.length], ['ZOMATO', rupees('900'), 0])
  })
  it('is two when one teller says it twice, or the references differ', () => {
    const bank = (more = {}) => told('2026-10-10', 'debit', '20', more)
    assert.equal(distinct([bank(), bank()]).length, 2)
    const differing = [bank({ reference }), bank({ teller: 'PHONPE', reference: 'k:other' })]
    assert.equal(distinct(differing).length, 2)
  })
  it('heard by both phones of one person is one, and two equal ones are two', () => {
    const heard = (record: string, at: string, more: Partial<Entry> = {}) =>
      told('2026-10-10', 'debit', '20', {
        ...{ record, reference: `k:${record}/${at}`, at: atTime(date('2026-10-10'), at) },
        ...more,
      })
    const both = (at: string) => [heard('cus_1', at), heard('cus_2', at)]
    assert.equal(distinct(both('10:00')).length, 1)
    assert.equal(distinct([...both('10:00'), ...both('10:05')]).length, 2)
    const app = heard('cus_2', '10:01', { teller: 'PHONPE', reference: 'k:cus_2/10:00' })
    assert.equal(distinct([...both('10:00'), app]).length, 1)
    const otherAfter = heard('cus_2', '10:00', { balance: rupees('7') })
    assert.equal(distinct([heard('cus_1', '10:00'), otherAfter]).length, 2)
  })
  it('returned, or offered, is told once though both phones heard of it', () => {
    const promo = (record: string, teller = 'LNDKRT') =>
      told('2026-10-20', 'promo', '0', { record, teller, partyKind: 'lender' })
    assert.equal(on([promo('cus_1'), promo('cus_2')]).promos.in30, 1)
    assert.equal(on([promo('cus_1'), promo('cus_1')]).promos.in30, 2)
  })
})

const days = fc.integer({ min: 0, max: 200 }).map((n) => addDays(asOf, -n))
const anyEntry = fc.record({
  day: days,
  kind: fc.constantFrom<Entry['kind']>(
    ...(['debit', 'credit', 'salary', 'emi-paid', 'bounce', 'return-charge'] as const),
    ...(['disbursal', 'emi-due', 'promo', 'balance'] as const),
  ),
  paise: fc.integer({ min: 1, max: 50 }).map((n) => n * 10_000),
  balance: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined }),
  account: fc.constantFrom(undefined, '1234', '234', '777'),
  teller: fc.constantFrom('HDFCBK', 'PHONPE', 'BAJAJF'),
  partyKind: fc.constantFrom<Entry['partyKind']>('lender', 'other', 'gambling', 'cash'),
  party: fc.constantFrom(undefined, 'A', 'B'),
  hour: fc.integer({ min: 0, max: 23 }),
})
const entries = fc.array(anyEntry, { maxLength: 40 }).map((list) =>
  list.map(({ day, paise, hour, ...rest }, n): Entry => {
    const known = Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== undefined))
    const at = atTime(day, `${String(hour).padStart(2, '0')}:00`)
    const base = { id: `m${n}`, source: 'sms', on: day, at, place: 0, amount: paise } as const
    return { ...base, ...known } as unknown as Entry
  }),
)

describe('Features', () => {
  it('are the same in whatever order entries came', () => {
    fc.assert(
      fc.property(entries, fc.infiniteStream(fc.nat()), (list, chance) => {
        const shuffled = list
          .map((entry) => ({ entry, at: chance.next().value }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ entry }) => entry)
        assert.deepEqual(on(shuffled), on(list))
      }),
    )
  })
  it('of a day see nothing later', () => {
    fc.assert(
      fc.property(entries, days, (list, day) => {
        assert.deepEqual(
          featuresOf(list, day),
          featuresOf(
            list.filter((entry) => entry.on <= day),
            day,
          ),
        )
      }),
    )
  })
})

type Vector = { id: string; inputs: never; expected: never }
type Statement = { transactions: Transaction[]; from: LocalDate; to: LocalDate }
type Expected = Record<string, never> & {
  monthly_avg_balance: Record<string, string>
  salary_credits: [string, string][]
  emi_obligation_monthly_detected: Record<string, string>
  one_off_ach: Record<string, string>
}
const { skip, vectors } = vectorsOf<Vector>('affordability_aa_pricing')

describe('A three months’ statement (vector AA-1)', { skip }, () => {
  const vector = vectors.find(({ id }) => id === 'AA-1')!
  const { transactions, from, to } = (vector?.inputs ?? {}) as Statement
  const want = vector?.expected as Expected
  const money = (sums: Record<string, number>) =>
    Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, decimal(sum as never)]))
  const read = () =>
    featuresOf(entriesOf({ ref: 'acc-1', tail: '1234', transactions }), to, { statementFrom: from })
  it('gives balances by day', () => {
    const { balances } = read()
    assert.equal(decimal(balances.average!), want['avg_daily_balance'])
    assert.deepEqual(money(balances.monthly), want.monthly_avg_balance)
    assert.equal(decimal(balances.onFixedDays!), want['abb_5_10_15_20_25'])
    assert.equal(decimal(balances.minimum!), want['min_eod'])
  })
  it('gives the salary', () => {
    const { salary } = read()
    const pays = salary.pays.map(({ on: day, amount }) => [day, decimal(amount)])
    assert.deepEqual(pays, want.salary_credits)
    assert.deepEqual(
      [salary.months, decimal(salary.monthly!), salary.daySpread, salary.regular],
      [want['salary_months'], want['median_salary'], want['salary_day_spread'], true],
    )
  })
  it('gives obligations, returns, cash and the share of income', () => {
    const { obligations, bounces, flows, foirPercent } = read()
    assert.deepEqual(money(obligations.byLender), want.emi_obligation_monthly_detected)
    assert.deepEqual(money(obligations.oneOff), want.one_off_ach)
    assert.equal(bounces.in90, want['inward_ach_returns'])
    assert.equal(decimal(bounces.charges), want['return_charge_total'])
    assert.equal(decimal(flows.cash), want['cash_withdrawal_total'])
    assert.equal(String(foirPercent), want['foir_pct_bank_based'])
  })
})
