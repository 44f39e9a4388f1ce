/**
 * The Key Facts Statement in the RBI's own rows: Part 1 (rates and charges), Part 2 (qualitative),
 * the computation of the APR (Annex B) and the repayment schedule (Annex C). SPEC §2.2–2.4.
 *
 * It computes nothing: every amount is the one lending hashed into the terms.
 */
import { businessDateOf, type Instant } from '#kernel/dates'
import { money, plus, shown } from '#kernel/money'
import { bounceWords, coolingOffWords, foreclosureWords, penalWords } from './charge-words.ts'
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
import { scheduleNote, scheduleTable } from './schedule-table.ts'
import {
  facts,
  figures,
  heading,
  lender,
  masthead,
  quiet,
  rows,
  type Block,
  type Occasion,
  type Paper,
} from './sheet.ts'
import { counted, dayShown, momentShown, percentShown } from './words.ts'

export type KfsOccasion = Occasion & {
  readonly applicationId: string
  readonly termsHash: string
  readonly validTill: Instant
}

export function kfsPaper(terms: OfferTerms, occasion: KfsOccasion): Paper {
  const { applicationId, termsHash, madeAt, validTill, borrower } = occasion
  return {
    title: 'Key Facts Statement',
    running: 'Key Facts Statement',
    mark: `Proposal ${applicationId} · terms ${termsHash.slice(0, 16)}`,
    content: [
      ...masthead('Key Facts Statement', 'What this loan costs, before you decide.'),
      facts([
        ['Borrower', borrower],
        ['Proposal no.', applicationId],
        ['Issued', dayShown(businessDateOf(madeAt))],
        ['Valid until', momentShown(validTill)],
      ]),
      figures(glance(terms)),
      heading('Part 1 · Interest rate and fees or charges'),
      rows(['No.', 'Parameter', 'Details'], partOne(terms, applicationId)),
      heading('Part 2 · Other qualitative information'),
      rows(['No.', 'Parameter', 'Details'], partTwo(terms)),
      ...annexB(terms),
      heading('Annex C · Repayment schedule', scheduleNote),
      scheduleTable(terms),
    ],
  }
}

const glance = (terms: OfferTerms) => [
  {
    label: terms.merchant ? 'Paid for your order' : 'You receive',
    value: shown(terms.netDisbursed),
  },
  {
    label: 'You repay in all',
    value: shown(terms.totalRepaid),
    note: counted(terms.tenorMonths, 'instalment'),
  },
  {
    label: 'Each month',
    value: shown(terms.instalment),
    note: `from ${dayShown(terms.firstDueOn)}`,
  },
  { label: 'Annual percentage rate', value: percentShown(terms.aprPercent), note: 'all costs in' },
]

type Row = readonly [string, Block, Block]

function partOne(terms: OfferTerms, applicationId: string): Row[] {
  const { principal, tenorMonths } = terms
  const proposal = `${applicationId}; ${kindWords(terms)}`
  return [
    ['1', 'Loan proposal or account no.; type of loan', proposal],
    ['2', 'Sanctioned loan amount', withLimit(terms, shown(principal))],
    ['3', 'Disbursal schedule', payeeWords(terms)],
    ['4', 'Loan term', counted(tenorMonths, 'month')],
    ['5', 'Instalment details', instalments(terms)],
    ['6', 'Interest rate and type', interestWords(terms)],
    ['7', 'If floating: benchmark, spread, reset', resetWords(terms)],
    ['8', note(), fees(terms)],
    ['9', 'Annual percentage rate (APR)', { text: percentShown(terms.aprPercent), bold: true }],
    ['10', 'Contingent charges', contingent(terms)],
  ]
}

function withLimit(terms: OfferTerms, amount: string): Block {
  const [limit, merchant] = [limitWords(terms), merchantWords(terms)]
  if (!limit) return amount
  return pairs([
    ['Amount', amount],
    ['Your limit', limit],
    ...(merchant ? ([['The merchant', merchant]] as const) : []),
  ])
}

const instalments = (terms: OfferTerms): Block =>
  pairs([
    ['Type', 'Monthly, equated'],
    ['Number', String(terms.tenorMonths)],
    ['Amount of each', shown(terms.instalment)],
    ['First falls due', dayShown(terms.firstDueOn)],
    ...planLines(terms),
    ['A payment meets', allocationWords(terms)],
  ])

