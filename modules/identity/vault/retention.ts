/**
 * Which class of data a field and a purpose belong to, and what its holder may have erased
 * (SPEC §7.1).
 */
import type { Static } from '#kernel/contract'
import type { purpose, retentionClass, streamedClass, streamedPurpose } from '../contract.ts'

export type RetentionClass = Static<{ of: typeof retentionClass }>['of']
export type Purpose = Static<{ of: typeof purpose }>['of']
export type StreamedPurpose = Static<{ of: typeof streamedPurpose }>['of']
export type StreamedClass = Static<{ of: typeof streamedClass }>['of']

/** The class whose key seals what is streamed for a purpose: one each, to be destroyed alone. */
export const streamedClasses: { readonly [of in StreamedPurpose]: StreamedClass } = {
  'device-apps': 'device-apps',
  'device-sms': 'device-sms',
  'bank-statement': 'aa-raw',
}
export const isStreamed = (of: Purpose): of is StreamedPurpose => of in streamedClasses

/** What rests in the vault: an account's number as `account:<id>`, a note as `note:<id>`. */
export type Field =
  | ('phone' | 'pan' | 'profile' | 'otp' | 'totp' | 'liking')
  | (`account:${string}` | `note:${string}`)

export function classOfField(field: Field): RetentionClass {
  if (field.startsWith('account:')) return 'books'
  return field === 'liking' ? 'marketing' : 'identity'
}

type Consequence = {
  /** Gone at once with the withdrawal. */
  readonly erases?: RetentionClass
  /** The class the law keeps, and why. */
  readonly blocked?: {
    class: RetentionClass
    reason: 'pmla-five-years' | 'books-eight-years' | 'dispute-window'
  }
}

const consequences: { readonly [of in Purpose]: Consequence } = {
  'loan-processing': { blocked: { class: 'books', reason: 'books-eight-years' } },
  'kyc-check': { blocked: { class: 'identity', reason: 'pmla-five-years' } },
  'account-check': { blocked: { class: 'books', reason: 'books-eight-years' } },
  'bureau-pull': { blocked: { class: 'bureau-raw', reason: 'dispute-window' } },
  'device-apps': { erases: 'device-apps' },
  'device-sms': { erases: 'device-sms' },
  'bank-statement': { erases: 'aa-raw' },
  'marketing-sms': { erases: 'marketing' },
}

/**
 * What withdrawing a purpose does to the data, given the purposes that stay consented to: a class
 * is erased only when nothing else still rests on it.
 */
export function consequenceOf(withdrawn: Purpose, staying: readonly Purpose[]): Consequence {
  const { erases, blocked } = consequences[withdrawn]
  const shared = staying.some((one) => one !== withdrawn && consequences[one].erases === erases)
  if (erases !== undefined) return shared ? {} : { erases }
  return blocked ? { blocked } : {}
}
