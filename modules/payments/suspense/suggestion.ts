/** Whose loan waiting money may be for, and why one thinks so. Pure. */

/** From the surest down. */
export const REASONS = ['account', 'mandate', 'payer', 'bounced', 'link', 'instalment'] as const
export type Reason = (typeof REASONS)[number]

/** What a reason is worth: two that point at one loan outweigh either. */
const WEIGHTS: { readonly [reason in Reason]: number } = {
  ...{ account: 100, mandate: 90, payer: 40, bounced: 30, link: 30, instalment: 20 },
}
/** Without a number that names it: the payer known, and an amount that fits. */
const SURE = 60
const OFFERED_MAX = 3
/** An amount that more loans than these ask for tells of none of them. */
export const ALIKE_MAX = 3

const ACCOUNT = /^(\d{2})-?(\d{2})-?(\d{7})-?(\d)$/

/** What in a bank's reference may be an account number of ours, or a mandate's. */
export function namesIn(reference: string): string[] {
  const words = reference.split(/[ /]+/).filter((word) => word.length >= 4)
  const ours = words.flatMap((word) => {
    const parts = ACCOUNT.exec(word)
    return parts ? [parts.slice(1).join('-')] : []
  })
  return [...new Set([...words, ...ours])]
}

export type Candidate<Loan> = { readonly loan: Loan; readonly reason: Reason }
export type Suggestion<Loan> = {
  readonly loan: Loan
  readonly reasons: readonly Reason[]
  /** Nothing else comes near it: it may be chosen without being looked for. */
  readonly sure: boolean
}

/** At most three loans, the likeliest first. */
export function suggested<Loan extends { readonly loanId: string }>(
  candidates: readonly Candidate<Loan>[],
): Suggestion<Loan>[] {
  const alike = Map.groupBy(candidates, ({ reason }) => reason)
  const telling = candidates.filter(({ reason }) => (alike.get(reason)?.length ?? 0) <= ALIKE_MAX)
  const byLoan = [...Map.groupBy(telling, ({ loan }) => loan.loanId).values()]
  const weighed = byLoan
    .map((own) => {
      const reasons = REASONS.filter((reason) => own.some((one) => one.reason === reason))
      const weight = reasons.reduce((sum, reason) => sum + WEIGHTS[reason], 0)
      return { loan: own[0]!.loan, reasons, weight }
    })
    .toSorted((a, b) => b.weight - a.weight || (a.loan.loanId < b.loan.loanId ? -1 : 1))
  return weighed.slice(0, OFFERED_MAX).map(({ loan, reasons, weight }, i) => {
    const rival = weighed[i === 0 ? 1 : 0]?.weight ?? 0
    return { loan, reasons, sure: weight >= SURE && weight >= 2 * rival }
  })
}