function fees({ processingFee, gst, stampDuty }: OfferTerms): Block {
  const tax = gst > 0 ? ` and GST ${shown(gst)}` : ''
  return {
    layout: 'inner',
    table: {
      widths: [70, '*', '*'],
      body: [
        ['', small('Payable to the lender (A)'), small('To a third party through the lender (B)')],
        [
          '(i) Processing',
          processingFee > 0 ? `${shown(processingFee)}${tax}, one-time` : 'Nil',
          'Nil',
        ],
        ['(ii) Insurance', 'Nil', 'Nil'],
        ['(iii) Valuation', 'Nil', 'Nil'],
        ['(iv) Other', 'Nil', stampDuty > 0 ? `${shown(stampDuty)} stamp duty, one-time` : 'Nil'],
      ],
    },
  }
}

const note = (): Block => ({
  stack: [
    'Fees and charges',
    {
      text:
        'With their taxes they are taken from the loan amount before it is paid out, and are ' +
        'part of the APR. No charge outside this statement may be levied later without your ' +
        'consent.',
      fontSize: 8,
      color: quiet,
      margin: [0, 2, 12, 0],
    },
  ],
})

const contingent = (terms: OfferTerms): Block =>
  pairs([
    ['(i) Delayed payment', penalWords(terms)],
    ['(ii) Other penal', 'Nil'],
    ['(iii) Foreclosure', foreclosureWords(terms)],
    ['(iv) Switching rate type', 'Not applicable'],
    ['(v) Other', bounceWords(terms)],
  ])

const told = 'told to you by name beforehand'
/** A draw has no agreement whose clauses could be cited: its KFS is what is agreed (SPEC §13A). */
const recovery = `Nobody calls or visits before 8 or after 19 o’clock; an agent is ${told}`
const grievance =
  'First to the officer below; without an answer in 30 days, or if you are not content with it, ' +
  'to the RBI Ombudsman at cms.rbi.org.in'

function partTwo(terms: OfferTerms): Row[] {
  const { name, phone, email } = lender.nodalOfficer
  return [
    ['1', 'Recovery agents', terms.limit ? recovery : `Clause 9 of the loan agreement: ${told}`],
    ['2', 'Grievance redressal', terms.limit ? grievance : 'Clause 11 of the loan agreement'],
    ['3', 'Nodal grievance officer', `${name}, ${phone}, ${email}`],
    ['4', 'May the loan be transferred or securitised?', 'Yes, with notice to you; terms stay'],
    ['5', 'Co-lending', 'None: the whole loan is the lender’s own'],
    [
      '6',
      'Digital loan',
      pairs([
        ['(i) Cooling-off', coolingOffWords(terms)],
        ['(ii) Agents for recovery', 'No lending service provider recovers this loan'],
      ]),
    ],
  ]
}

function annexB(terms: OfferTerms): Block[] {
  const { principal, processingFee, gst, stampDuty, totalInterest, netDisbursed } = terms
  const own = plus(processingFee, gst)
  const term = `${counted(terms.tenorMonths, 'monthly instalment')} of ${shown(terms.instalment)}`
  const line = (no: string, words: string, value: string): Row => [
    no,
    words,
    { text: value, alignment: 'right' },
  ]
  return [
    heading('Annex B · How the APR is computed', undefined, true),
    rows(
      ['No.', 'Parameter', ''],
      [
        line('1', 'Sanctioned loan amount', shown(principal)),
        line('2', 'Loan term and instalments', term),
        line('', 'Capitalised interest before the first instalment', shown(money(0))),
        line('', 'Repayment begins', dayShown(terms.firstDueOn)),
        line('3', 'Type of interest rate', rateKind(terms)),
        line('4', 'Rate of interest, a year', percentShown(terms.rate)),
        line('5', 'Total interest over the term', shown(totalInterest)),
        line('6', 'Fees and charges payable to the lender (A)', shown(own)),
        line('', 'Fees and charges to third parties through the lender (B)', shown(stampDuty)),
        line('7', 'Net amount disbursed (1 − 6)', shown(netDisbursed)),
        line('8', 'Total amount the borrower pays (1 + 5)', shown(terms.totalRepaid)),
        line(
          '9',
          'Annual percentage rate: the internal rate of return of 7 against the instalments, × 12',
          percentShown(terms.aprPercent),
        ),
        line('10', 'Disbursal', '100 % upfront'),
        line('11', 'Due dates of instalments', 'As in Annex C'),
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
