/** মূল তথ্য বিবরণ: the Key Facts Statement in Bengali. */
import type { Words } from './english.ts'
import type { kfsEnglish } from './kfs-english.ts'

export const kfsBengali: Pick<Words, keyof typeof kfsEnglish> = {
  kfs: {
    lead: 'সিদ্ধান্তের আগে: এই ঋণের মোট খরচ।',
    proposal: 'প্রস্তাব নং',
    validUntil: 'কত দিন বৈধ',
    receive: 'আপনি পাবেন',
    orderPaid: 'অর্ডারের জন্য দেওয়া',
    repay: 'মোট শোধ করবেন',
    eachMonth: 'প্রতি মাসে',
    from: (on) => `${on} থেকে`,
    apr: 'বার্ষিক শতকরা হার',
    allIn: 'সব খরচ ধরে',
    partOne: 'ভাগ 1 · সুদের হার ও চার্জ',
    partTwo: 'ভাগ 2 · অন্যান্য গুণগত তথ্য',
    parameter: 'বিষয়',
    details: 'বিবরণ',
    rows: {
      proposal: 'ঋণের প্রস্তাব বা অ্যাকাউন্ট নং; ঋণের ধরন',
      sanctioned: 'মঞ্জুর ঋণের পরিমাণ',
      disbursal: 'টাকা দেওয়ার ক্রম',
      term: 'ঋণের মেয়াদ',
      instalments: 'কিস্তির বিবরণ',
      rate: 'সুদের হার ও তার ধরন',
      floating: 'হার পরিবর্তনশীল হলে: মূল হার, ব্যবধান, পুনর্নির্ধারণ',
      fees: 'ফি ও চার্জ',
      apr: 'বার্ষিক শতকরা হার (APR)',
      contingent: 'অবস্থাভেদে চার্জ',
      agents: 'আদায়কারী এজেন্ট',
      grievance: 'অভিযোগের প্রতিকার',
      officer: 'নোডাল অভিযোগ আধিকারিক',
      transfer: 'ঋণ কি অন্যকে হস্তান্তর বা সিকিউরিটাইজ করা যায়?',
      coLending: 'সহ-ঋণ',
      digital: 'ডিজিটাল ঋণ',
    },
    amount: 'পরিমাণ',
    yourLimit: 'আপনার সীমা',
    merchant: 'দোকান',
    type: 'ধরন',
    equated: 'মাসিক, সমান',
    count: 'সংখ্যা',
    eachAmount: 'প্রতিটির পরিমাণ',
    firstDue: 'প্রথম দেয় তারিখ',
    paymentMeets: 'টাকা কীসে লাগে',
    toLender: 'ঋণদাতাকে দেয় (A)',
    toThird: 'ঋণদাতার মাধ্যমে তৃতীয় পক্ষকে (B)',
    processing: '(i) প্রসেসিং',
    insurance: '(ii) বিমা',
    valuation: '(iii) মূল্যায়ন',
    otherFee: '(iv) অন্যান্য',
    oneTime: (amount) => `${amount}, একবার`,
    withGst: (amount, gst) => `${amount} এবং GST ${gst}`,
    stampDuty: (amount) => `${amount} স্ট্যাম্প ডিউটি`,
    feeNote:
      'টাকা দেওয়ার আগে এগুলি করসহ ঋণের টাকা থেকে কাটা হয় এবং APR-এর অংশ। এই বিবরণের বাইরের ' +
      'কোনও চার্জ আপনার সম্মতি ছাড়া পরে নেওয়া যাবে না।',
    nil: 'শূন্য',
    delayed: '(i) দেরিতে শোধ',
    otherPenal: '(ii) অন্য জরিমানা',
    foreclosure: '(iii) আগেই শেষ করা',
    switching: '(iv) হারের ধরন বদল',
    other: '(v) অন্যান্য',
    notApplicable: 'প্রযোজ্য নয়',
    clause: (n, words) => `ঋণ চুক্তির ধারা ${n}: ${words}`,
    clauseAlone: (n) => `ঋণ চুক্তির ধারা ${n}`,
    toldBefore: 'আগেই আপনাকে নাম জানানো হয়',
    recovery:
      'সকাল 8টার আগে ও সন্ধ্যা 19টার পরে কেউ ফোন করে না, কেউ আসে না; এজেন্টের নাম আপনাকে আগেই ' +
      'জানানো হয়',
    complain: (site) =>
      'আগে নিচের আধিকারিককে; 30 দিনে উত্তর না পেলে, বা উত্তরে সন্তুষ্ট না হলে, RBI ' +
      `ন্যায়পালকে: ${site}`,
    transferable: 'হ্যাঁ, আপনাকে জানিয়ে; শর্ত একই থাকে',
    ownLoan: 'নেই: পুরো ঋণ এই ঋণদাতারই',
    coolingOff: '(i) মত বদলানোর সময়',
    recoverers: '(ii) আদায়ের এজেন্ট',
    noRecoverer: 'কোনও ঋণ-পরিষেবা সংস্থা এই ঋণ আদায় করে না',
    annexB: 'সংযোজন B · APR যেভাবে গোনা হয়',
    annexC: 'সংযোজন C · শোধের সূচি',
    computed: {
      term: 'ঋণের মেয়াদ ও কিস্তি',
      ofEach: (instalments, amount) => `${instalments}, প্রতিটি ${amount}`,
      capitalised: 'প্রথম কিস্তির আগে আসলে যোগ হওয়া সুদ',
      begins: 'শোধ শুরু',
      rateType: 'সুদের হারের ধরন',
      rate: 'বার্ষিক সুদের হার',
      totalInterest: 'পুরো মেয়াদের মোট সুদ',
      toLender: 'ঋণদাতাকে দেয় ফি ও চার্জ (A)',
      toThird: 'ঋণদাতার মাধ্যমে তৃতীয় পক্ষের ফি ও চার্জ (B)',
      net: 'হাতে দেওয়া নিট টাকা (1 − 6)',
      total: 'ঋণগ্রহীতা মোট যা শোধ করেন (1 + 5)',
      apr: (periods) =>
        `বার্ষিক শতকরা হার: কিস্তিগুলির বিপরীতে 7-এর অভ্যন্তরীণ প্রতিদান হার, × ${periods}`,
      disbursal: 'টাকা দেওয়া',
      upfront: '100\u00a0% শুরুতেই',
      dueDates: 'কিস্তির দেয় তারিখ',
      asInAnnexC: 'সংযোজন C-এ যেমন আছে',
    },
  },
  plan: {
    brokenName: 'প্রথম পুরো মাসের আগের সুদ',
    broken: {
      first: 'প্রথম কিস্তির সঙ্গে',
      last: 'শেষ কিস্তির সঙ্গে',
      all: 'সব কিস্তিতে সমান ভাগে',
      own: 'সেই দিনগুলির শেষে আলাদা একটি কিস্তি',
      upfront: 'যে টাকা দেওয়া হয় তা থেকে কেটে নিয়ে',
    },
    grace: 'শোধে বিরতি',
    noPrincipal: (instalments) => `প্রথম ${instalments}: আসল নেই; তার সুদ দেয় হলে শোধ করতে হয়`,
    nothingAtAll: (instalments, free) =>
      `প্রথম ${instalments}: আসল নেই; প্রথম ${free}: কিছুই নেই, তার সুদ চলতে থাকে ও পরে নেওয়া হয়`,
    inFirstName: 'প্রথম কিস্তিতে নেওয়া',
    inFirst: (amount) => `${amount}, যা একই থাকে`,
    rounded: 'পূর্ণসংখ্যায়',
    toMultiple: (amount) => `${amount}-এর গুণিতকে, উপরে বা নিচে`,
    toPaisa: 'পয়সা পর্যন্ত',
    toRupee: 'পরের টাকায়, উপরে',
    oddRest: 'বাকি ভগ্নাংশ',
    spread: 'সব কিস্তিতে প্রায় সমান ভাগে',
    downName: 'সঙ্গে সঙ্গে শোধ',
    down: (percent) => `টাকার ${percent}, যেদিন তা দেওয়া হয়`,
    holidayName: 'ব্যাঙ্ক ছুটির দিনে',
    holiday: {
      next: 'পরের কাজের দিনে দেয়, একই টাকা',
      previous: 'আগের কাজের দিনে দেয়, একই টাকা',
    },
    noInterest: 'নেই: বছরে 0\u00a0%, স্থির',
    fixed: 'স্থির',
    floating: 'পরিবর্তনশীল',
    rate: {
      fixed: (percent, basis) => `বছরে ${percent}, স্থির, ${basis}`,
      floating: (percent, basis) => `বছরে ${percent}, পরিবর্তনশীল, ${basis}`,
    },
    flat: 'সমান হারে: পুরো মেয়াদে পুরো ঋণের উপর',
    reducing: 'কমতে থাকা বাকির উপর',
    ownDays: 'সেই বছরের নিজের দিনসংখ্যা',
    actualDays: (year) => `প্রকৃত দিন ধরে, বছর = ${year}`,
    evenDays: (month, year) => `মাস = ${month} দিন, বছর = ${year} ধরে`,
    rateFixed: 'প্রযোজ্য নয়: হার স্থির',
    benchmark: (percent) =>
      `মূল হার: ঋণদাতার নিজের প্রকাশিত হার, B ${percent}, ব্যবধান S 0.00\u00a0%, R = B + S = ` +
      `${percent}।`,
    wereHigher: (dearer, now, longer) =>
      `R 25 বেসিস পয়েন্ট বেশি হলে: ${now}-এর জায়গায় ${dearer}-এর কিস্তি, বা ${longer}।`,
    longer: (instalments, now) => `${now}-এর জায়গায় ${instalments}`,
    neverRepaid: 'এখনকার কিস্তিতে ঋণ আর শোধ হবে না',
    reset:
      'নতুন হার সঙ্গে সঙ্গে জানানো হয় ও তখন থেকেই গোনা হয়; আপনি বাছেন: বড় কিস্তি, লম্বা ' +
      'মেয়াদ, দুটিই, বা চার্জ ছাড়া আংশিক বা পুরো শোধ',
    early: (order) => `সময়ের আগে শোধ: ${order}`,
    nonPerforming: (order) => `অনাদায়ী ঋণে: ${order}`,
    oldestFirst: (parts) => `সবচেয়ে পুরনো কিস্তি আগে, তার ${parts}`,
    allOf: (parts) => `সব ${parts}`,
    thenAllCharges: (order) => `${order}; তারপর সব চার্জ`,
    thenPart: ', তারপর ',
    thenStep: '; তারপর ',
    parts: {
      interest: 'সুদ',
      principal: 'আসল',
      charges: 'চার্জ',
    },
    personal: 'ব্যক্তিগত ঋণ, মেয়াদি ঋণ',
    draw: 'ঋণসীমা থেকে নেওয়া মেয়াদি ঋণ',
    purchase: 'কেনাকাটার জন্য ঋণসীমা থেকে নেওয়া মেয়াদি ঋণ',
    limit: (amount, until, left, again) =>
      `${until} পর্যন্ত মঞ্জুর ${amount}-এর মধ্যে; এর পরে ${left} থাকে; ${again}। এটি কেবল ` +
      'আপনার নিজের অনুরোধে বাড়ে',
    restores: 'যা শোধ করেন তা আবার নিতে পারেন',
    staysDrawn: 'এটি আবার ভরে না: যা শোধ করেন তা আর নেওয়া যায় না',
    toOwnAccount: '100\u00a0% শুরুতেই, আপনার নিজের ব্যাঙ্ক অ্যাকাউন্টে',
    toMerchant: (name, order) =>
      `100\u00a0% শুরুতেই, আপনার অর্ডার ${order}-এর জন্য ${name}-এর অ্যাকাউন্টে`,
    merchantBears: (name, percent) =>
      `দামের ${percent} ${name} বহন করে, যা ঋণদাতা তাকে দেওয়া টাকা থেকে রাখে; আপনার কোনও খরচ ` +
      'নেই।',
    merchantGives: (name) => `${name} যা ফেরত দেয় তাতে এই ঋণ শোধ হয়, সেই দিন থেকে সুদ ছাড়া`,
  },
  charges: {
    penal: (percent) => `বকেয়া কিস্তির উপর দেরির দিনগুলির জন্য বছরে ${percent} জরিমানা চার্জ`,
    spared: (penal, days) => `${penal}; ${days}-এর মধ্যে শোধ করলে নেই`,
    noForeclosure: 'শূন্য: সময়ের আগে, আংশিক বা পুরো, চার্জ ছাড়াই শোধ করতে পারেন',
    foreclosure: (percent, gst) => `যে আসল এখনও দেয় নয় তার ${percent}, এবং তার উপর ${gst} GST`,
    withGst: (amount, gst) => `${amount} এবং তার উপর ${gst} GST`,
    bounce: (amount) =>
      `${amount}, টাকার অভাবে বা আপনার কথায় আপনার ব্যাঙ্ক কিস্তি ফেরালে; প্রযুক্তিগত কারণে ` +
      'ফিরলে কিছুই লাগে না',
    coolingOff: (days) =>
      `টাকা পৌঁছানো থেকে ${days}: টাকা ও যে ক’দিন তা আপনার কাছে ছিল সেই ক’দিনের সুদ ফেরত দিন, ` +
      'কোনও জরিমানা নেই',
    kept: {
      both: 'উপরে লেখা প্রসেসিং ফি ও স্ট্যাম্প ডিউটি ফেরত দেওয়া হয় না',
      fee: 'উপরে লেখা প্রসেসিং ফি ফেরত দেওয়া হয় না',
      duty: 'উপরে লেখা স্ট্যাম্প ডিউটি ফেরত দেওয়া হয় না',
    },
  },
  agreement: {
    understood: (language) =>
      `শর্তগুলি ঋণগ্রহীতার সামনে ${language} ভাষায় রাখা হয়েছে, একই শর্ত-পরিচয়ের মূল তথ্য ` +
      'বিবরণে, যা ঋণগ্রহীতা পড়ে ও বুঝে মেনেছেন। এই চুক্তি ইংরেজিতে; এর কথা সেই বিবরণের থেকে ' +
      'আলাদা হলে যা ঋণগ্রহীতার পক্ষে ভাল তা-ই ধরা হয়।',
    name: 'বাংলা',
  },
}
