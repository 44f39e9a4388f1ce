import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { date } from '#kernel/dates'
import { rupees } from '#kernel/money'
import { life } from '../loan/loan-life.fixture.ts'
import { faultsOf, type Account } from './account.ts'
import { reconcile, reconciliationLines } from './reconciliation.ts'
import { accountsInSheet } from './sheet.ts'

const today = date('2026-03-10')
const head =
  'loan,customer,product,principal,rate,instalments,control_outstanding,fact,on,id,amount'
const row = (fact: string, on: string, more = ',', control = '') =>
  `OLD-1,cus_1,personal,12000,0,12,${control},${fact},${on},${more}`
const sheet = (...rows: string[]) => accountsInSheet([head, ...rows].join('\r\n'))
const begun = [row('disbursed', '2026-01-05', 'd,12000'), row('credited', '2026-01-05', 'c,')]
const paid = row('repaid', '2026-02-05', 'r1,1000')

/** The one account of the rows. */
function accountOf(...rows: string[]): Account {
  const { accounts, faults } = sheet(...rows)
  assert.deepEqual(faults, [])
  return accounts[0]!
}
const faultOf = (...rows: string[]) => faultsOf(accountOf(...rows), today)[0]

describe('A sheet', () => {
  it('is one account a loan, its facts in the order of the rows', () => {
    const account = accountOf(...begun, paid)
    assert.equal(account.terms.principal, rupees('12000'))
    assert.deepEqual(
      account.facts.map(({ kind, id }) => `${kind} ${id}`),
      ['disbursed d', 'credited c', 'repaid r1'],
    )
    assert.deepEqual(faultsOf(account, today), [])
  })
  it('may have its rows in any order: a loan follows from dates', () => {
    const [one, other] = [accountOf(...begun, paid), accountOf(paid, begun[1]!, begun[0]!)]
    assert.deepEqual(faultsOf(other, today), [])
    assert.deepEqual(reconcile([other], today), reconcile([one], today))
  })
  it('reads cells in quotes, with commas and doubled quotes', () => {
    const { accounts } = accountsInSheet(
      `${head}\n"OLD-1","cus_1","a ""b"", c",1,0,1,,credited,2026-01-05,,`,
    )
    assert.equal(accounts[0]?.product, 'a "b", c')
  })
  const bad: readonly [what: string, text: string, fault: RegExp][] = [
    ['lacks a column', head.replace('rate,', ''), /^Column rate is missing\.$/],
    ['has a column nobody knows', `${head},colour`, /^Column colour is not ours\.$/],
    ['has a row cut short', `${head}\nOLD-1,cus_1`, /^Line 2 has 2 cells, not 11\.$/],
    [
      'has an amount that is none',
      `${head}\n${begun[0]}\n${row('repaid', '2026-02-05', 'r,1.234')}`,
      /^Line 3: amount “1.234” is no amount in rupees\.$/,
    ],
    [
      'has a day that is none',
      `${head}\n${begun[0]}\n${row('repaid', '2026-02-30', 'r,5')}`,
      /^Line 3: on “2026-02-30” is no day as 2026-03-31\.$/,
    ],
    [
      'has a rate that is none',
      `${head}\n${begun[0]!.replace(',0,12,', ',low,12,')}`,
      /^Line 2: rate “low” is no percentage a year\.$/,
    ],
    [
      'says two things of one loan',
      `${head}\n${begun[0]}\n${begun[1]!.replace(',0,12,', ',18,12,')}`,
      /^Line 3: rate is not what line 2 says of this loan\.$/,
    ],
    ['has a quote out of place', `${head}\nOLD"1,cus_1`, /^Line 2 has/],
  ]
  for (const [what, text, fault] of bad) {
    it(`that ${what} is refused with its line, and holds nothing`, () => {
      const { accounts, faults } = accountsInSheet(text)
      assert.deepEqual(accounts, [])
      assert.match(faults[0] ?? '', fault)
    })
  }
})

describe('An account', () => {
  const cases: readonly [what: string, rows: string[], fault: RegExp][] = [
    ['never disbursed', [begun[1]!], /disbursed 0 times/],
    ['disbursed twice', [...begun, begun[0]!.replace(',d,', ',d2,')], /disbursed 2 times/],
    ['with two facts of one id', [...begun, paid, paid], /Two of its facts have one id/],
    [
      'paid before it was disbursed',
      [...begun, row('repaid', '2026-01-04', 'r,5')],
      /repaid r of 2026-01-04 is before the disbursal/,
    ],
    [
      'paid tomorrow',
      [...begun, row('repaid', '2026-03-11', 'r,5')],
      /repaid r is dated 2026-03-11/,
    ],
    ['with a fact nobody knows', [...begun, row('forgotten', '2026-02-05')], /of no kind we take/],
    ['repaid nothing', [...begun, row('repaid', '2026-02-05', 'r,0')], /Fact 3 amount must be/],
    [
      'without a customer',
      begun.map((one) => one.replace('cus_1', '9812345678')),
      /^Customer must/,
    ],
  ]
  for (const [what, rows, fault] of cases) {
    it(`${what} is refused with a sentence`, () => assert.match(faultOf(...rows) ?? '', fault))
  }
  it('may have taken the interest of its first days at the disbursal', () => {
    const account = accountOf(...begun)
    const of = (broken: string): Account => {
      const first = { firstDueOn: date('2026-02-23'), rate: '18' as never }
      return { ...account, terms: { ...account.terms, ...first, plan: { broken } as never } }
    }
    assert.deepEqual(faultsOf(of('upfront'), today), [])
    assert.notDeepEqual(faultsOf(of('sometime'), today), [])
    // Nothing was withheld of this one: its eighteen days fell due with the credit.
    const { ours } = reconcile([of('upfront')], date('2026-01-05'))
    assert.equal(ours.overdue, rupees('106.52'))
  })
  it('of terms no schedule can meet is refused with the reason', () => {
    const account = accountOf(...begun)
    const terms = { ...account.terms, rate: '36' as never, epi: rupees('100') }
    assert.match(faultsOf({ ...account, terms }, today)[0] ?? '', /^Its terms are impossible: /)
  })
})

