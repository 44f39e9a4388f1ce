import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inflateSync } from 'node:zlib'
import { date, instant } from '#kernel/dates'
import { LANGUAGES, type Language } from '#kernel/languages'
import { rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { typeset } from '../engines/pdf.ts'
import { agreementPaper } from './agreement.ts'
import { kfsPaper } from './kfs.ts'
import { nocPaper } from './noc.ts'
import type { OfferTerms } from './offer-terms.ts'
import { lender, type Paper } from './sheet.ts'

// The RBI's illustration (SPEC §2.3, §2.4): 20,000 for 24 months at 15 %, fees 400.
const terms: OfferTerms = {
  product: 'personal',
  principal: rupees('20000'),
  rate: rate('15'),
  tenorMonths: 24,
  instalment: rupees('970'),
  firstDueOn: date('2026-02-01'),
  processingFee: rupees('250'),
  gst: rupees('50'),
  stampDuty: rupees('100'),
  netDisbursed: rupees('19600'),
  totalInterest: rupees('3274'),
  totalRepaid: rupees('23274'),
  aprPercent: '17.07',
  coolingOffDays: 3,
  bounceCharge: rupees('500'),
  bounceGstPercent: '0',
  penalPercent: '24',
  schedule: [
    {
      number: 1,
      dueOn: date('2026-02-01'),
      opening: rupees('20000'),
      principal: rupees('720'),
      interest: rupees('250'),
      instalment: rupees('970'),
    },
  ],
}
const occasion = {
  borrower: 'Asha Rao',
  language: 'en' as const,
  madeAt: instant('2026-01-01T10:00:00.000+05:30'),
  applicationId: 'app_1',
  termsHash: 'ab'.repeat(32),
}
const validTill = instant('2026-01-06T23:59:00.000+05:30')

/** Every text of a paper, in its order. */
function textsOf(block: unknown): string[] {
  if (typeof block === 'string') return [block]
  if (Array.isArray(block)) return block.flatMap(textsOf)
  if (typeof block !== 'object' || block === null) return []
  const { text, stack, table, columns } = block as Record<string, unknown>
  const body = (table as { body?: unknown } | undefined)?.body
  return [text, stack, body, columns].flatMap(textsOf)
}
const linesOf = (paper: Paper): string[] => paper.content.flatMap(textsOf)
const says = (paper: Paper, text: string): void =>
  assert.ok(
    linesOf(paper).some((line) => line.includes(text)),
    `nowhere: ${text}`,
  )

const loan = { accountNumber: 'BLR26', principal: rupees('20000'), closedOn: date('2028-01-01') }
const papers = {
  'the Key Facts Statement': kfsPaper(terms, { ...occasion, validTill }),
  'the loan agreement': agreementPaper(terms, { ...occasion, address: '12 Lake View Road' }),
  'the no-objection certificate': nocPaper(loan, occasion),
}

describe('Every paper says who lends and how it is registered', () => {
  for (const [name, paper] of Object.entries(papers))
    it(name, () => {
      says(paper, lender.name)
      says(paper, lender.registration)
    })
})

describe('The Key Facts Statement', () => {
  const kfs = kfsPaper(terms, { ...occasion, validTill })
  const lines = linesOf(kfs)

  it('has the ten rows of Part 1 and the eleven of Annex B', () => {
    const numbers = lines.filter((line) => /^\d+$/.test(line)).map(Number)
    const partOne = lines.slice(0, lines.indexOf('Part 2 · Other qualitative information'))
    for (let row = 1; row <= 10; row++) assert.ok(partOne.includes(String(row)), `row ${row}`)
    assert.ok(numbers.includes(11))
  })
  it('states the APR on the amount that reaches the borrower', () => {
    says(kfs, '17.07\u00a0%')
    says(kfs, '₹19,600.00')
  })
  it('shows our fee with its tax, and the third party’s apart', () => {
    says(kfs, '₹250.00 and GST ₹50.00, one-time')
    says(kfs, '₹100.00 stamp duty, one-time')
    says(kfs, '₹300.00')
  })
  it('names what may fall due later, outside the APR', () => {
    says(kfs, '24.00\u00a0% a year on the overdue instalment')
    says(kfs, '₹500.00')
  })
  it('gives the cooling-off period, the nodal officer and its validity', () => {
    says(kfs, '3 days from the money’s arrival')
    says(kfs, 'Nodal Grievance Redressal Officer')
    says(kfs, '6 Jan 2026, 23:59 IST')
  })
  it('ends in the schedule with its totals', () =>
    assert.deepEqual(lines.slice(-6), ['', 'Total', '', '20,000.00', '3,274.00', '23,274.00']))
})

describe('What a product agrees of its instalments', () => {
  const kfsOf = (more: Partial<OfferTerms>) =>
    kfsPaper({ ...terms, ...more }, { ...occasion, validTill })
  const plans: readonly (readonly [string, Partial<OfferTerms>, string])[] = [
    ['flat interest', { plan: { method: 'flat' } }, 'flat: on the whole amount lent'],
    [
      'a count of days',
      { plan: { dayCount: { year: 365, month: 'actual' } } },
      'for its actual days in a year of 365 days',
    ],
    [
      'a moratorium',
      { plan: { grace: { principalRows: 3, interestRows: 1 } } },
      'no principal in the first 3 instalments; nothing at all in the first 1 instalment',
    ],
    ['a broken first period', { plan: { broken: 'last' } }, 'on top of the last instalment'],
    [
      'a broken first period that the disbursal pays',
      { plan: { broken: 'upfront' } },
      'taken out of the amount paid out',
    ],
    ['holidays', { plan: { holidays: { moves: 'next', days: [] } } }, 'the next working day'],
    ['a multiple', { plan: { multiple: rupees('10') } }, 'a multiple of ₹10.00'],
    ['an odd rest', { plan: { residue: 'spread' } }, 'spread near evenly'],
    ['a down payment', { plan: { downPercent: '20' } }, '20.00\u00a0% of the amount, on the day'],
    ['paise', { rounding: 'paise' }, 'to the paisa'],
    ['the house’s order', {}, 'the oldest instalment first, of each its interest, then principal'],
    [
      'an order of its own',
      {
        allocation: {
          rules: [{ order: [{ by: 'part', parts: ['bounce', 'penal', 'interest'] }] }],
        },
      },
      'all charges, then interest',
    ],
    [
      'a floating rate',
      { reset: { instalment: rupees('973'), instalments: 25 } },
      'instalments of ₹973.00 instead of ₹970.00, or 25 instalments instead of 24',
    ],
    ['a rate of nothing', { rate: rate('0') }, 'None: 0 % a year'],
  ]
  for (const [name, more, words] of plans) it(`is said: ${name}`, () => says(kfsOf(more), words))

  it('is netted from what is received where the disbursal pays interest', () => {
    const ahead = { plan: { broken: 'upfront' }, interestAhead: rupees('147.95') }
    const lines = linesOf(kfsOf(ahead))
    const at = lines.findIndex((line) => line.startsWith('Interest before the first whole month,'))
    assert.deepEqual(lines.slice(at + 1, at + 3), ['₹147.95', '7'])
    says(kfsOf(ahead), 'against the instalments, × 12')
    says(kfsOf({ ...ahead, aprPeriodsAYear: 365 }), 'against the instalments, × 365')
    const agreement = agreementPaper({ ...terms, ...ahead }, { ...occasion, address: 'x' })
    says(agreement, 'of it ₹147.95 ahead, taken out of the amount paid out to you')
    says(agreement, 'less the fees and the interest ahead above')
  })

  it('has words, or there is no KFS', () =>
    assert.throws(() => kfsOf({ plan: { balloon: 1 } }), /no words for the plan's balloon/))
})

describe('The Key Facts Statement in the borrower’s language', () => {
  const full: Partial<OfferTerms> = {
    ...{ penalGraceDays: 3, foreclosurePercent: '2', foreclosureGstPercent: '18' },
    ...{ rounding: 'paise', reset: { instalment: rupees('973'), instalments: 25 } },
    plan: {
      ...{ grace: { principalRows: 3, interestRows: 1 }, multiple: rupees('10') },
      ...{ dayCount: { year: 365, month: 'actual' }, downPercent: '20', broken: 'upfront' },
    },
    interestAhead: rupees('147.95'),
    allocation: {
      rules: [
        { order: [{ by: 'part', parts: ['bounce', 'interest'] }] },
        { assetClass: 'npa', order: [] },
      ],
    },
  }
  const figuresOf = (lines: readonly string[]) =>
    lines.flatMap((line) => line.match(/\d+(?:[,.]\d+)*/g) ?? []).toSorted()

  for (const language of LANGUAGES.filter((each) => each !== 'en'))
    it(`${language}: says the figures of the English after it, each letter drawn`, async () => {
      const kfs = kfsPaper({ ...terms, ...full }, { ...occasion, validTill, language })
      const lines = linesOf(kfs)
      const turn = lines.lastIndexOf(lender.name) - 1
      const [own, after] = [lines.slice(0, turn), lines.slice(turn)]
      assert.deepEqual(figuresOf(own), figuresOf(after))
      assert.match(after[0] ?? '', /the English rules, unless/)
      const bytes = Buffer.from(await typeset(kfs, lender.name, occasion.madeAt))
      assert.ok(bytes.length < 200_000, `${bytes.length} bytes`)
      assert.equal(missingIn(bytes), 0)
    })
  it('is followed by the agreement in English, which says that its terms were understood', () => {
    const agreement = agreementPaper(terms, { ...occasion, address: 'x', language: 'ml' })
    says(agreement, 'put before the borrower in Malayalam')
    says(agreement, 'മലയാളം')
    assert.equal(agreement.language satisfies Language, 'en')
  })
})

/** How often a PDF draws the empty box of a letter that its face lacks: the glyph 0. */
function missingIn(pdf: Buffer): number {
  const streams = [...pdf.toString('latin1').matchAll(/stream\n([^]*?)\nendstream/g)]
  const shown = streams.map(([, raw = '']) => {
    const bytes = Buffer.from(raw, 'latin1')
    return bytes[0] === 0x78 ? inflateSync(bytes).toString('latin1') : ''
  })
  const glyphs = shown.flatMap((text) => [...text.matchAll(/<([0-9a-f]+)> -?[\d.]+/g)])
  assert.ok(glyphs.length > 100)
  return glyphs.flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []).filter((id) => id === '0000')
    .length
}

describe('The KFS of a draw', () => {
  const limit = {
    ...{ amount: rupees('50000'), left: rupees('30000') },
    ...{ restores: false, validTill: date('2027-01-01') },
  }
  const merchant = { name: 'Asha Electronics', orderReference: 'ORD-7', bearsPercent: '3' }
  const kfsOf = (more: Partial<OfferTerms>) =>
    kfsPaper({ ...terms, limit, ...more }, { ...occasion, validTill })

  it('states the limit it lowers, and that repaying does not restore it', () => {
    says(kfsOf({}), '₹30,000.00 is left after this; it does not revolve')
    says(kfsOf({ limit: { ...limit, restores: true } }), 'what you repay can be drawn again')
  })
  it('says for itself what an agreement would: there is none', () => {
    const lines = linesOf(kfsOf({}))
    assert.ok(lines.every((line) => !line.includes('Clause')))
    says(kfsOf({}), 'RBI Ombudsman')
  })
  it('at a merchant’s names who is paid for which order, and who bears what', () => {
    says(kfsOf({ merchant }), 'to the account of Asha Electronics for your order ORD-7')
    says(kfsOf({ merchant }), 'bears 3.00\u00a0% of the price')
    assert.ok(linesOf(kfsOf({ merchant })).every((line) => !line.includes('own bank account')))
  })
})

describe('The loan agreement', () => {
  const agreement = agreementPaper(terms, { ...occasion, address: '12 Lake View Road' })
  it('binds itself to the terms of the KFS', () =>
    says(agreement, 'abababababababab abababababababab'))
  it('has the clauses the KFS cites: 9 recovery, 11 complaints', () => {
    says(agreement, '9. Recovery')
    says(agreement, '11. Complaints')
  })
  it('says no more of the interest than the KFS, and no less', () => {
    const flat = agreementPaper(
      { ...terms, plan: { method: 'flat' } },
      { ...occasion, address: 'x' },
    )
    says(flat, 'flat: on the whole amount lent')
    says(agreement, 'The rate is fixed and is not raised')
  })
  it('pays the borrower’s own account', () => says(agreement, 'own bank account and to no other'))
})

describe('The no-objection certificate', () => {
  it('says that nothing is owed', () => says(nocPaper(loan, occasion), 'nothing is owed'))
  it('says what became of the mandate, and by when the bureaus hear of the closing', () => {
    const noc = nocPaper({ ...loan, mandate: 'kept', reportedBy: date('2028-01-13') }, occasion)
    says(noc, 'stands for what else you owe us')
    says(noc, '13 Jan 2028')
    says(nocPaper({ ...loan, mandate: 'cancelled' }, occasion), 'was cancelled with the loan')
  })
})
