/** Papers of a running loan in the borrower's words: what was counted, set in one grid. */
import type { InputOf } from '#kernel/contract'
import { businessDateOf } from '#kernel/dates'
import { negated, shown, sum } from '#kernel/money'
import type { issueLoanPaper } from '../contract.ts'
import type { Words } from '../words/words.ts'
import { amountShown, dayShown, percentShown } from './figures.ts'
import {
  columns,
  facts,
  figures,
  lender,
  masthead,
  noted,
  paperIn,
  paperTwice,
  paragraph,
  type Block,
  type Occasion,
  type Paper,
} from './sheet.ts'

export type LoanPaper = InputOf<typeof issueLoanPaper>

/** Those that others than the borrower act on stand in English too. */
const setting = {
  statement: paperIn,
  schedule: paperIn,
  'welcome-letter': paperIn,
  'interest-certificate': paperTwice,
  'foreclosure-letter': paperTwice,
} as const

export function loanPaper(paper: LoanPaper, occasion: Occasion): Paper {
  const { kind, about } = paper
  const head = { title: ({ titles }: Words) => titles[kind], mark: about.accountNumber }
  return setting[kind](occasion.language, head, (words) => [
    ...masthead(words.titles[kind], under(paper, words)),
    whose(paper, occasion, words),
    ...body(paper, words),
    ...ending(occasion, words),
  ])
}

function under({ kind, about, ...of }: LoanPaper, words: Words): string {
  const { paper } = words
  const span = of.statement ?? of.interest
  if (span) return paper.span(dayShown(span.from, words), dayShown(span.through, words))
  if (of.foreclosure) return paper.validTill(dayShown(of.foreclosure.validTill, words))
  return kind === 'schedule'
    ? paper.asOf(dayShown(about.on, words))
    : paper.begun(dayShown(about.disbursedOn, words))
}

const whose = ({ about }: LoanPaper, { borrower }: Occasion, words: Words): Block => {
  const { paper, counts } = words
  return facts([
    [paper.borrower, borrower],
    [paper.account, about.accountNumber],
    [paper.amount, shown(about.principal)],
    [paper.paidOutOn, dayShown(about.disbursedOn, words)],
    [paper.interest, paper.aYear(percentShown(about.rate))],
    [paper.term, counts.months(String(about.tenorMonths))],
  ])
}

function body(paper: LoanPaper, words: Words): Block[] {
  if (paper.statement) return statementOf(paper.statement, words)
  if (paper.interest) return certificateOf(paper.interest, words)
  if (paper.foreclosure) return letterOf(paper.foreclosure, words)
  if (paper.welcome) return welcomeOf(paper.welcome, paper.schedule ?? [], words)
  return scheduleOf(paper.schedule ?? [], words)
}

type Of<Part extends keyof LoanPaper> = NonNullable<LoanPaper[Part]>
type StatementLine = Of<'statement'>['lines'][number]

/** What happened, as paper and spreadsheet say it. */
export const lineWords = (
  { what, undone }: Pick<StatementLine, 'what' | 'undone'>,
  { statement }: Words,
): string => (undone === undefined ? statement.lines[what] : statement.undone(shown(undone)))

function statementOf(statement: Of<'statement'>, words: Words): Block[] {
  const { lines, opening, closing, overdue, paid, cut, from, nextDue } = statement
  const { statement: says } = words
  const total = (side: 'debit' | 'credit') => amountShown(sum(lines.map((line) => line[side])))
  return [
    figures([
      { label: says.opening, value: shown(opening) },
      { label: says.closing, value: shown(closing) },
      { label: says.overdue, value: shown(overdue) },
      ...(nextDue
        ? [{ label: says.dueOn(dayShown(nextDue.on, words)), value: shown(nextDue.amount) }]
        : []),
    ]),
    columns(
      [says.date, says.valueDate, says.what, says.added, says.paid, says.balance],
      [
        ['', cut ? '' : dayShown(from, words), says.brought, '', '', amountShown(opening)],
        ...lines.map((line) => [
          dayShown(line.bookedOn ?? line.on, words),
          dayShown(line.on, words),
          noted(lineWords(line, words), line.reference),
          line.debit > 0 ? amountShown(line.debit) : '',
          line.credit > 0 ? amountShown(line.credit) : '',
          amountShown(line.balance),
        ]),
      ],
      [63, 63, '*', 62, 62, 70],
      3,
      ['', '', words.paper.total, total('debit'), total('credit'), amountShown(closing)],
    ),
    paragraph(says.split(shown(paid.principal), shown(paid.interest), shown(paid.charges))),
    paragraph(says.note),
    paragraph(says.free),
    ...(cut ? [paragraph(says.cut)] : []),
  ]
}