describe('Whatever happened to a loan', () => {
  it('can be taken over, each kind of fact with all it says', () =>
    fc.assert(
      fc.property(life, ({ terms: { instalmentFee, accrual, plan, ...terms }, facts }) => {
        void [instalmentFee, accrual, plan] // Agreed otherwise: no lender sent such terms yet.
        const known = new Set(facts.map(({ id }) => id))
        // A life of the fixture may name what is not there, or no instalment; a file may not.
        const told = facts.map((fact) => ({
          ...fact,
          ...('of' in fact && { of: known.has(fact.of ?? '') ? fact.of : 'd' }),
          ...('instalments' in fact && { instalments: Math.max(1, fact.instalments) }),
        }))
        const account = { loan: 'OLD-1', customer: 'cus_1', product: 'personal', terms }
        assert.deepEqual(faultsOf({ ...account, facts: told } as Account, date('2030-01-01')), [])
      }),
      { numRuns: 200 },
    ))

  const late = 'loan,customer,product,principal,rate,instalments,fact,on,id,amount,of'
  const columns = 'start_on,every,unit,new_instalments,interest,new_rate,keep,pause_interest'
  const line = (fact: string, day: string, ...cells: string[]) =>
    ['OLD-1,cus_1,personal,12000,18,12', fact, day, ...cells].join(',')
  it('is read from a sheet too', () => {
    const text = [
      `${late},${columns},monitored_till,interest_too`,
      line('disbursed', '2026-01-05', 'd,12000,,,,,,,,,,,'),
      line('credited', '2026-01-05', 'c,,,,,,,,,,,,'),
      line('re-aged', '2026-02-06', 'a,,,2026-02-20,1,months,10,anew,,,,2027-02-06,'),
      line('rescheduled', '2026-02-21', 's,,,,,,8,,,,2,,'),
      line('rate-changed', '2026-02-22', 'n,,,,,,,,15,tenor,,,'),
      line('merchant-refunded', '2026-02-23', 'm,100,,,,,,,,,,,yes'),
      line('charged-off', '2026-02-24', 'o,,,,,,,none,,,,,'),
      line('reversed', '2026-02-25', 'r,,o,,,,,,,,,,'),
    ].join('\n')
    const { accounts, faults } = accountsInSheet(text)
    assert.deepEqual([faults, faultsOf(accounts[0]!, today)], [[], []])
    const [, , aged, planned, changed, given] = accounts[0]!.facts
    assert.deepEqual(aged, {
      ...{ kind: 're-aged', id: 'a', on: '2026-02-06', startOn: '2026-02-20', every: 1 },
      ...{ unit: 'months', instalments: 10, interest: 'anew', monitoredTill: '2027-02-06' },
    })
    assert.deepEqual((planned as { pause?: object }).pause, { principalRows: 0, interestRows: 2 })
    assert.deepEqual((changed as { rate?: string }).rate, '15')
    assert.equal((given as { interestToo?: true }).interestToo, true)
  })
})

describe('The reconciliation', () => {
  it('sets our sums beside theirs, and lists each loan that differs', () => {
    const right = accountOf(...[...begun, paid].map((one) => one.replace(',12,,', ',12,11000,')))
    const wrong = { ...right, loan: 'OLD-2', control: { outstanding: rupees('11000.01') } }
    const found = reconcile([right, wrong], today)
    assert.equal(found.ours.outstanding, rupees('22000'))
    assert.deepEqual(found.differences, [
      {
        ...{ loan: 'OLD-2', field: 'outstanding' },
        ...{ ours: rupees('11000'), control: rupees('11000.01') },
      },
    ])
    const lines = reconciliationLines(found, 10)
    assert.match(lines.at(-1) ?? '', /OLD-2: outstanding is ₹11,000\.00/)
    assert.match(lines[1] ?? '', /principal +₹22,000\.00, not compared$/)
    assert.match(lines[2] ?? '', /of 2 compared .* theirs, off by −₹0\.01$/)
  })
})
