/** All that papers say beside names and figures; each other language has the same shape. */
import { kfsEnglish } from './kfs-english.ts'

const counted = (n: string, one: string): string => `${n} ${n === '1' ? one : `${one}s`}`

export const english = {
  ...kfsEnglish,
  months: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
  counts: {
    days: (n: string) => counted(n, 'day'),
    months: (n: string) => counted(n, 'month'),
    instalments: (n: string) => counted(n, 'instalment'),
    monthly: (n: string) => counted(n, 'monthly instalment'),
  },
  titles: {
    kfs: 'Key Facts Statement',
    noc: 'No-objection certificate',
    statement: 'Statement of account',
    'interest-certificate': 'Interest certificate',
    'foreclosure-letter': 'Foreclosure statement',
    schedule: 'Repayment schedule',
    'welcome-letter': 'Welcome letter',
  },
  paper: {
    page: (n: string, of: string) => `Page ${n} of ${of}`,
    account: 'Loan account',
    borrower: 'Borrower',
    amount: 'Loan amount',
    paidOutOn: 'Paid out on',
    closedOn: 'Closed on',
    issued: 'Issued',
    interest: 'Interest',
    term: 'Term',
    aYear: (percent: string) => `${percent} a year`,
    span: (from: string, through: string) => `${from} to ${through}`,
    validTill: (on: string) => `Valid till ${on}`,
    asOf: (on: string) => `As it stands on ${on}`,
    begun: (on: string) => `Your loan was paid out on ${on}`,
    number: 'No.',
    total: 'Total',
    questions: (whom: string) => `Questions: ${whom}.`,
    forLender: (name: string) => `For ${name}`,
    made: (on: string) => `Made by computer on ${on} and valid without a signature.`,
    twice:
      'This paper stands in your language and then in English, with the same figures. Where the ' +
      'words differ, the English rules, unless the others are better for you.',
  },
  statement: {
    opening: 'Owed at the beginning',
    closing: 'Owed at the end',
    overdue: 'Of it overdue',
    dueOn: (on: string) => `Due on ${on}`,
    date: 'Date',
    valueDate: 'Value date',
    what: 'What happened',
    reference: 'Bank reference',
    added: 'Added',
    paid: 'Paid',
    balance: 'Owed after it',
    brought: 'Brought forward',
    split: (principal: string, interest: string, charges: string) =>
      `Of what you paid in these days, ${principal} repaid the loan, ${interest} was interest ` +
      `and ${charges} charges.`,
    note:
      'Amounts in rupees. The date is the day we entered a line, the value date the day it ' +
      'counts from. Interest is added on the day an instalment falls due.',
    free:
      'This statement is free, whenever you ask. Is a line wrong? Tell us within 30 days, and we ' +
      'look at it; a statement you did not answer takes no right from you.',
    cut: 'Earlier lines were left out: ask for them by their days.',
    lines: {
      disbursed: 'Loan paid out, with the fees taken from it',
      'disbursal-returned': 'Payout came back: the loan is undone',
      'instalment-due': 'Interest of the instalment that fell due',
      repaid: 'Payment received',
      waived: 'Forgiven',
      drawn: 'More paid out under this loan',
      goodwill: 'A gift of ours',
      'merchant-refunded': 'The merchant gave your money back',
      'charged-back': 'Your bank took a payment back',
      refunded: 'Excess paid back to you',
      'cooled-off': 'Payment on leaving the loan within its cooling-off period',
      bounced: 'Debit returned unpaid by your bank',
      'written-off': 'Written off in our books; the amount stays due',
      'bounce-charge': 'Charge for a returned debit',
      'penal-charge': 'Penal charge for late instalments',
      'foreclosure-charge': 'Charge for repaying before time',
      'other-charge': 'Charge',
      'interest-to-day': 'Interest to the day',
      'interest-and-charges': 'Interest to the day, and charges',
      adjusted: 'Adjustment',
    },
    undone: (amount: string) => `Undone as if never made: the payment of ${amount}`,
  },
  certificate: {
    lead: (from: string, through: string) =>
      `This certifies what was paid on this loan from ${from} to ${through}, by the day on which ` +
      'each payment counts.',
    what: 'Paid in these days',
    from: 'From',
    through: 'Through',
    amount: 'Amount',
    principal: 'Principal',
    charges: 'Charges',
    inAll: 'Paid in all',
    outstanding: (on: string, amount: string) =>
      `On ${on} the principal outstanding was ${amount}. Interest billed but not yet paid is not ` +
      'in it.',
  },
  foreclosure: {
    payOn: (on: string) => `To be paid on ${on}`,
    perDay: 'For each later day',
    validTill: 'Valid till',
    what: 'What it is made of',
    principal: 'Principal not yet due',
    interestToDate: (on: string) => `Interest on it to ${on}`,
    principalOverdue: 'Principal of instalments that are due',
    interestOverdue: 'Interest of instalments that are due',
    charges: 'Charges, penal charges to the day included',
    charge: 'Charge for repaying before time',
    chargeGst: 'GST on that charge',
    advance: 'Less your money with us',
    payable: 'To be paid',
    payTo: 'Pay to',
    bankAccount: 'Account',
    terms:
      'You may also pay in the app. It is the lender’s own account: no agent may take the money. ' +
      'Name the loan account with the payment. The loan is closed on the day this amount has ' +
      'reached us in full; an overdue instalment adds its penal charge for each further day.',
  },
  welcome: {
    each: 'Each instalment',
    first: 'The first falls due on',
    last: 'The last',
    mandate: 'Mandate',
    noMandate: 'None: you pay by yourself',
    leaveUntil: 'Leave until',
    papers:
      'Your key facts statement and your signed agreement stand among your documents in the app, ' +
      'and so does every statement of account: they cost nothing.',
    leave: (until: string) =>
      `Until ${until} you may leave this loan without a penalty: choose “Leave the loan” in the ` +
      'app, or write to the address below, and pay back the principal with the interest of the ' +
      'days you had it.',
    byHand: 'Nothing is drawn from your account: pay each instalment by its day, in the app.',
    drawn: 'An instalment is drawn on its day by the mandate: keep the money in the account.',
    hard: 'Is a day hard to meet? Tell us before it comes.',
  },
  schedule: {
    dueOn: 'Due on',
    opening: 'Outstanding principal',
    principal: 'Principal',
    interest: 'Interest',
    instalment: 'Instalment',
    state: 'State',
    states: {
      paid: 'Paid',
      'partly-paid': 'Part paid',
      due: 'Due',
      overdue: 'Overdue',
      coming: '',
    },
    agreed: 'Amounts in rupees. The last instalment takes the rounding.',
    note: 'Amounts in rupees. What was repaid before time is not in the rows.',
  },
  noc: {
    lead: 'Your loan is closed.',
    confirms: (lender: string, account: string, borrower: string, on: string) =>
      `${lender} confirms that loan account ${account} of ${borrower} was closed on ${on}. All ` +
      'that was due under it has been paid; nothing is owed, and the lender has no claim and no ' +
      'objection.',
    mandates: {
      cancelled:
        'No further instalment will be drawn: the mandate on your account was cancelled with the ' +
        'loan.',
      asked:
        'No further instalment will be drawn: we have ended the mandate on your account, and ' +
        'asked for it to be struck at your bank.',
      kept:
        'No further instalment will be drawn for this loan. The mandate on your account stands ' +
        'for what else you owe us through it.',
      none: 'No further instalment will be drawn: no mandate stands for this loan.',
    },
    reported: (on: string) =>
      `We report the loan as closed to the credit bureaus by ${on}; their own records follow in ` +
      'their time.',
    keep: (whom: string) => `Keep this certificate. Questions: ${whom}.`,
    made: (address: string) => `${address}. Made by computer and valid without a signature.`,
  },
}

export type Words = typeof english
