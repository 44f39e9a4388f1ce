/**
 * The Key Facts Statement in the RBI's own rows: Part 1 (rates and charges), Part 2 (qualitative),
 * the computation of the APR (Annex B) and the repayment schedule (Annex C). SPEC §2.2–2.4.
 *
 * It computes nothing: every amount is the one lending hashed into the terms.
 */
import { businessDateOf, type Instant } from '#kernel/dates'
import { money, plus, shown } from '#kernel/money'
import type { Words } from '../words/words.ts'
import { bounceWords, coolingOffWords, foreclosureWords, penalWords } from './charge-words.ts'
import { dayShown, momentShown, percentShown } from './figures.ts'
import type { OfferTerms } from './offer-terms.ts'
import {
  allocationWords,
  interestWords,
  kindWords,
  limitWords,
  merchantWords,
  payeeWords,
  planLines,
  rateKind,
  resetWords,
} from './plan-words.ts'
import { scheduleTable } from './schedule-table.ts'
import {
  facts,
  figures,
  heading,
  lender,
  masthead,
  paperTwice,
  quiet,
  rows,
  type Block,
  type Occasion,
  type Paper,
} from './sheet.ts'

export type KfsOccasion = Occasion & {
  readonly applicationId: string
  readonly termsHash: string
  readonly validTill: Instant
}

export function kfsPaper(terms: OfferTerms, occasion: KfsOccasion): Paper {
  const { applicationId, termsHash, language } = occasion
  const mark = `${applicationId} · ${termsHash.slice(0, 16)}`
  const head = { title: ({ titles }: Words) => titles.kfs, mark }
  return paperTwice(language, head, (words) => statement(terms, occasion, words))
}

function statement(terms: OfferTerms, occasion: KfsOccasion, words: Words): Block[] {
  const { applicationId, madeAt, validTill, borrower } = occasion
  const { kfs, paper, titles } = words
  const head = [paper.number, kfs.parameter, kfs.details] as const
  return [
    ...masthead(titles.kfs, kfs.lead),
    facts([
      [paper.borrower, borrower],
      [kfs.proposal, applicationId],
      [paper.issued, dayShown(businessDateOf(madeAt), words)],
      [kfs.validUntil, momentShown(validTill, words)],
    ]),
    figures(glance(terms, words)),
    heading(kfs.partOne),
    rows(head, partOne(terms, applicationId, words)),
    heading(kfs.partTwo),
    rows(head, partTwo(terms, words)),
    ...annexB(terms, words),
    heading(kfs.annexC, words.schedule.agreed),
    scheduleTable(terms, words),
  ]
}

function glance(terms: OfferTerms, words: Words) {
  const { kfs, counts } = words
  const { instalments } = counts
  return [
    {
      label: terms.merchant ? kfs.orderPaid : kfs.receive,
      value: shown(terms.netDisbursed),
    },
    {
      label: kfs.repay,
      value: shown(terms.totalRepaid),
      note: instalments(String(terms.tenorMonths)),
    },
    {
      label: kfs.eachMonth,
      value: shown(terms.instalment),
      note: kfs.from(dayShown(terms.firstDueOn, words)),
    },
    { label: kfs.apr, value: percentShown(terms.aprPercent), note: kfs.allIn },
  ]
}

type Row = readonly [string, Block, Block]

/** Numbered from one, in the order of the RBI's table. */
const numbered = (lines: readonly (readonly [string | Block, Block])[]): Row[] =>
  lines.map(([name, says], i) => [String(i + 1), name, says])

function partOne(terms: OfferTerms, applicationId: string, words: Words): Row[] {
  const { kfs, counts } = words
  const { rows: says } = kfs
  return numbered([
    [says.proposal, `${applicationId}; ${kindWords(terms, words)}`],
    [says.sanctioned, withLimit(terms, shown(terms.principal), words)],
    [says.disbursal, payeeWords(terms, words)],
    [says.term, counts.months(String(terms.tenorMonths))],
    [says.instalments, instalments(terms, words)],
    [says.rate, interestWords(terms, words)],
    [says.floating, resetWords(terms, words)],
    [note(words), fees(terms, words)],
    [says.apr, { text: percentShown(terms.aprPercent), bold: true }],
    [says.contingent, contingent(terms, words)],
  ])
}

function withLimit(terms: OfferTerms, amount: string, words: Words): Block {
  const [limit, merchant] = [limitWords(terms, words), merchantWords(terms, words)]
  if (!limit) return amount
  return pairs([
    [words.kfs.amount, amount],
    [words.kfs.yourLimit, limit],
    ...(merchant ? ([[words.kfs.merchant, merchant]] as const) : []),
  ])
}

