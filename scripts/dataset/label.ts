/** What became of a loan, and how long after the decision one looks. */
import { addMonths, businessDateOf, type Instant, type LocalDate } from '#kernel/dates'
import type { Log } from '#platform/log'

export type Label = {
  readonly months: number
  readonly column: string
}

export const labels: { readonly [name: string]: Label } = {
  'npa-in-6-months': { months: 6, column: 'npa_in_6_months' },
  'npa-in-12-months': { months: 12, column: 'npa_in_12_months' },
}

/** Up to which offset a partition was read. */
export type Offsets = readonly { readonly part: number; readonly next: string }[]

const TOPIC = 'lending'
const PAGE = 1000

/** The day each loan first became non-performing (SPEC §4), from the log itself. */
export async function npaDays(
  log: Pick<Log, 'heads' | 'read'>,
): Promise<{ byLoan: ReadonlyMap<string, LocalDate>; offsets: Offsets }> {
  const byLoan = new Map<string, LocalDate>()
  const offsets: { part: number; next: string }[] = []
  for (const { part, next: head } of (await log.heads()).filter((one) => one.topic === TOPIC)) {
    let from: string | undefined
    for (;;) {
      const page = await log.read({ topic: TOPIC, part, max: PAGE, ...(from && { from }) })
      for (const { fact } of page.facts) {
        if (fact.type !== 'lending.asset-class-changed') continue
        const { loanId, to, on } = fact.data as { loanId: string; to: string; on: LocalDate }
        const known = byLoan.get(loanId)
        if (to === 'NPA' && (known === undefined || on < known)) byLoan.set(loanId, on)
      }
      from = page.next
      if (page.facts.length === 0 || from >= head) break
    }
    offsets.push({ part, next: from ?? head })
  }
  return { byLoan, offsets: offsets.toSorted((a, b) => a.part - b.part) }
}

/**
 * True or false once it can be known: bad as soon as it happened, good only when the time is over.
 * Nothing lent, nothing to say.
 */
export function labelOf(
  { months }: Label,
  of: { decidedAt: Instant; lent: boolean; npaOn: LocalDate | undefined; today: Instant },
): boolean | null {
  const until = addMonths(businessDateOf(of.decidedAt), months)
  if (!of.lent) return null
  if (of.npaOn !== undefined && of.npaOn <= until) return true
  return businessDateOf(of.today) > until ? false : null
}
