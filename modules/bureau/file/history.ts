/** Months of days past due as bureau reports show them: three characters each, the latest first. */

const NOT_REPORTED = 'XXX'

/** `STD` for none, `XXX` for a month not reported, else the days, 999 at most. */
export const dpdString = (latestFirst: readonly (number | undefined)[]): string =>
  latestFirst.map(dpdShown).join('')

const dpdShown = (dpd: number | undefined): string =>
  dpd === undefined ? NOT_REPORTED : dpd === 0 ? 'STD' : String(Math.min(dpd, 999)).padStart(3, '0')
