/** What is counted of lending's facts as they pass: `analytics.aggregate-values` tells it. */
import { aggregate } from '#kernel/aggregate'
import { LoanClosed, LoanDisbursed } from './contract.ts'

export const aggregates = [
  /** Loans and money lent on each business day; amounts are paise. */
  aggregate('lending.disbursed', [LoanDisbursed], {
    every: 'day',
    measures: [
      { as: 'loans', how: 'count' },
      { as: 'principal', of: 'data.principal', how: 'sum' },
      { as: 'half', of: 'data.principal', how: { q: 0.5 } },
    ],
  }),
  /** Loans that ended on each business day, by how they did. */
  aggregate('lending.closed', [LoanClosed], {
    key: ['data.how'],
    every: 'day',
    measures: [{ as: 'loans', how: 'count' }],
  }),
]
