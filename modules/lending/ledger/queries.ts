/** What the books can tell. */
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { minus, sum } from '#kernel/money'
import { answer, list, one } from '#platform/http'
import {
  booksCheck,
  journalFile,
  LINES_A_FILE,
  LOANS_A_CHECK,
  periodEntity,
  trialBalance,
} from '../contract.ts'
import { base64Of } from '../engines/base64.ts'
import { accountName, ACCOUNTS } from './account.ts'
import { controlTotals, pageEnd } from './control/store.ts'
import { journalCsv, type JournalLine } from './journal-file.ts'
import { balancesOn, journalLines, writtenOffOn } from './store.ts'

export const queries = [
  list(periodEntity),
  one(periodEntity),

  answer(trialBalance, async ({ on, knownAt, by = 'value' }, tx) => {
    const balances = await balancesOn(tx, { on, knownAt: knownAt ?? tx.now, by })
    const accounts = balances.map(({ account, debit, credit }) => {
      const name = account in ACCOUNTS ? accountName(account) : String(account)
      return { account: String(account), name, debit, credit }
    })
    const of = (side: 'debit' | 'credit') => sum(accounts.map((row) => row[side]))
    const writtenOff = await writtenOffOn(tx, { on, knownAt: knownAt ?? tx.now, by })
    return { accounts, debit: of('debit'), credit: of('credit'), writtenOff }
  }),

  answer(booksCheck, async ({ on, after = undefined }, tx) => {
    const upTo = on ? undefined : await pageEnd(tx, after ?? '', LOANS_A_CHECK)
    const page = { ...(after && { after }), ...(upTo && { upTo }) }
    const totals = await controlTotals(tx, on ? { bookedOn: on } : page)
    const accounts = totals.map(({ account, ledger, loans }) => {
      const difference = minus(ledger, loans)
      const name = accountName(account)
      return { account: String(account), name, ledger, loans, difference }
    })
    const agrees = accounts.every(({ difference }) => difference === 0)
    return { accounts, agrees, ...(upTo && { next: upTo as Id<'loan'> }) }
  }),

  answer(journalFile, async ({ from, through, afterOn, afterId }, tx) => {
    const after = afterOn && afterId ? { afterOn, afterId } : undefined
    const found = await journalLines(tx, { from, through, after })
    const { lines, next } = wholeEntries(found)
    const name = `journal-${from}-${through}${afterId ? `-after-${afterId}` : ''}.csv`
    const base64 = base64Of(journalCsv(lines))
    return { name, base64, lines: lines.length, ...(next && { next }) }
  }),
]

/** One line more was read than a file holds: if it is there, the last entry waits for the next. */
function wholeEntries(found: readonly JournalLine[]): {
  lines: readonly JournalLine[]
  next?: { afterOn: LocalDate; afterId: Id<'jrn'> }
} {
  if (found.length <= LINES_A_FILE) return { lines: found }
  const torn = found.at(-1)?.journalId
  const lines = found.filter(({ journalId }) => journalId !== torn)
  const last = lines.at(-1)
  return { lines, ...(last && { next: { afterOn: last.bookedOn, afterId: last.journalId } }) }
}
