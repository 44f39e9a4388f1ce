/**
 * The loan agreement. It states the terms of the accepted KFS and nothing else: both carry the same
 * terms hash, and the KFS is its summary box (SPEC §2.1). Clause numbers are cited by the KFS.
 */
import { businessDateOf } from '#kernel/dates'
import type { Language } from '#kernel/languages'
import { shown } from '#kernel/money'
import { english, nameOf, wordsIn } from '../words/words.ts'
import { bounceWords, coolingOffWords, foreclosureWords, penalWords } from './charge-words.ts'
import { dayShown, momentShown, percentShown } from './figures.ts'
import type { OfferTerms } from './offer-terms.ts'
import { allocationWords, interestWords, planLines, resetWords } from './plan-words.ts'
import { scheduleTable } from './schedule-table.ts'
import {
  facts,
  figures,
  heading,
  lender,
  masthead,
  paragraph,
  rows,
  type Block,
  type Occasion,
  type Paper,
} from './sheet.ts'

export type AgreementOccasion = Occasion & {
  readonly applicationId: string
  readonly address: string
  readonly termsHash: string
}

export function agreementPaper(terms: OfferTerms, occasion: AgreementOccasion): Paper {
  const { applicationId, termsHash, madeAt, borrower, address } = occasion
  return {
    language: 'en',
    title: 'Loan agreement',
    running: 'Loan agreement',
    page: english.paper.page('{n}', '{of}'),
    mark: `Agreement ${applicationId} · terms ${termsHash.slice(0, 16)}`,
    content: [
      ...masthead('Loan agreement', `Made on ${dayShown(businessDateOf(madeAt), english)}.`),
      facts([
        ['Lender', `${lender.name}, ${lender.address}`],
        ['Agreement no.', applicationId],
        ['Borrower', borrower],
        ['Address', address],
      ]),
      figures(box(terms)),
      heading('The loan in short', 'As in the Key Facts Statement you accepted.'),
      rows(['No.', 'Term', 'Agreed'], short(terms)),
      heading('What we agree'),
      ...clauses(terms).map(clause),
      heading('Schedule of repayment', english.schedule.agreed),
      scheduleTable(terms, english),
      signature(occasion),
    ],
  }
}

const box = (terms: OfferTerms) => [
  { label: 'Loan amount', value: shown(terms.principal) },
  { label: 'Paid out to you', value: shown(terms.netDisbursed) },
  {
    label: 'Each month',
    value: shown(terms.instalment),
    note: english.counts.instalments(String(terms.tenorMonths)),
  },
  { label: 'Annual percentage rate', value: percentShown(terms.aprPercent) },
]

const short = (terms: OfferTerms): (readonly [string, Block, Block])[] => [
  ['1', 'Interest', interestWords(terms, english)],
  ['2', 'Term', english.counts.months(String(terms.tenorMonths))],
  ['3', 'First instalment', dayShown(terms.firstDueOn, english)],
  ['4', 'Processing fee', `${shown(terms.processingFee)}, and GST ${shown(terms.gst)}`],
  ['5', 'Stamp duty', shown(terms.stampDuty)],
  ['6', 'Total interest', interestOf(terms)],
  ['7', 'Total to be repaid', shown(terms.totalRepaid)],
]

const interestOf = ({ totalInterest, interestAhead }: OfferTerms): string =>
  interestAhead
    ? `${shown(totalInterest)}, of it ${shown(interestAhead)} ahead, ` + english.plan.broken.upfront
    : shown(totalInterest)

type Clause = readonly [title: string, text: string]

function clauses(terms: OfferTerms): Clause[] {
  return [...moneyClauses(terms), ...careClauses].map(
    ([title, text], i) => [`${i + 1}. ${title}`, text] as const,
  )
}

