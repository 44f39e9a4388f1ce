/** All SQL of the ledger. It is only ever added to; the database sees to that. */
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { sum, type Money } from '#kernel/money'
import type { Tx } from '#platform/sql'
import type { AccountCode } from './account.ts'
import type { Entry } from './posting.ts'

/** Posts an entry; the database refuses one that does not balance, or a fact posted twice. */
export async function post(tx: Tx, loanId: string, entry: Entry, says: string): Promise<Id<'jrn'>> {
  const id = tx.newId('jrn')
  const amount = sum(entry.lines.map((line) => line.debit))
  await tx.sql`
    insert into lending.journal (id, loan_id, fact, says, amount, value_on, booked_on)
    values (${id}, ${loanId}, ${entry.factId}, ${says}, ${amount}, ${entry.on}, ${entry.bookedOn})`
  const lines = entry.lines.map((line, i) => ({ journal_id: id, line: i + 1, ...line }))
  await tx.sql`insert into lending.posting ${tx.sql(lines)}`
  return id
}

export type Balance = {
  readonly account: AccountCode
  readonly debit: Money
  readonly credit: Money
}

/** Sums by account as of a value date. */
export async function balancesOn(tx: Tx, on: LocalDate): Promise<Balance[]> {
  return tx.sql<Balance[]>`
    select p.account, sum(p.debit)::bigint as debit, sum(p.credit)::bigint as credit
      from lending.posting p join lending.journal j on j.id = p.journal_id
     where j.value_on <= ${on}
     group by p.account order by p.account`
}
