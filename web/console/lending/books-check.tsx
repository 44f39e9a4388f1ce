/** The ledger beside the loans: those of a day as the page opens, the whole book when asked. */
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { OutputOf } from '#kernel/contract'
import type { LocalDate } from '#kernel/dates'
import { nothing, plus } from '#kernel/money'
import type { booksCheck } from '#modules/lending'
import { countText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { Grid } from '../grid.tsx'
import { queryNamed, useMeta } from '../meta.ts'
import { door } from '../session.ts'
import { Around } from '../states.tsx'
import { Tag } from '../tag.tsx'

type Check = OutputOf<typeof booksCheck>

/**
 * The day's loans are checked as the page opens, for they are few; every loan there is, when asked:
 * that reads the whole book.
 */
export function BooksCheck({ on }: { readonly on: LocalDate }) {
  const mayAsk = queryNamed(useMeta(), 'lending.books-check') !== undefined
  const ofDay = useCheck({ on }, mayAsk)
  const ofAll = useCheck({}, false)
  if (!mayAsk) return null
  return (
    <section className="card">
      <header className="card-head">
        <h2>Ledger against the loans</h2>
        <Button loading={ofAll.isFetching} onClick={() => void ofAll.refetch()}>
          Check the whole book
        </Button>
      </header>
      <p className="note">
        What the accounts hold of a loan, and what the loan itself says: as both stand now.
      </p>
      <Around of={ofDay} rows={2}>
        {(check) => <Found of="Loans of the day" check={check} />}
      </Around>
      {ofAll.data || ofAll.error ? (
        <Around of={ofAll}>{(check) => <Found of="The whole book" check={check} />}</Around>
      ) : null}
    </section>
  )
}

type Asking = { readonly on?: LocalDate; readonly after?: string }
const check = (input: Asking, signal: AbortSignal) =>
  door.ask<typeof booksCheck>('lending.books-check', input as never, { signal })

/** Of a day at once; of all, a share at a time, so that no answer keeps the books waiting. */
const useCheck = (input: Pick<Asking, 'on'>, enabled: boolean) =>
  useQuery({
    queryKey: ['books-check', input.on ?? ''],
    queryFn: async ({ signal }) => {
      let found = await check(input, signal)
      while (found.next !== undefined) {
        found = together(found, await check({ after: found.next }, signal))
      }
      return found
    },
    enabled,
  })

/** The sums of two shares, an account a row. */
function together(one: Check, { next, accounts }: Check): Check {
  const sums = new Map(one.accounts.map((row) => [row.account, row]))
  for (const row of accounts) {
    const { ledger, loans, difference } = sums.get(row.account) ?? NONE
    sums.set(row.account, {
      ...row,
      ledger: plus(ledger, row.ledger),
      loans: plus(loans, row.loans),
      difference: plus(difference, row.difference),
    })
  }
  const all = [...sums.values()].toSorted((a, b) => a.account.localeCompare(b.account))
  const agrees = one.agrees && accounts.every(({ difference }) => difference === 0)
  return { accounts: all, agrees, ...(next !== undefined && { next }) }
}
const NONE = { ledger: nothing, loans: nothing, difference: nothing }

function Found({ of, check }: { readonly of: string; readonly check: Check }) {
  const broken = check.accounts.filter(({ difference }) => difference !== 0)
  if (check.agrees)
    return (
      <p className="note">
        {of} <Tag state="equal" meaning="good" />{' '}
        {check.accounts.length === 0
          ? 'Nothing was booked of any.'
          : `${countText(check.accounts.length)} accounts, to the paisa.`}
      </p>
    )
  return (
    <>
      <p className="note" role="alert">
        {of} <Tag state="not equal" meaning="bad" /> The month cannot be closed until this is found.
      </p>
      <Grid
        label={`${of}: accounts that differ`}
        columns={[
          { head: 'Account', cell: ({ name }) => name },
          { head: 'Ledger', figure: true, cell: ({ ledger }) => <Amount paise={ledger} /> },
          { head: 'Loans', figure: true, cell: ({ loans }) => <Amount paise={loans} /> },
          {
            head: 'Difference',
            figure: true,
            cell: ({ difference }) => <Amount paise={difference} />,
          },
        ]}
        rows={broken}
        keyOf={({ account }) => account}
        empty={{ what: 'None.' }}
      />
    </>
  )
}
