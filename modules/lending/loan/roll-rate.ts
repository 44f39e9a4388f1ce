/** How loans move between buckets of days past due over a month. */
import { exact } from '#kernel/rates'

/** `flow[i][j]` loans went from bucket i to bucket j; shares of the loans that began in i. */
export const rollRates = (
  start: readonly number[],
  flow: readonly (readonly number[])[],
): string[][] =>
  flow.map((row, i) =>
    row.map((count) => {
      const began = start[i] ?? 0
      return began === 0 ? '0.00' : exact(count).times(100).dividedBy(began).toFixed(2)
    }),
  )

/** Loans in each bucket at the end. */
export const endCounts = (flow: readonly (readonly number[])[]): number[] =>
  (flow[0] ?? []).map((_, j) => flow.reduce((total, row) => total + (row[j] ?? 0), 0))
