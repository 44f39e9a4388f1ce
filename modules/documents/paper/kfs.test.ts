import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date, instant } from '#kernel/dates'
import { rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { agreementPaper } from './agreement.ts'
import { kfsPaper } from './kfs.ts'
import { nocPaper } from './noc.ts'
import type { OfferTerms } from './offer-terms.ts'
import { lender, type Paper } from './sheet.ts'

// The RBI's illustration (SPEC §2.3, §2.4): 20,000 for 24 months at 15 %, fees 400.
const terms: OfferTerms = {
  product: 'personal',
  principal: rupees('20000'),
  rate: rate('15'),
  tenorMonths: 24,
  instalment: rupees('970'),
  firstDueOn: date('2026-02-01'),
  processingFee: rupees('250'),
  gst: rupees('50'),
  stampDuty: rupees('100'),
  netDisbursed: rupees('19600'),
  totalInterest: rupees('3274'),
  totalRepaid: rupees('23274'),
  aprPercent: '17.07',
  coolingOffDays: 3,
  bounceCharge: rupees('500'),
  bounceGstPercent: '0',
  penalPercent: '24',
  schedule: [
    {
      number: 1,
      dueOn: date('2026-02-01'),
      opening: rupees('20000'),
      principal: rupees('720'),
      interest: rupees('250'),
      instalment: rupees('970'),
    },
  ],
}
const occasion = {
  borrower: 'Asha Rao',
  madeAt: instant('2026-01-01T10:00:00.000+05:30'),
  applicationId: 'app_1',
  termsHash: 'ab'.repeat(32),
}
const validTill = instant('2026-01-06T23:59:00.000+05:30')

/** Every text of a paper, in its order. */
function textsOf(block: unknown): string[] {
  if (typeof block === 'string') return [block]
  if (Array.isArray(block)) return block.flatMap(textsOf)
  if (typeof block !== 'object' || block === null) return []
  const { text, stack, table, columns } = block as Record<string, unknown>
  const body = (table as { body?: unknown } | undefined)?.body
  return [text, stack, body, columns].flatMap(textsOf)
}
const linesOf = (paper: Paper): string[] => paper.content.flatMap(textsOf)
const says = (paper: Paper, text: string): void =>
  assert.ok(
    linesOf(paper).some((line) => line.includes(text)),
    `nowhere: ${text}`,
  )

const loan = { accountNumber: 'BLR26', principal: rupees('20000'), closedOn: date('2028-01-01') }
const papers = {
  'the Key Facts Statement': kfsPaper(terms, { ...occasion, validTill }),
  'the loan agreement': agreementPaper(terms, { ...occasion, address: '12 Lake View Road' }),
  'the no-objection certificate': nocPaper(loan, occasion),
}

describe('Every paper says who lends and how it is registered', () => {
  for (const [name, paper] of Object.entries(papers))
    it(name, () => {
      says(paper, lender.name)
      says(paper, lender.registration)
    })
})

describe('The Key Facts Statement', () => {
  const kfs = kfsPaper(terms, { ...occasion, validTill })
  const lines = linesOf(kfs)

  it('has the ten rows of Part 1 and the eleven of Annex B', () => {
    const numbers = lines.filter((line) => /^\d+$/.test(line)).map(Number)
    const partOne = lines.slice(0, lines.indexOf('Part 2 · Other qualitative information'))
    for (let row = 1; row <= 10; row++) assert.ok(partOne.includes(String(row)), `row ${row}`)
    assert.ok(numbers.includes(11))
  })
  it('states the APR on the amount that reaches the borrower', () => {
    says(kfs, '17.07\u00a0%')
    says(kfs, '₹19,600.00')
  })
  it('shows our fee with its tax, and the third party’s apart', () => {
    says(kfs, '₹250.00 and GST ₹50.00, one-time')
    says(kfs, '₹100.00 stamp duty, one-time')
    says(kfs, '₹300.00')
  })
  it('names what may fall due later, outside the APR', () => {
    says(kfs, '24.00\u00a0% a year on the overdue instalment')
    says(kfs, '₹500.00')
  })
  it('gives the cooling-off period, the nodal officer and its validity', () => {
    says(kfs, '3 days from the money’s arrival')
    says(kfs, 'Nodal Grievance Redressal Officer')
    says(kfs, '6 Jan 2026, 23:59 IST')
  })
  it('ends in the schedule with its totals', () =>
    assert.deepEqual(lines.slice(-6), ['', 'Total', '', '20,000.00', '3,274.00', '23,274.00']))
})

describe('The loan agreement', () => {
  const agreement = agreementPaper(terms, { ...occasion, address: '12 Lake View Road' })
  it('binds itself to the terms of the KFS', () =>
    says(agreement, 'abababababababab abababababababab'))
  it('has the clauses the KFS cites: 9 recovery, 11 complaints', () => {
    says(agreement, '9. Recovery')
    says(agreement, '11. Complaints')
  })
  it('pays the borrower’s own account', () => says(agreement, 'own bank account and to no other'))
})

describe('The no-objection certificate', () => {
  it('says that nothing is owed', () => says(nocPaper(loan, occasion), 'nothing is owed'))
})
