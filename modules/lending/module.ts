import { aggregates } from './aggregates.ts'
import type { Module } from '#platform/runtime'
import { timer } from '#platform/timers'
import { commands as onApplications } from './application/commands.ts'
import { queries as ofApplications } from './application/queries.ts'
import * as contract from './contract.ts'
import { queries as ofDays } from './day-end/queries.ts'
import { commands as ofDesk } from './desk/commands.ts'
import { queries as atDesk } from './desk/queries.ts'
import { queries as ahead } from './foresight/queries.ts'
import { reactions as onNews } from './application/reactions.ts'
import { applicationJourney } from './journeys.ts'
import { commands as ofPapers } from './paper/commands.ts'
import { commands as onLimits } from './limit/commands.ts'
import { queries as ofLimits } from './limit/queries.ts'
import { commands as onBooks } from './ledger/commands.ts'
import { queries as ofBooks } from './ledger/queries.ts'
import { queries as ofLoans } from './loan/queries.ts'
import { commands as onProducts } from './product/commands.ts'
import { reactions } from './reactions.ts'
import { reactions as forBureaus } from './reporting/reactions.ts'

export const module: Module = {
  name: 'lending',
  contract,
  aggregates,
  commands: [...onApplications, ...ofDesk, ...onBooks, ...ofPapers, ...onProducts, ...onLimits],
  queries: [...ofApplications, ...ofLoans, ...ofBooks, ...atDesk, ...ahead, ...ofDays, ...ofLimits],
  reactions: [...reactions, ...onNews, ...forBureaus],
  journeys: [applicationJourney],
  timers: [
    timer('application', contract.ApplicationDue, {
      owner: 'credit',
      says: 'An offer, a KFS or a lead runs out, or a silent check is asked again (SPEC §2.1).',
    }),
    timer('reconsideration', contract.ReconsiderationDue, {
      owner: 'credit',
      says: 'What phone or bank told since an offer was made is weighed, once a minute at most.',
    }),
    timer('loan-review', contract.LoanReviewDue, {
      owner: 'ops',
      says: 'A loan’s next interesting morning: an instalment falls due, a month or class closes.',
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
