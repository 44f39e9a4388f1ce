/** Papers of a running loan in the borrower's words: what was counted, set in one grid. */
import type { InputOf } from '#kernel/contract'
import { businessDateOf } from '#kernel/dates'
import { negated, shown, sum } from '#kernel/money'
import type { issueLoanPaper } from '../contract.ts'
import {
  columns,
  facts,
  figures,
  lender,
  masthead,
  noted,
  paragraph,
  type Block,
  type Occasion,
  type Paper,
} from './sheet.ts'
import { amountShown, counted, dayShown, percentShown } from './words.ts'

export type LoanPaper = InputOf<typeof issueLoanPaper>

const titles = {
  statement: 'Statement of account',
  'interest-certificate': 'Interest certificate',
  'foreclosure-letter': 'Foreclosure statement',
  schedule: 'Repayment schedule',
  'welcome-letter': 'Welcome letter',
} as const

export function loanPaper(paper: LoanPaper, occasion: Occasion): Paper {
  const title = titles[paper.kind]
  return {
    title,
    running: title,
    mark: `Loan account ${paper.about.accountNumber}`,
    content: [
      ...masthead(title, under(paper)),
      whose(paper, occasion),
      ...body(paper),
      ...ending(occasion),
    ],
  }
}

function under({ kind, about, statement, interest, foreclosure }: LoanPaper): string {
  const span = statement ?? interest
  if (span) return `${dayShown(span.from)} to ${dayShown(span.through)}`
  if (foreclosure) return `Valid till ${dayShown(foreclosure.validTill)}`
  return kind === 'schedule'
    ? `As it stands on ${dayShown(about.on)}`
    : `Your loan was paid out on ${dayShown(about.disbursedOn)}`
}

const whose = ({ about }: LoanPaper, { borrower }: Occasion): Block =>
  facts([
    ['Borrower', borrower],
    ['Loan account', about.accountNumber],
    ['Loan amount', shown(about.principal)],
    ['Paid out on', dayShown(about.disbursedOn)],
    ['Interest', `${percentShown(about.rate)} a year`],
    ['Term', counted(about.tenorMonths, 'month')],
  ])

function body(paper: LoanPaper): Block[] {
  if (paper.statement) return statementOf(paper.statement)
  if (paper.interest) return certificateOf(paper.interest)
  if (paper.foreclosure) return letterOf(paper.foreclosure)
  if (paper.welcome) return welcomeOf(paper.welcome, paper.schedule ?? [])
  return scheduleOf(paper.schedule ?? [])
}

type Of<Part extends keyof LoanPaper> = NonNullable<LoanPaper[Part]>

function statementOf(statement: Of<'statement'>): Block[] {
  const { lines, opening, closing, overdue, paid, cut, from, nextDue } = statement
  const total = (side: 'debit' | 'credit') => amountShown(sum(lines.map((line) => line[side])))
  return [
    figures([
      { label: 'Owed at the beginning', value: shown(opening) },
      { label: 'Owed at the end', value: shown(closing) },
      { label: 'Of it overdue', value: shown(overdue) },
      ...(nextDue
        ? [{ label: `Due on ${dayShown(nextDue.on)}`, value: shown(nextDue.amount) }]
        : []),
    ]),
    columns(
      ['Date', 'Value date', 'What happened', 'Added', 'Paid', 'Owed after it'],
      [
        ['', cut ? '' : dayShown(from), 'Brought forward', '', '', amountShown(opening)],
        ...lines.map((line) => [
          dayShown(line.bookedOn ?? line.on),
          dayShown(line.on),
          noted(line.says, line.reference),
          line.debit > 0 ? amountShown(line.debit) : '',
          line.credit > 0 ? amountShown(line.credit) : '',
          amountShown(line.balance),
        ]),
      ],
      [58, 58, '*', 66, 66, 72],
      3,
      ['', '', 'Total', total('debit'), total('credit'), amountShown(closing)],
    ),
    paragraph(
      `Of what you paid in these days, ${shown(paid.principal)} repaid the loan, ` +
        `${shown(paid.interest)} was interest and ${shown(paid.charges)} charges. Amounts in ` +
        'rupees. The date is the day we entered a line, the value date the day it counts from. ' +
        'Interest is added on the day an instalment falls due.',
    ),
    paragraph(
      'This statement is free, whenever you ask. Is a line wrong? Tell us within 30 days, and we ' +
        'look at it; a statement you did not answer takes no right from you.',
    ),
    ...(cut ? [paragraph('Earlier lines were left out: ask for them by their days.')] : []),
  ]
}

function certificateOf(interest: Of<'interest'>): Block[] {
  const { from, through } = interest
  return [
    paragraph(
      `This certifies what was paid on this loan from ${dayShown(from)} to ${dayShown(through)}, ` +
        'by the day on which each payment counts.',
    ),
    columns(
      ['No.', 'Paid in these days', 'Amount'],
      [
        ['1', 'Interest', shown(interest.interest)],
        ['2', 'Principal', shown(interest.principal)],
        ['3', 'Charges', shown(interest.charges)],
      ],
      [22, '*', 110],
      2,
      ['', 'Paid in all', shown(sum([interest.interest, interest.principal, interest.charges]))],
    ),
    paragraph(
      `On ${dayShown(through)} the principal outstanding was ${shown(interest.outstanding)}. ` +
        'Interest billed but not yet paid is not in it.',
    ),
  ]
}

