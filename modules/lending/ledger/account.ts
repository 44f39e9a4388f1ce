/** The chart of accounts (SPEC §12). Memo accounts stand outside the balance sheet, in pairs. */

export type AccountKind = 'asset' | 'liability' | 'equity' | 'income' | 'expense' | 'memo'

export const ACCOUNTS = {
  1010: { name: 'Disbursal bank', kind: 'asset' },
  1015: { name: 'Collection bank', kind: 'asset' },
  1020: { name: 'NACH clearing', kind: 'asset' },
  1030: { name: 'UPI/PG clearing', kind: 'asset' },
  1100: { name: 'Loan principal', kind: 'asset' },
  1120: { name: 'Interest accrued not due', kind: 'asset' },
  1130: { name: 'EMI receivable (billed)', kind: 'asset' },
  1140: { name: 'Charges receivable', kind: 'asset' },
  1190: { name: 'Provision for NPA', kind: 'asset' },
  // Ours: the specification's chart names no account for what is held against standard assets.
  1191: { name: 'Provision for standard assets', kind: 'asset' },
  1195: { name: 'ECL allowance', kind: 'asset' },
  2210: { name: 'CGST output', kind: 'liability' },
  2211: { name: 'SGST output', kind: 'liability' },
  2212: { name: 'IGST output', kind: 'liability' },
  2220: { name: 'TDS payable', kind: 'liability' },
  2230: { name: 'Stamp duty payable', kind: 'liability' },
  2240: { name: 'Insurance and third parties payable', kind: 'liability' },
  2310: { name: 'Unamortised processing fee', kind: 'liability' },
  // Ours: the chart names no account for interest taken before its days have run.
  2320: { name: 'Interest received in advance', kind: 'liability' },
  2400: { name: 'Excess received', kind: 'liability' },
  2410: { name: 'Unidentified receipts', kind: 'liability' },
  2500: { name: 'Co-lender payable', kind: 'liability' },
  2510: { name: 'DLG deposit', kind: 'liability' },
  3100: { name: 'Retained earnings', kind: 'equity' },
  3200: { name: 'Impairment reserve', kind: 'equity' },
  4100: { name: 'Interest income', kind: 'income' },
  4110: { name: 'Fee income (EIR)', kind: 'income' },
  4200: { name: 'Bounce charge income', kind: 'income' },
  4210: { name: 'Penal charge income', kind: 'income' },
  4220: { name: 'Foreclosure charge income', kind: 'income' },
  // Ours: the chart of the specification names no account for other charges.
  4230: { name: 'Other charge income', kind: 'income' },
  4300: { name: 'Bad debts recovered', kind: 'income' },
  5200: { name: 'Provision expense', kind: 'expense' },
  5210: { name: 'Bad debts written off', kind: 'expense' },
  // Ours: a gift to a borrower who pays is no bad debt.
  5220: { name: 'Goodwill to borrowers', kind: 'expense' },
  5300: { name: 'DLG recovery', kind: 'expense' },
  9100: { name: 'Memo interest receivable on NPA', kind: 'memo' },
  9200: { name: 'Memo interest suspense', kind: 'memo' },
  9300: { name: 'Written-off memo', kind: 'memo' },
} as const satisfies Record<number, { name: string; kind: AccountKind }>

export type AccountCode = keyof typeof ACCOUNTS

/** As people write it: `1100 Loan principal`. */
export const accountName = (code: AccountCode): string => `${code} ${ACCOUNTS[code].name}`
