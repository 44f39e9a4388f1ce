/** What the Key Facts Statement says, and the agreement with it: SPEC §2.2–2.4. */
export const kfsEnglish = {
  kfs: {
    lead: 'What this loan costs, before you decide.',
    proposal: 'Proposal no.',
    validUntil: 'Valid until',
    receive: 'You receive',
    orderPaid: 'Paid for your order',
    repay: 'You repay in all',
    eachMonth: 'Each month',
    from: (on: string) => `from ${on}`,
    apr: 'Annual percentage rate',
    allIn: 'all costs in',
    partOne: 'Part 1 · Interest rate and fees or charges',
    partTwo: 'Part 2 · Other qualitative information',
    parameter: 'Parameter',
    details: 'Details',
    rows: {
      proposal: 'Loan proposal or account no.; type of loan',
      sanctioned: 'Sanctioned loan amount',
      disbursal: 'Disbursal schedule',
      term: 'Loan term',
      instalments: 'Instalment details',
      rate: 'Interest rate and type',
      floating: 'If floating: benchmark, spread, reset',
      fees: 'Fees and charges',
      apr: 'Annual percentage rate (APR)',
      contingent: 'Contingent charges',
      agents: 'Recovery agents',
      grievance: 'Grievance redressal',
      officer: 'Nodal grievance officer',
      transfer: 'May the loan be transferred or securitised?',
      coLending: 'Co-lending',
      digital: 'Digital loan',
    },
    amount: 'Amount',
    yourLimit: 'Your limit',
    merchant: 'The merchant',
    type: 'Type',
    equated: 'Monthly, equated',
    count: 'Number',
    eachAmount: 'Amount of each',
    firstDue: 'First falls due',
    paymentMeets: 'A payment meets',
    toLender: 'Payable to the lender (A)',
    toThird: 'To a third party through the lender (B)',
    processing: '(i) Processing',
    insurance: '(ii) Insurance',
    valuation: '(iii) Valuation',
    otherFee: '(iv) Other',
    oneTime: (amount: string) => `${amount}, one-time`,
    withGst: (amount: string, gst: string) => `${amount} and GST ${gst}`,
    stampDuty: (amount: string) => `${amount} stamp duty`,
    feeNote:
      'With their taxes they are taken from the loan amount before it is paid out, and are part ' +
      'of the APR. No charge outside this statement may be levied later without your consent.',
    nil: 'Nil',
    delayed: '(i) Delayed payment',
    otherPenal: '(ii) Other penal',
    foreclosure: '(iii) Foreclosure',
    switching: '(iv) Switching rate type',
    other: '(v) Other',
    notApplicable: 'Not applicable',
    clause: (n: string, words: string) => `Clause ${n} of the loan agreement: ${words}`,
    clauseAlone: (n: string) => `Clause ${n} of the loan agreement`,
    toldBefore: 'told to you by name beforehand',
    recovery:
      'Nobody calls or visits before 8 or after 19 o’clock; an agent is told to you by name ' +
      'beforehand',
    complain: (site: string) =>
      'First to the officer below; without an answer in 30 days, or if you are not content with ' +
      `it, to the RBI Ombudsman at ${site}`,
    transferable: 'Yes, with notice to you; terms stay',
    ownLoan: 'None: the whole loan is the lender’s own',
    coolingOff: '(i) Cooling-off',
    recoverers: '(ii) Agents for recovery',
    noRecoverer: 'No lending service provider recovers this loan',
    annexB: 'Annex B · How the APR is computed',
    annexC: 'Annex C · Repayment schedule',
    computed: {
      term: 'Loan term and instalments',
      ofEach: (instalments: string, amount: string) => `${instalments} of ${amount}`,
      capitalised: 'Capitalised interest before the first instalment',
      begins: 'Repayment begins',
      rateType: 'Type of interest rate',
      rate: 'Rate of interest, a year',
      totalInterest: 'Total interest over the term',
      toLender: 'Fees and charges payable to the lender (A)',
      toThird: 'Fees and charges to third parties through the lender (B)',
      net: 'Net amount disbursed (1 − 6)',
      total: 'Total amount the borrower pays (1 + 5)',
      apr: (periods: string) =>
        'Annual percentage rate: the internal rate of return of 7 against the instalments, × ' +
        periods,
      disbursal: 'Disbursal',
      upfront: '100 % upfront',
      dueDates: 'Due dates of instalments',
      asInAnnexC: 'As in Annex C',
    },
  },
  plan: {
    brokenName: 'Interest before the first whole month',
    broken: {
      first: 'on top of the first instalment',
      last: 'on top of the last instalment',
      all: 'shared evenly by all instalments',
      own: 'an instalment of its own when they end',
      upfront: 'taken out of the amount paid out to you',
    },
    grace: 'Moratorium',
    noPrincipal: (instalments: string) =>
      `no principal in the first ${instalments}; their interest is paid as it falls due`,
    nothingAtAll: (instalments: string, free: string) =>
      `no principal in the first ${instalments}; nothing at all in the first ${free}: its ` +
      'interest runs on and is collected later',
    inFirstName: 'Collected in the first',
    inFirst: (amount: string) => `${amount}, which stays the same`,
    rounded: 'Rounded',
    toMultiple: (amount: string) => `up or down to a multiple of ${amount}`,
    toPaisa: 'to the paisa',
    toRupee: 'up to the next rupee',
    oddRest: 'Odd rest',
    spread: 'spread near evenly over all instalments',
    downName: 'Paid at once',
    down: (percent: string) => `${percent} of the amount, on the day it is paid out`,
    holidayName: 'On a bank holiday',
    holiday: {
      next: 'due on the next working day, at the same amount',
      previous: 'due on the previous working day, at the same amount',
    },
    noInterest: 'None: 0 % a year, fixed',
    fixed: 'Fixed',
    floating: 'Floating',
    rate: {
      fixed: (percent: string, basis: string) => `${percent} a year, fixed, ${basis}`,
      floating: (percent: string, basis: string) => `${percent} a year, floating, ${basis}`,
    },
    flat: 'flat: on the whole amount lent, for the whole term',
    reducing: 'on the reducing balance',
    ownDays: 'the year’s own days',
    actualDays: (year: string) => `for its actual days in a year of ${year}`,
    evenDays: (month: string, year: string) => `in months of ${month} days and a year of ${year}`,
    rateFixed: 'Not applicable: the rate is fixed',
    benchmark: (percent: string) =>
      `Benchmark: the lender’s own published rate, B ${percent}, spread S 0.00\u00a0%, ` +
      `R = B + S = ${percent}.`,
    wereHigher: (dearer: string, now: string, longer: string) =>
      `Were R 25 basis points higher: instalments of ${dearer} instead of ${now}, or ${longer}.`,
    longer: (instalments: string, now: string) => `${instalments} instead of ${now}`,
    neverRepaid: 'the instalment of now would no longer repay the loan',
    reset:
      'A reset is told at once and only counts from then on; you choose a higher instalment, a ' +
      'longer term, both, or to repay in part or in full without charge',
    early: (order: string) => `Paid before time: ${order}`,
    nonPerforming: (order: string) => `Of a non-performing loan: ${order}`,
    oldestFirst: (parts: string) => `the oldest instalment first, of each its ${parts}`,
    allOf: (parts: string) => `all ${parts}`,
    thenAllCharges: (order: string) => `${order}; then all charges`,
    thenPart: ', then ',
    thenStep: '; then ',
    parts: { interest: 'interest', principal: 'principal', charges: 'charges' },
    personal: 'personal loan, a term loan',
    draw: 'term loan drawn on a credit limit',
    purchase: 'term loan for a purchase, drawn on a credit limit',
    limit: (amount: string, until: string, left: string, again: string) =>
      `Of ${amount} granted until ${until}; ${left} is left after this; ${again}. It never rises ` +
      'but at your own request',
    restores: 'what you repay can be drawn again',
    staysDrawn: 'it does not revolve: what you repay cannot be drawn again',
    toOwnAccount: '100 % upfront, to your own bank account',
    toMerchant: (name: string, order: string) =>
      `100 % upfront, to the account of ${name} for your order ${order}`,
    merchantBears: (name: string, percent: string) =>
      `${name} bears ${percent} of the price, which the lender keeps of what it pays; no cost of ` +
      'yours.',
    merchantGives: (name: string) =>
      `What ${name} gives back repays this loan, without interest from that day`,
  },
  charges: {
    penal: (percent: string) =>
      `Penal charge of ${percent} a year on the overdue instalment for the days it is late`,
    spared: (penal: string, days: string) => `${penal}; none if it is paid within ${days}`,
    noForeclosure: 'Nil: you may repay early, in part or in full, without charge',
    foreclosure: (percent: string, gst: string) =>
      `${percent} of the principal not yet due, and ${gst} GST on it`,
    withGst: (amount: string, gst: string) => `${amount} and ${gst} GST on it`,
    bounce: (amount: string) =>
      `${amount} for an instalment your bank returns for want of funds or at your wish; a ` +
      'technical return costs nothing',
    coolingOff: (days: string) =>
      `${days} from the money’s arrival: repay the amount with the interest of the days you had ` +
      'it, and no penalty',
    kept: {
      both: 'the processing fee and the stamp duty stated above are not given back',
      fee: 'the processing fee stated above is not given back',
      duty: 'the stamp duty stated above is not given back',
    },
  },
  agreement: {
    understood: (language: string) =>
      `The terms were put before the borrower in ${language}, in the Key Facts Statement of the ` +
      'same terms hash, which the borrower accepted as read and understood. This agreement is in ' +
      'English; where its words differ from that statement’s, what is better for the borrower ' +
      'counts.',
    name: 'English',
  },
}