function letterOf(quote: Of<'foreclosure'>): Block[] {
  return [
    figures([
      { label: `To be paid on ${dayShown(quote.on)}`, value: shown(quote.payable) },
      { label: 'For each later day', value: shown(quote.perDay) },
      { label: 'Valid till', value: dayShown(quote.validTill) },
    ]),
    columns(
      ['No.', 'What it is made of', 'Amount'],
      [
        ['1', 'Principal not yet due', shown(quote.principal)],
        ['2', `Interest on it to ${dayShown(quote.on)}`, shown(quote.interestToDate)],
        ['3', 'Principal of instalments that are due', shown(quote.principalOverdue)],
        ['4', 'Interest of instalments that are due', shown(quote.interestOverdue)],
        ['5', 'Charges, penal charges to the day included', shown(quote.charges)],
        ['6', 'Charge for repaying before time', shown(quote.charge)],
        ['7', 'GST on that charge', shown(quote.chargeGst)],
        ['8', 'Less your money with us', shown(negated(quote.advance))],
      ],
      [22, '*', 110],
      2,
      ['', 'To be paid', shown(quote.payable)],
    ),
    facts([
      ['Pay to', lender.collection.holder],
      ['Account', `${lender.collection.account}, ${lender.collection.bank}`],
      ['IFSC', lender.collection.ifsc],
      ['UPI', lender.collection.vpa],
    ]),
    paragraph(
      'You may also pay in the app. It is the lender’s own account: no agent may take the ' +
        'money. Name the loan account with ' +
        'the payment. The loan is closed on the day this amount has reached us in full; an ' +
        'overdue instalment adds its penal charge for each further day.',
    ),
  ]
}

/** How to leave, and whom to ask, stand beside what is to be paid (DL-09). */
function welcomeOf(welcome: Of<'welcome'>, schedule: Of<'schedule'>): Block[] {
  const { instalment, firstDueOn, lastDueOn, coolingOffUntil, umrn } = welcome
  return [
    figures([
      { label: 'Each instalment', value: shown(instalment) },
      { label: 'The first falls due on', value: dayShown(firstDueOn) },
      { label: 'The last', value: dayShown(lastDueOn) },
    ]),
    facts([
      ['Mandate', umrn === undefined ? 'None: you pay by yourself' : `UMRN ${umrn}`],
      ['Leave until', dayShown(coolingOffUntil)],
    ]),
    paragraph(
      'Your key facts statement and your signed agreement stand among your documents in the app, ' +
        'and so does every statement of account: they cost nothing.',
    ),
    paragraph(
      `Until ${dayShown(coolingOffUntil)} you may leave this loan without a penalty: choose ` +
        '“Leave the loan” in the app, or write to the address below, and pay back the principal ' +
        'with the interest of the days you had it.',
    ),
    paragraph(
      (umrn === undefined
        ? 'Nothing is drawn from your account: pay each instalment by its day, in the app. '
        : 'An instalment is drawn on its day by the mandate: keep the money in the account. ') +
        'Is a day hard to meet? Tell us before it comes.',
    ),
    ...scheduleOf(schedule),
  ]
}

const statuses = {
  paid: 'Paid',
  'partly-paid': 'Part paid',
  due: 'Due',
  overdue: 'Overdue',
  coming: '',
} as const

function scheduleOf(schedule: Of<'schedule'>): Block[] {
  const total = (part: 'principal' | 'interest' | 'instalment') =>
    amountShown(sum(schedule.map((row) => row[part])))
  return [
    columns(
      ['No.', 'Due on', 'Outstanding principal', 'Principal', 'Interest', 'Instalment', 'State'],
      schedule.map((row) => [
        String(row.number),
        dayShown(row.dueOn),
        amountShown(row.opening),
        amountShown(row.principal),
        amountShown(row.interest),
        amountShown(row.instalment),
        statuses[row.status],
      ]),
      [24, 66, '*', '*', '*', '*', 50],
      2,
      ['', 'Total', '', total('principal'), total('interest'), total('instalment'), ''],
    ),
    paragraph('Amounts in rupees. What was repaid before time is not in the rows.'),
  ]
}

/** It stands whole: a page of one word of it is none. */
function ending({ madeAt }: Occasion): Block[] {
  const { name, phone, email } = lender.nodalOfficer
  const made = dayShown(businessDateOf(madeAt))
  const stack = [
    paragraph(`Questions: ${name}, ${phone}, ${email}.`),
    { text: `For ${lender.name}`, bold: true, margin: [0, 10, 0, 2] },
    paragraph(lender.address),
    paragraph(`Made by computer on ${made} and valid without a signature.`),
  ]
  return [{ stack, unbreakable: true }]
}
