/** All SQL of loans taken over from another system. */
import { column, type Tx } from '#platform/sql'

export type Taken = { readonly number: string; readonly loanId: string; readonly content: string }

/** Loans of these numbers that were taken over before. */
export async function takenBefore(tx: Tx, numbers: readonly string[]): Promise<Taken[]> {
  return tx.sql<Taken[]>`
    select number, loan_id as "loanId", content from lending.takeover
     where number = any(string_to_array(${column(numbers)}, E'\\n'))`
}

/** Numbers that are already some loan's account number. */
export async function numbersUsed(tx: Tx, numbers: readonly string[]): Promise<string[]> {
  const rows = await tx.sql<{ number: string }[]>`
    select account_number as number from lending.loan
     where account_number = any(string_to_array(${column(numbers)}, E'\\n'))`
  return rows.map(({ number }) => number)
}

export async function noteTaken(tx: Tx, taken: readonly Taken[]): Promise<void> {
  await tx.sql`
    insert into lending.takeover (number, loan_id, content, taken_over_at)
    select n.number, n.loan_id, n.content, ${tx.now}
      from unnest(
        string_to_array(${column(taken.map(({ number }) => number))}, E'\\n'),
        string_to_array(${column(taken.map(({ loanId }) => loanId))}, E'\\n'),
        string_to_array(${column(taken.map(({ content }) => content))}, E'\\n')
      ) as n(number, loan_id, content)`
}
