/** The parts of a loan, always in one order; of the past only those that can be told of it. */
import type { ReactNode } from 'react'
import { Belonging } from '../entity-page.tsx'
import { entityNamed, queryNamed, useMeta } from '../meta.ts'
import { manyOf } from '../words.ts'
import { LoanCharges, LoanDues } from './loan-dues.tsx'
import { LoanLedger } from './loan-ledger.tsx'
import { LoanSchedule } from './loan-schedule.tsx'
import { LoanTransactions } from './loan-transactions.tsx'
import type { LoanFile } from './loan.tsx'
import { Quote } from './quote.tsx'
import type { Then } from './then.ts'

type Tab = { readonly key: string; readonly label: string; readonly children: ReactNode }

export function useLoanTabs(file: LoanFile, then: Then, past: boolean): Tab[] {
  const meta = useMeta()
  const { loanId, status } = file
  const tab = (key: string, label: string, children: ReactNode): Tab => ({ key, label, children })
  const told = [
    tab('schedule', 'Schedule', <LoanSchedule file={file} />),
    tab('dues', 'Dues', <LoanDues file={file} />),
    tab('transactions', 'Transactions', <LoanTransactions file={file} past={past} />),
    ...(queryNamed(meta, 'lending.loan-ledger')
      ? [tab('ledger', 'Ledger', <LoanLedger loanId={loanId} then={then} />)]
      : []),
    tab('charges', 'Charges', <LoanCharges file={file} past={past} />),
  ]
  if (past) return told
  const lists = LISTS.flatMap(({ entity: name, field, says }) => {
    const entity = entityNamed(meta, name)
    if (!entity?.list || !entity.filters.includes(field)) return []
    const id = field === 'loanId' ? loanId : file.customerId
    return [tab(name, says ?? manyOf(name), <Belonging entity={entity} field={field} id={id} />)]
  })
  const quote = status === 'active' ? [tab('quote', 'Close early', <Quote file={file} />)] : []
  return [...told, ...quote, ...lists]
}

/** What others keep of the loan, or of its borrower. */
const LISTS: readonly {
  readonly entity: string
  readonly field: 'loanId' | 'customerId'
  readonly says?: string
}[] = [
  { entity: 'payments.mandate', field: 'customerId', says: 'Mandate' },
  { entity: 'payments.presentment', field: 'loanId' },
  { entity: 'payments.receipt', field: 'loanId' },
  { entity: 'payments.cheque', field: 'loanId' },
  { entity: 'documents.document', field: 'customerId' },
  { entity: 'comms.message', field: 'customerId' },
]