function certificateOf(interest: Of<'interest'>, words: Words): Block[] {
  const { certificate, paper } = words
  const [from, through] = [interest.from, interest.through].map((on) => dayShown(on, words))
  return [
    paragraph(certificate.lead(from!, through!)),
    columns(
      [paper.number, certificate.what, certificate.amount],
      [
        ['1', paper.interest, shown(interest.interest)],
        ['2', certificate.principal, shown(interest.principal)],
        ['3', certificate.charges, shown(interest.charges)],
      ],
      [22, '*', 110],
      2,
      [
        '',
        certificate.inAll,
        shown(sum([interest.interest, interest.principal, interest.charges])),
      ],
    ),
    paragraph(certificate.outstanding(through!, shown(interest.outstanding))),
  ]
}

function letterOf(quote: Of<'foreclosure'>, words: Words): Block[] {
  const { foreclosure: says, paper } = words
  const on = dayShown(quote.on, words)
  return [
    figures([
      { label: says.payOn(on), value: shown(quote.payable) },
      { label: says.perDay, value: shown(quote.perDay) },
      { label: says.validTill, value: dayShown(quote.validTill, words) },
    ]),
    columns(
      [paper.number, says.what, words.certificate.amount],
      [
        ['1', says.principal, shown(quote.principal)],
        ['2', says.interestToDate(on), shown(quote.interestToDate)],
        ['3', says.principalOverdue, shown(quote.principalOverdue)],
        ['4', says.interestOverdue, shown(quote.interestOverdue)],
        ['5', says.charges, shown(quote.charges)],
        ['6', says.charge, shown(quote.charge)],
        ['7', says.chargeGst, shown(quote.chargeGst)],
        ['8', says.advance, shown(negated(quote.advance))],
      ],
      [22, '*', 110],
      2,
      ['', says.payable, shown(quote.payable)],
    ),
    facts([
      [says.payTo, lender.collection.holder],
      [says.bankAccount, `${lender.collection.account}, ${lender.collection.bank}`],
      ['IFSC', lender.collection.ifsc],
      ['UPI', lender.collection.vpa],
    ]),
    paragraph(says.terms),
  ]
}

/** How to leave, and whom to ask, stand beside what is to be paid (DL-09). */
function welcomeOf(welcome: Of<'welcome'>, schedule: Of<'schedule'>, words: Words): Block[] {
  const { instalment, firstDueOn, lastDueOn, coolingOffUntil, umrn } = welcome
  const { welcome: says } = words
  const until = dayShown(coolingOffUntil, words)
  return [
    figures([
      { label: says.each, value: shown(instalment) },
      { label: says.first, value: dayShown(firstDueOn, words) },
      { label: says.last, value: dayShown(lastDueOn, words) },
    ]),
    facts([
      [says.mandate, umrn === undefined ? says.noMandate : `UMRN ${umrn}`],
      [says.leaveUntil, until],
    ]),
    paragraph(says.papers),
    paragraph(says.leave(until)),
    paragraph(`${umrn === undefined ? says.byHand : says.drawn} ${says.hard}`),
    ...scheduleOf(schedule, words),
  ]
}

function scheduleOf(schedule: Of<'schedule'>, { schedule: says, paper, ...words }: Words): Block[] {
  const total = (part: 'principal' | 'interest' | 'instalment') =>
    amountShown(sum(schedule.map((row) => row[part])))
  return [
    columns(
      [
        paper.number,
        ...[says.dueOn, says.opening, says.principal],
        says.interest,
        says.instalment,
        says.state,
      ],
      schedule.map((row) => [
        String(row.number),
        dayShown(row.dueOn, words),
        amountShown(row.opening),
        amountShown(row.principal),
        amountShown(row.interest),
        amountShown(row.instalment),
        says.states[row.status],
      ]),
      [24, 66, '*', '*', '*', '*', 50],
      2,
      ['', paper.total, '', total('principal'), total('interest'), total('instalment'), ''],
    ),
    paragraph(says.note),
  ]
}

/** It stands whole: a page of one word of it is none. */
function ending({ madeAt }: Occasion, words: Words): Block[] {
  const { paper } = words
  const { name, phone, email } = lender.nodalOfficer
  const stack = [
    paragraph(paper.questions(`${name}, ${phone}, ${email}`)),
    { text: paper.forLender(lender.name), bold: true, margin: [0, 10, 0, 2] },
    paragraph(lender.address),
    paragraph(paper.made(dayShown(businessDateOf(madeAt), words))),
  ]
  return [{ stack, unbreakable: true }]
}
