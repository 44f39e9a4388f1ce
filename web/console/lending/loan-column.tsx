/** The loan a row is about, by the number people see. */
import { Link } from '@tanstack/react-router'
import type { Column } from '../grid.tsx'

type OfLoan = { readonly loanId: string; readonly accountNumber?: string | undefined }

export const loanColumn: Column<OfLoan> = {
  head: 'Loan',
  cell: ({ loanId, accountNumber }) => (
    <Link to="/lending/loan/$id" params={{ id: loanId }} className="thing">
      {accountNumber ?? loanId}
    </Link>
  ),
  plain: ({ accountNumber }) => accountNumber,
}
