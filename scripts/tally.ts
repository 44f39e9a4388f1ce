/** Reads the totals at the end of node:test's report, in its `spec` or `tap` form. */

export type Counts = { readonly passed: number; readonly failed: number }

/** Cancelled tests did not pass: they count as failed. */
export function countsOf(report: string): Counts {
  const last = (what: string): number => {
    const found = [...report.matchAll(new RegExp(`^(?:ℹ|#) ${what} (\\d+)$`, 'gm'))].at(-1)
    return Number(found?.[1] ?? 0)
  }
  return { passed: last('pass'), failed: last('fail') + last('cancelled') }
}
