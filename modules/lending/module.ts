import { aggregates } from './aggregates.ts'
import type { Module } from '#platform/runtime'
import { timer } from '#platform/timers'
import { commands as ofAdjustments } from './adjustment/commands.ts'
import { commands as ofArrears } from './arrears/commands.ts'
import { commands as onApplications } from './application/commands.ts'
import { queries as ofApplications } from './application/queries.ts'
import { commands as ofClosings } from './closing/commands.ts'
import { queries as aboutClosings } from './closing/queries.ts'
import { reactions as atClosing } from './closing/reactions.ts'
import * as contract from './contract.ts'
import { queries as ofDays } from './day-end/queries.ts'
import { commands as ofDesk } from './desk/commands.ts'
import { queries as atDesk } from './desk/queries.ts'
import { commands as onDraws } from './draw/commands.ts'
import { drawJourney } from './draw/journeys.ts'
import { queries as ofDraws } from './draw/queries.ts'
import { commands as onImpairment } from './impairment/commands.ts'
import { queries as ofImpairment } from './impairment/queries.ts'
import { queries as ahead } from './foresight/queries.ts'
import { reactions as onNews } from './application/reactions.ts'
import { applicationJourney } from './journeys.ts'
import { commands as ofPapers } from './paper/commands.ts'
import { commands as onLimits } from './limit/commands.ts'
import { queries as ofLimits } from './limit/queries.ts'
import { commands as onMerchants } from './merchant/commands.ts'
import { queries as ofMerchants } from './merchant/queries.ts'
import { commands as onBooks } from './ledger/commands.ts'
import { queries as ofBooks } from './ledger/queries.ts'
import { queries as ofLoans } from './loan/queries.ts'
import { commands as onProducts } from './product/commands.ts'
import { reactions } from './reactions.ts'
import { commands as ofReversals } from './reversal/commands.ts'
import { routes } from './routes.ts'
import { commands as onWorklists } from './worklist/commands.ts'
import { queries as ofWorklists } from './worklist/queries.ts'
import { reactions as forBureaus } from './reporting/reactions.ts'

export const module: Module = {
  name: 'lending',
  contract,
  aggregates,
  commands: [
    ...onApplications,
    ...ofDesk,
    ...ofAdjustments,
    ...ofArrears,
    ...ofClosings,
    ...ofReversals,
    ...onBooks,
    ...onImpairment,
    ...ofPapers,
    ...onProducts,
    ...onLimits,
    ...onMerchants,
    ...onDraws,
    ...onWorklists,
  ],
  queries: [
    ...ofApplications,
    ...ofLoans,
    ...aboutClosings,
    ...ofBooks,
    ...ofImpairment,
    ...atDesk,
    ...ahead,
    ...ofDays,
    ...ofLimits,
    ...ofMerchants,
    ...ofDraws,
    ...ofWorklists,
  ],
  reactions: [...reactions, ...atClosing, ...onNews, ...forBureaus],
  routes,
  journeys: [applicationJourney, drawJourney],
  timers: [
    timer('application', contract.ApplicationDue, {
      owner: 'credit',
      says: 'An offer, a KFS or a lead runs out, or a silent check is asked again (SPEC §2.1).',
    }),
    timer('draw', contract.DrawDue, {
      owner: 'finance',
      says: 'A draw’s KFS or patience runs out, or a silent check is asked again (SPEC §2.1).',
    }),
    timer('reconsideration', contract.ReconsiderationDue, {
      owner: 'credit',
      says: 'What phone or bank told since an offer was made is weighed, once a minute at most.',
    }),
    timer('impairment', contract.ImpairmentDue, {
      owner: 'finance',
      says: 'A month is over: an Ind AS lender books what it expects to lose (SPEC §4.4).',
    }),
    timer('loan-review', contract.LoanReviewDue, {
      owner: 'ops',
      says: 'A loan’s next interesting morning: an instalment falls due, a month or class closes.',
    }),
    timer('closing', contract.ClosingDue, {
      owner: 'ops',
      says: 'A closed loan’s certificate is promised for this day; without it a person looks.',
    }),
    timer('report-page', contract.ReportPageDue, {
      owner: 'ops',
      says: 'The next page of loans for a bureau file (SPEC §5.1).',
    }),
    timer('instalment-near', contract.InstalmentNoticeDue, {
      owner: 'ops',
      says: 'Three days before a due date the borrower is told (SPEC §5.3).',
    }),
    timer('representment', contract.RepresentmentDue, {
      owner: 'ops',
      says: 'The one second presentment of a bounced instalment (SPEC §5.2).',
    }),
  ],
  migrations: new URL('./migrations/', import.meta.url),
}
