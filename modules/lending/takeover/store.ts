/** All SQL of loans taken over from another system. */
import { column, type Tx } from '#platform/sql'

/**
 * From here on rows are looked up by index alone. A book may come into empty tables: the server
 * would go on reading them whole for each reference it checks, as it began when they held nothing,
 * until they are analysed, which is after the commit (5,000 loans: over a minute).
 */
export async function lookUpByIndex(tx: Tx): Promise<void> {
  await tx.sql`set local enable_seqscan = off`
  await tx.sql`discard plans`
}

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