const moneyClauses = (terms: OfferTerms): Clause[] => [
  [
    'The loan',
    `The lender lends ${shown(terms.principal)} and pays ${shown(terms.netDisbursed)}, the ` +
      `amount less the fees ${terms.interestAhead ? 'and the interest ahead ' : ''}above, to the ` +
      'borrower’s own bank account and to no other.',
  ],
  [
    'Interest',
    `Interest: ${interestWords(terms, english)}. It runs from the day the money reaches the ` +
      `borrower’s account, and on no charge. ${raised(terms)}`,
  ],
  [
    'Repayment',
    `The borrower repays in ${english.counts.monthly(String(terms.tenorMonths))} of ` +
      `${shown(terms.instalment)} on the days of the schedule, by the mandate the borrower ` +
      'approved at the bank or by any payment to the lender’s own account. ' +
      planLines(terms, english)
        .map(([name, words]) => `${name}: ${words}. `)
        .join('') +
      `What is paid meets ${allocationWords(terms, english)}.`,
  ],
  [
    'Late payment',
    `For a late instalment: ${penalWords(terms, english)}. Such a charge is not interest, bears ` +
      'no interest itself, and is told to the borrower with its reason each time.',
  ],
  ['Returned instalments', `Charge for a returned instalment: ${bounceWords(terms, english)}.`],
  [
    'Early repayment',
    'The borrower may repay in part or in full at any time, from any source. Charge for it: ' +
      `${foreclosureWords(terms, english)}.`,
  ],
  ['Cooling off', `The borrower may leave the loan within ${coolingOffWords(terms, english)}.`],
]

const raised = (terms: OfferTerms): string =>
  terms.reset
    ? `It may be reset for the future. ${resetWords(terms, english)}.`
    : 'The rate is fixed and is not raised for any reason.'

const careClauses: Clause[] = [
  [
    'Reporting',
    'The lender reports the loan and its conduct to credit information companies as law demands.',
  ],
  [
    'Recovery',
    'Nobody calls or visits before 8 in the morning or after 7 in the evening, nor speaks to ' +
      'others of the debt. A recovery agent’s name and contact are told to the borrower ' +
      'beforehand.',
  ],
  [
    'Personal data',
    'Data is used for the purposes the borrower consented to, is kept in India, and is not ' +
      'shared with others without consent unless law demands it. Consent can be withdrawn in ' +
      'the app.',
  ],
  [
    'Complaints',
    `First to the ${lender.nodalOfficer.name}: ${lender.nodalOfficer.phone}, ` +
      `${lender.nodalOfficer.email}. If there is no answer in 30 days, or the borrower is not ` +
      'content with it, to the RBI Ombudsman at cms.rbi.org.in.',
  ],
  [
    'Transfer',
    'The lender may transfer or securitise the loan; the borrower is told, and the terms stay.',
  ],
  [
    'Changes and law',
    'Terms change only for the future, with the borrower’s consent. No charge outside the Key ' +
      `Facts Statement is due. Indian law applies; the courts of ${lender.jurisdiction} decide.`,
  ],
]

const clause = ([title, text]: Clause): Block => ({
  stack: [{ text: title, bold: true }, paragraph(text)],
  unbreakable: true,
})

/** The one text that is signed is English; that its terms were understood is said in both. */
function understood(language: Language): Block[] {
  const own = wordsIn(language).agreement
  const said = paragraph(english.agreement.understood(nameOf(language)))
  return language === 'en' ? [said] : [said, paragraph(own.understood(own.name))]
}

const signature = ({ borrower, termsHash, madeAt, language }: AgreementOccasion): Block => ({
  unbreakable: true,
  margin: [0, 14, 0, 0],
  stack: [
    facts([
      ['Signed by', `${borrower}, electronically`],
      ['For the lender', lender.name],
      ['Prepared', momentShown(madeAt, english)],
      ['Terms hash', termsHash.replace(/(.{16})(?=.)/g, '$1 ')],
    ]),
    ...understood(language),
    paragraph(
      'The signature is made over the hash of this exact file. The signer’s certificate and the ' +
        'time of signing are kept with it by the lender and the signing service.',
    ),
  ],
})
