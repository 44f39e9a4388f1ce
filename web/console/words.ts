/** The contracts' names as people say them: `lending.start-application` is "Start application". */
import { LANGUAGES } from '#kernel/languages'

const SAID: { readonly [word: string]: string } = {
  apr: 'APR',
  dpd: 'DPD',
  emi: 'EMI',
  esign: 'E-sign',
  gst: 'GST',
  id: 'ID',
  ifsc: 'IFSC',
  kfs: 'KFS',
  kyc: 'KYC',
  micr: 'MICR',
  nach: 'NACH',
  noc: 'NOC',
  npa: 'NPA',
  otp: 'OTP',
  pan: 'PAN',
  pdf: 'PDF',
  psp: 'PSP',
  sma: 'SMA',
  sms: 'SMS',
  totp: 'TOTP',
  umrn: 'UMRN',
  upi: 'UPI',
  utr: 'UTR',
}

/** `bounceCharge`, `bounce-charge` and `bounce charge` alike: "Bounce charge". */
export function worded(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[\s._-]+/)
    .map((word) => SAID[word.toLowerCase()] ?? word.toLowerCase())
  const text = words.join(' ').trim()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A field's label: what its unit says is left to how the value is drawn. */
export function labelOf(field: string): string {
  const bare = field.replace(/(?<=[a-z\d])(Ids?|Ms|At)$/, '')
  return worded(bare === '' ? field : bare)
}

/** `loan` of `lending.loan`; `start-application` of `lending.start-application`. */
export const tailOf = (name: string): string => name.slice(name.indexOf('.') + 1)
export const moduleOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf('.')))
/** "Loan" for the query `lending.loan-of`: what it tells of stands beside it. */
export const titleOf = (name: string): string => worded(tailOf(name).replace(/-of$/, ''))

/** "Loans" above a list of them. */
export function manyOf(name: string): string {
  const one = titleOf(name)
  if (one === 'Person') return 'People'
  if (/(staff|s)$/i.test(one)) return one
  return /[^aeo]y$/.test(one) ? `${one.slice(0, -1)}ies` : `${one}s`
}

export type Meaning = 'good' | 'watch' | 'bad' | 'info' | 'plain'

const MEANINGS: readonly (readonly [Meaning, RegExp])[] = [
  ['bad', /^(failed|rejected|returned|stopped|stop|expired|cancelled|npa|written-off|burnt|down)$/],
  ['bad', /(^reversed|-failed|-rejected|refused)$/],
  ['watch', /^(pending|overdue|review|referred|partly-paid|held|sma-\d|late|slow|mismatch)$/],
  ['watch', /^(verifyingaccount|withheld|retrying|due|unpaid|with-a-person|reopened)$/],
  ['good', /^(active|registered|succeeded|settled|paid|pass|passed|closed|approved|verified)$/],
  ['good', /^(standard|delivered|disbursed|match|sent|live|yes|signed|ok|clear|certified)$/],
  ['info', /^(created|presented|asked|coming|queued|open|new)$/],
]

/** What a state means for us; always shown beside its word, never instead of it. */
export const meaningOf = (state: string): Meaning =>
  MEANINGS.find(([, states]) => states.test(state.toLowerCase()))?.[0] ?? 'plain'

const inEnglish = new Intl.DisplayNames('en', { type: 'language' })
/** `hi` is "Hindi". */
export const languageText = (code: string): string => inEnglish.of(code) ?? code

/** One of a few, as it is chosen: a language by its name, all else by its words. */
export const choiceText = (value: string): string =>
  LANGUAGES.some((code) => code === value) ? languageText(value) : worded(value)
