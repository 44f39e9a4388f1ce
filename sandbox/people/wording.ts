/** How banks put it: a few ways of saying each thing, each bank keeping to its own. Own words. */
import type { Movement } from './passbook.ts'

/** What a message is made of, as text; `{amount}` in a wording stands for it. */
type Parts = {
  readonly amount: string
  readonly left: string
  readonly tail: string
  readonly on: string
  readonly with: string
  readonly ref: string
}
type Said = Movement['kind'] | 'balance'
type Style = { readonly [kind in Exclude<Said, 'bet'>]: string }

const terse: Style = {
  salary:
    'A/c X{tail} credited with Rs.{amount} on {on} by NEFT from {with} towards SALARY. ' +
    'Avl Bal Rs.{left}',
  credit:
    'A/c X{tail} credited with Rs.{amount} on {on} by UPI from {with}, Ref {ref}. ' +
    'Avl Bal Rs.{left}',
  spend:
    'A/c X{tail} debited by Rs.{amount} on {on} trf to {with} UPI Ref {ref}. Avl Bal Rs.{left}',
  cash: 'Rs.{amount} withdrawn from A/c X{tail} at {with} on {on}. Avl Bal Rs.{left}',
  emi:
    'A/c X{tail} debited Rs.{amount} on {on} towards loan EMI of {with} by NACH. ' +
    'Avl Bal Rs.{left}',
  bounce:
    'NACH debit of Rs.{amount} by {with} on A/c X{tail} returned on {on}: insufficient funds. ' +
    'Charges apply.',
  balance: 'Available balance in A/c X{tail} as on {on} is Rs.{left}.',
}
const formal: Style = {
  salary:
    'Dear Customer, INR {amount} is credited to your account XX{tail} on {on} being salary ' +
    'from {with}. Available balance: INR {left}.',
  credit:
    'Dear Customer, INR {amount} is credited to your account XX{tail} on {on} from {with} ' +
    '(UPI {ref}). Available balance: INR {left}.',
  spend:
    'Dear Customer, INR {amount} has been debited from your account XX{tail} on {on} for UPI ' +
    'payment to {with} ({ref}). Available balance: INR {left}.',
  cash:
    'Dear Customer, cash of INR {amount} was withdrawn at {with} from account XX{tail} on ' +
    '{on}. Available balance: INR {left}.',
  emi:
    'Dear Customer, your EMI of INR {amount} for {with} has been paid from account XX{tail} ' +
    'on {on}. Available balance: INR {left}.',
  bounce:
    'Dear Customer, the ACH debit of INR {amount} presented by {with} on {on} was dishonoured ' +
    'due to insufficient balance in account XX{tail}.',
  balance: 'Dear Customer, the balance of your account XX{tail} on {on} is INR {left}.',
}
const brisk: Style = {
  salary: 'Salary of Rs {amount} from {with} credited in a/c **{tail} on {on}. Bal Rs {left}',
  credit: 'Received Rs {amount} in a/c **{tail} on {on} from {with}. UPI Ref {ref}. Bal Rs {left}',
  spend: 'Paid Rs {amount} from a/c **{tail} to {with} on {on}. UPI Ref {ref}. Bal Rs {left}',
  cash: 'ATM cash Rs {amount} taken from a/c **{tail} on {on} ({with}). Bal Rs {left}',
  emi: 'EMI Rs {amount} paid to {with} from a/c **{tail} on {on} via NACH. Bal Rs {left}',
  bounce: 'Alert: EMI of Rs {amount} to {with} bounced on {on} for lack of funds in a/c **{tail}',
  balance: 'Your a/c **{tail} has Rs {left} on {on}.',
}

const BANKS: { readonly [code: string]: readonly [header: string, style: Style] } = {
  SBIN: ['SBIINB', terse],
  HDFC: ['HDFCBK', brisk],
  ICIC: ['ICICIB', terse],
  UTIB: ['AXISBK', formal],
  PUNB: ['PNBSMS', terse],
  BARB: ['BOBTXN', formal],
  CNRB: ['CANBNK', formal],
  KKBK: ['KOTAKB', brisk],
}

/** The sender's header and the words, by the bank of the IFSC. To a bank a bet is a payment. */
export function worded(ifsc: string, said: Said, parts: Parts): { sender: string; body: string } {
  const [header, style] = BANKS[ifsc.slice(0, 4)] ?? ['SBIINB', terse]
  const text = style[said === 'bet' ? 'spend' : said]
  const body = text.replace(/\{(\w+)\}/g, (_, name: keyof Parts) => parts[name])
  return { sender: `VM-${header}`, body }
}