const instalments = (terms: OfferTerms, words: Words): Block =>
  pairs([
    [words.kfs.type, words.kfs.equated],
    [words.kfs.count, String(terms.tenorMonths)],
    [words.kfs.eachAmount, shown(terms.instalment)],
    [words.kfs.firstDue, dayShown(terms.firstDueOn, words)],
    ...planLines(terms, words),
    [words.kfs.paymentMeets, allocationWords(terms, words)],
  ])

function fees({ processingFee, gst, stampDuty }: OfferTerms, { kfs }: Words): Block {
  const fee = gst > 0 ? kfs.withGst(shown(processingFee), shown(gst)) : shown(processingFee)
  const duty = stampDuty > 0 ? kfs.oneTime(kfs.stampDuty(shown(stampDuty))) : kfs.nil
  return {
    layout: 'inner',
    table: {
      widths: [86, '*', '*'],
      body: [
        ['', small(kfs.toLender), small(kfs.toThird)],
        [kfs.processing, processingFee > 0 ? kfs.oneTime(fee) : kfs.nil, kfs.nil],
        [kfs.insurance, kfs.nil, kfs.nil],
        [kfs.valuation, kfs.nil, kfs.nil],
        [kfs.otherFee, kfs.nil, duty],
      ],
    },
  }
}

const note = ({ kfs }: Words): Block => ({
  stack: [kfs.rows.fees, { text: kfs.feeNote, fontSize: 8, color: quiet, margin: [0, 2, 12, 0] }],
})

const contingent = (terms: OfferTerms, words: Words): Block => {
  const { kfs } = words
  return pairs([
    [kfs.delayed, penalWords(terms, words)],
    [kfs.otherPenal, kfs.nil],
    [kfs.foreclosure, foreclosureWords(terms, words)],
    [kfs.switching, kfs.notApplicable],
    [kfs.other, bounceWords(terms, words)],
  ])
}

const OMBUDSMAN = 'cms.rbi.org.in'

/** A draw has no agreement whose clauses could be cited: its KFS is what is agreed (SPEC §13A). */
function partTwo(terms: OfferTerms, words: Words): Row[] {
  const { kfs } = words
  const { rows: says } = kfs
  const { name, phone, email } = lender.nodalOfficer
  return numbered([
    [says.agents, terms.limit ? kfs.recovery : kfs.clause('9', kfs.toldBefore)],
    [says.grievance, terms.limit ? kfs.complain(OMBUDSMAN) : kfs.clauseAlone('11')],
    [says.officer, `${name}, ${phone}, ${email}`],
    [says.transfer, kfs.transferable],
    [says.coLending, kfs.ownLoan],
    [
      says.digital,
      pairs([
        [kfs.coolingOff, coolingOffWords(terms, words)],
        [kfs.recoverers, kfs.noRecoverer],
      ]),
    ],
  ])
}

/** What is taken out of the disbursal besides fees: no fee, and of no GST (SPEC §3.2). */
const aheadOf = ({ interestAhead }: OfferTerms, { plan }: Words): (readonly [string, string])[] =>
  interestAhead ? [[`${plan.brokenName}, ${plan.broken.upfront}`, shown(interestAhead)]] : []

function annexB(terms: OfferTerms, words: Words): Block[] {
  const { principal, processingFee, gst, stampDuty, totalInterest, netDisbursed } = terms
  const { kfs, counts, paper } = words
  const { computed: says } = kfs
  const term = says.ofEach(counts.monthly(String(terms.tenorMonths)), shown(terms.instalment))
  const line = (no: string, name: string, value: string): Row => [
    no,
    name,
    { text: value, alignment: 'right' },
  ]
  return [
    heading(kfs.annexB, undefined, true),
    rows(
      [paper.number, kfs.parameter, ''],
      [
        line('1', kfs.rows.sanctioned, shown(principal)),
        line('2', says.term, term),
        line('', says.capitalised, shown(money(0))),
        line('', says.begins, dayShown(terms.firstDueOn, words)),
        line('3', says.rateType, rateKind(terms, words)),
        line('4', says.rate, percentShown(terms.rate)),
        line('5', says.totalInterest, shown(totalInterest)),
        line('6', says.toLender, shown(plus(processingFee, gst))),
        line('', says.toThird, shown(stampDuty)),
        ...aheadOf(terms, words).map(([name, amount]) => line('', name, amount)),
        line('7', says.net, shown(netDisbursed)),
        line('8', says.total, shown(terms.totalRepaid)),
        line('9', says.apr(String(terms.aprPeriodsAYear ?? 12)), percentShown(terms.aprPercent)),
        line('10', says.disbursal, says.upfront),
        line('11', says.dueDates, says.asInAnnexC),
      ],
      [22, 300, '*'],
    ),
  ]
}

/** Name and value, inside a cell. */
const pairs = (body: readonly (readonly [string, string])[]): Block => ({
  layout: 'inner',
  table: { widths: [100, '*'], body: body.map(([name, value]) => [small(name), value]) },
})
const small = (text: string): Block => ({ text, fontSize: 8.5, color: quiet })
