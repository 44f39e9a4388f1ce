import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date, instant } from '#kernel/dates'
import { id } from '#kernel/ids'
import { nothing, rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { loanPaperCsv } from './loan-paper-csv.ts'
import { loanPaper, type LoanPaper } from './loan-paper.ts'

const order = {
  ...{ paperId: id('ppr', '1'), customerId: id('cus', '1'), loanId: id('loan', '1') },
  about: {
    ...{ accountNumber: '01-2026-000001-4', principal: rupees('123456'), rate: rate('18.5') },
    ...{ tenorMonths: 12, disbursedOn: date('2026-01-05'), on: date('2026-03-10') },
  },
}
const statement: LoanPaper = {
  ...order,
  kind: 'statement',
  statement: {
    ...{ from: date('2026-02-01'), through: date('2026-03-10'), opening: rupees('123456') },
    ...{ closing: rupees('115000'), overdue: nothing, cut: false },
    paid: { principal: rupees('8456'), interest: nothing, charges: nothing },
    lines: [
      {
        ...{ on: date('2026-02-05'), bookedOn: date('2026-02-07') },
        ...{ what: 'repaid', reference: '=HYPERLINK("x"),1' },
        ...{ debit: nothing, credit: rupees('8456'), balance: rupees('115000') },
      },
    ],
  },
}
const foreclosure: LoanPaper = {
  ...order,
  kind: 'foreclosure-letter',
  foreclosure: {
    ...{ on: date('2026-03-10'), validTill: date('2026-03-17'), principalOverdue: nothing },
    ...{ interestOverdue: nothing, charges: nothing, principal: rupees('100000') },
    ...{ interestToDate: rupees('246.58'), charge: nothing, chargeGst: nothing },
    ...{ advance: rupees('100'), payable: rupees('100146.58'), perDay: rupees('49.32') },
  },
}
const madeAt = instant('2026-03-10T10:00:00.000+05:30')
const textOf = (paper: LoanPaper): string =>
  JSON.stringify(loanPaper(paper, { borrower: 'Asha Rao', madeAt, language: 'en' }))

describe('A statement on paper', () => {
  it('says whose it is, of which days, and reads amounts as India does', () => {
    const text = textOf(statement)
    for (const part of [
      'Asha Rao',
      '01-2026-000001-4',
      '1 Feb 2026 to 10 Mar 2026',
      '₹1,23,456.00',
    ])
      assert.ok(text.includes(part), part)
  })
  it('gives the day a payment was entered beside the day it counts from', () => {
    for (const day of ['7 Feb 2026', '5 Feb 2026']) assert.ok(textOf(statement).includes(day), day)
  })
  it('says when earlier lines were left out, and then names no day for the first', () => {
    assert.ok(!textOf(statement).includes('left out'))
    const cut = { ...statement, statement: { ...statement.statement!, cut: true } }
    assert.ok(textOf(cut).includes('left out'))
  })
})

describe('A foreclosure letter', () => {
  it('says what to pay, till when, what each day adds, and what is taken off', () => {
    const text = textOf(foreclosure)
    for (const part of ['₹1,00,146.58', '17 Mar 2026', '₹49.32', '−₹100.00', 'SBXN0000001'])
      assert.ok(text.includes(part), part)
  })
})

describe('A welcome letter', () => {
  it('says what is due when, by which mandate, and how to leave until when', () => {
    const welcome: LoanPaper = {
      ...order,
      kind: 'welcome-letter',
      welcome: {
        ...{ instalment: rupees('11334.56'), firstDueOn: date('2026-02-05') },
        ...{ lastDueOn: date('2027-01-05'), coolingOffUntil: date('2026-01-08') },
        umrn: 'HDFC7021601250012345',
      },
    }
    const text = textOf(welcome)
    for (const part of ['₹11,334.56', '5 Feb 2026', '8 Jan 2026', 'HDFC7021601250012345'])
      assert.ok(text.includes(part), part)
    assert.ok(text.includes('drawn on its day by the mandate'))
    const { umrn: _, ...byHand } = welcome.welcome!
    assert.ok(!textOf({ ...welcome, welcome: byHand }).includes('by the mandate'))
    assert.match(loanPaperCsv(welcome, 'en'), /11334\.56/)
  })
})

describe('A paper as CSV', () => {
  it('quotes what needs it, and lets no field calculate', () => {
    assert.deepEqual(loanPaperCsv(statement, 'en').split('\r\n'), [
      '\ufeffDate,Value date,What happened,Bank reference,Added,Paid,Owed after it',
      ',2026-02-01,Brought forward,,0.00,0.00,123456.00',
      `2026-02-07,2026-02-05,Payment received,"'=HYPERLINK(""x""),1",0.00,8456.00,115000.00`,
      '',
    ])
  })
  it('names each amount of a quote', () =>
    assert.match(
      loanPaperCsv(foreclosure, 'en'),
      /^To be paid,2026-03-10,2026-03-17,100146\.58\r$/m,
    ))
})
