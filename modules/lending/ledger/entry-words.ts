/** What an entry is for, in words, from the fact or occurrence that caused it. */
const words: { readonly [kind: string]: string } = {
  disbursed: 'Loan disbursed',
  credited: 'Credit confirmed',
  'disbursal-returned': 'Disbursal returned',
  presented: 'Instalment presented on the mandate',
  bounced: 'Presentment returned unpaid',
  repaid: 'Payment received',
  charged: 'Charge levied',
  waived: 'Waived',
  refunded: 'Excess refunded',
  'cooled-off': 'Cooling-off exit',
  provisioned: 'Provision changed',
  'written-off': 'Written off',
  rescheduled: 'Rescheduled',
  'rate-changed': 'Rate changed',
  'interest-paused': 'Interest paused',
  're-aged': 'Arrears moved onto new dates',
  're-amortised': 'Arrears spread over the instalments to come',
  terminated: 'Contract ended: all falls due',
  'charged-off': 'Charged off',
  drawn: 'Further principal drawn',
  goodwill: 'Goodwill',
  'merchant-refunded': 'Purchase refunded by the merchant',
  'charged-back': 'Repayment taken back by the bank',
  reversed: 'Earlier fact reversed',
  'borrower-npa': 'NPA by another loan of the borrower',
  'borrower-performing': 'All arrears of the borrower are paid',
  due: 'Instalment due',
  fee: 'Processing fee recognised',
  impairment: 'Expected credit loss of',
  'impairment-reversed': 'Expected credit loss taken back of',
  month: 'Interest accrued at month end',
  npa: 'Interest suspended: NPA',
  penal: 'Penal charges of the month',
  provision: 'Provision by the IRACP floor',
}

/** `due:3` is "Instalment due 3". */
export function entryWords(cause: string): string {
  const [kind = '', which] = cause.split(':')
  const says = words[kind] ?? cause
  return which === undefined ? says : `${says} ${which}`
}
