/** Debits and credits, entry by entry and in all; and the ledger beside the loans it is about. */
import { LOANS_A_CHECK } from '#modules/lending'
import { controlOfAll } from '../../modules/lending/ledger/control/store.ts'
import type { House } from '../../platform/runtime/house.ts'

export async function brokenBooks({ db }: House): Promise<string[]> {
  const { owner } = db
  const entries = await owner<{ id: string; loan: string; off: string }[]>`
    select j.id, j.loan_id as loan,
           (coalesce(sum(p.debit), 0) - coalesce(sum(p.credit), 0))::text as off
      from lending.journal j left join lending.posting p on p.journal_id = j.id
     group by j.id, j.loan_id
    having coalesce(sum(p.debit), 0) <> coalesce(sum(p.credit), 0) or count(p.line) < 2
     order by j.id limit 3`
  const [books] = await owner<{ off: string }[]>`
    select (coalesce(sum(debit), 0) - coalesce(sum(credit), 0))::text as off from lending.posting`
  const actor = { kind: 'module', id: 'lending' } as const
  const totals = await db.transact('lending', { readOnly: true }, (open) =>
    controlOfAll(open.tx({ actor }), LOANS_A_CHECK),
  )
  return [
    ...entries.map(({ id, loan, off }) => `entry ${id} of ${loan} is off by ${off} paise`),
    ...totals
      .filter(({ ledger, loans }) => ledger !== loans)
      .map(
        ({ account, ledger, loans }) =>
          `account ${account} holds ${ledger} paise, its loans ${loans}`,
      ),
    ...(books && books.off !== '0' ? [`debits and credits differ by ${books.off} paise`] : []),
  ]
}
