/** Reads what a caller sent. A vendor refuses a bad field the way Razorpay does: 400, named. */

/** A request the vendor can't take: which field, and what is wrong with it. */
export class BadRequest extends Error {
  readonly field: string
  constructor(field: string, problem: string) {
    super(`${field} ${problem}`)
    this.field = field
  }
}

/** Asked for something we have never heard of. */
export class Unknown extends Error {}

export type Form = { readonly [field: string]: unknown }

export const formOf = (value: unknown): Form =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Form) : {}

/** A text of 1 to 1,000 characters, of the pattern if given. */
export function text(form: Form, field: string, pattern = /^[\s\S]{1,1000}$/): string {
  const value = form[field]
  if (typeof value !== 'string') throw new BadRequest(field, 'must be a text')
  if (!pattern.test(value)) throw new BadRequest(field, 'is not of the right form')
  return value
}

export const optionalText = (form: Form, field: string): string | undefined =>
  form[field] === undefined || form[field] === null || form[field] === ''
    ? undefined
    : text(form, field)

/** A whole number: amounts are paise. */
export function whole(form: Form, field: string, low = 1, high = 1e12): number {
  const value = form[field]
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new BadRequest(field, 'must be a whole number')
  if (value < low || value > high) throw new BadRequest(field, `must be from ${low} to ${high}`)
  return value
}

export const PHONE = /^(\+?91|0)?[6-9]\d{9}$/
export const IFSC = /^[A-Z]{4}0[A-Z0-9]{6}$/
export const ACCOUNT = /^\d{6,20}$/
export const DAY = /^\d{4}-\d{2}-\d{2}$/
export const KEY = /^[\x21-\x7e]{4,200}$/

/** The last ten digits: a mobile number as India dials it. */
export const phoneOf = (value: string): string => value.replace(/\D/g, '').slice(-10)
