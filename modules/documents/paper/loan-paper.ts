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
  return kind === 'schedule' ? `As it stands on ${dayShown(about.on)}` : ''
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
      ['Date', 'What happened', 'Added', 'Paid', 'Owed after it'],
      [
        [cut ? '' : dayShown(from), 'Brought forward', '', '', amountShown(opening)],
        ...lines.map((line) => [
          dayShown(line.on),
          line.reference === undefined ? line.says : `${line.says} (${line.reference})`,
          line.debit > 0 ? amountShown(line.debit) : '',
          line.credit > 0 ? amountShown(line.credit) : '',
          amountShown(line.balance),
        ]),
      ],
      [62, '*', 66, 66, 76],
      2,
      ['', 'Total', total('debit'), total('credit'), amountShown(closing)],
    ),
    paragraph(
      `Of what you paid in these days, ${shown(paid.principal)} repaid the loan, ` +
        `${shown(paid.interest)} was interest and ${shown(paid.charges)} charges. Amounts in ` +
        'rupees; interest is added on the day an instalment falls due.',
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
    paragraph(
      'Pay from the app, or to the account shown there: it is the lender’s own, and no agent may ' +
        'take the money. The loan is closed on the day this amount has reached us in full; an ' +
        'overdue instalment adds its penal charge for each further day.',
    ),
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

function ending({ madeAt }: Occasion): Block[] {
  const { name, phone, email } = lender.nodalOfficer
  return [
    paragraph(`Questions: ${name}, ${phone}, ${email}.`),
    { text: `For ${lender.name}`, bold: true, margin: [0, 14, 0, 2] },
    paragraph(
      `${lender.address}. Made by computer on ${dayShown(businessDateOf(madeAt))} and valid ` +
        'without a signature.',
    ),
  ]
}
