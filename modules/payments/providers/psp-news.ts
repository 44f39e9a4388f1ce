/**
 * The payment provider's webhooks: signed over the raw body, delivered more than once and in no
 * promised order. `newsOf` turns a body into what it says about one of our things.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { businessDateOf, date, instantOf, type LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { money, type Money } from '#kernel/money'
import { mandateReason } from './psp-reasons.ts'
import { payoutWord, type PayoutWord } from './psp.ts'

type Headers = { readonly [name: string]: string | string[] | undefined }

export type News =
  | {
      readonly about: 'mandate'
      readonly mandateId: Id<'man'>
      readonly word: 'confirmed' | 'rejected' | 'cancelled'
      readonly umrn?: string
      readonly reason?: string
      /** The mandate's name at the provider. */
      readonly providerRef?: string
    }
  | ({
      readonly about: 'payout'
      readonly payoutId: Id<'pay'>
      readonly on?: LocalDate
    } & PayoutWord)
  | {
      readonly about: 'presentment'
      readonly presentmentId: Id<'pre'>
      readonly word: 'settled' | 'returned'
      readonly on: LocalDate
      readonly reference: string
      readonly returnCode?: string
    }
  | {
      readonly about: 'link'
      readonly linkId: Id<'lnk'>
      readonly amount: Money
      readonly rail: 'upi' | 'link'
      readonly on: LocalDate
      readonly reference: string
    }
  | { readonly about: 'nothing' }

export type Letter = { readonly id: string; readonly news: News }

/** HMAC-SHA256 of the raw body in hex, compared in constant time. */
export function verify(raw: Uint8Array, headers: Headers, secret: string): boolean {
  const given = Buffer.from(String(headers['x-razorpay-signature'] ?? ''))
  const due = Buffer.from(createHmac('sha256', secret).update(raw).digest('hex'))
  return given.length === due.length && timingSafeEqual(given, due)
}

/** Throws on a body that is not the provider's. */
export function parse(raw: Uint8Array, headers: Headers): Letter {
  const body = JSON.parse(Buffer.from(raw).toString('utf8')) as Body
  // The body's own id first: a header is not signed, and a replay could bring another.
  const id = String(body['id'] ?? headers['x-razorpay-event-id'] ?? '')
  if (id === '') throw new Error('a webhook without an event id')
  return { id, news: newsOf(body) }
}

type Body = { readonly [field: string]: unknown }

/** What a webhook says; a kind we have no use for says nothing. */
export function newsOf(body: Body): News {
  const [kind, word] = String(body['event']).split('.')
  const fallback = Math.floor(Date.parse(String(body['at'] ?? '')) / 1000)
  if (kind === 'token') return aboutMandate(entity(body, 'token'), String(word))
  if (kind === 'payout') return aboutPayout(entity(body, 'payout'), fallback)
  if (kind === 'presentment') return aboutPresentment(entity(body, 'presentment'), fallback)
  if (kind === 'payment' && word === 'captured') return aboutLink(entity(body, 'payment'), fallback)
  return { about: 'nothing' }
}

function aboutMandate(token: Body, word: string): News {
  if (word !== 'confirmed' && word !== 'rejected' && word !== 'cancelled')
    return { about: 'nothing' }
  const umrn = part(token, 'nach')['umrn']
  const details = part(token, 'recurring_details')
  const [code, ref] = [details['failure_code'], token['id']]
  return {
    about: 'mandate',
    mandateId: reference<'man'>(token),
    word,
    ...(typeof umrn === 'string' && { umrn: within(umrn, 20) }),
    ...(typeof code === 'string' && { reason: mandateReason(code) }),
    ...(typeof ref === 'string' && { providerRef: within(ref, 80) }),
  }
}

function aboutPayout(payout: Body, fallback: number): News {
  const said = payoutWord(payout)
  const at = said.word === 'reversed' ? fallback : (said.at ?? fallback)
  const on = Number.isFinite(at) ? { on: dayOf(at) } : {}
  const utr = said.utr === undefined ? {} : { utr: within(said.utr, 40) }
  return { about: 'payout', payoutId: reference<'pay'>(payout), ...said, ...utr, ...on }
}

function aboutPresentment(presentment: Body, fallback: number): News {
  const { status, settled_on, returned_on, return_code, id } = presentment
  if (status !== 'settled' && status !== 'returned') return { about: 'nothing' }
  const on = status === 'settled' ? settled_on : returned_on
  return {
    about: 'presentment',
    presentmentId: reference<'pre'>(presentment),
    word: status,
    on: typeof on === 'string' ? date(on) : dayOf(fallback),
    reference: within(String(id), 80),
    ...(typeof return_code === 'string' && { returnCode: within(return_code, 8) }),
  }
}

function aboutLink(payment: Body, fallback: number): News {
  const { amount, method, captured_on: on, id } = payment
  return {
    about: 'link',
    linkId: reference<'lnk'>(payment),
    amount: money(Number(amount)),
    rail: method === 'upi' ? 'upi' : 'link',
    on: typeof on === 'string' ? date(on) : dayOf(fallback),
    reference: within(String(id), 80),
  }
}

/** Longer than our contract holds is not the provider's: cut short it would name another thing. */
function within(value: string, max: number): string {
  if (value.length > max) throw new RangeError('a field is longer than it can be')
  return value
}

/** Unix seconds as the Indian day they fall on. */
export const dayOf = (at: number): LocalDate => businessDateOf(instantOf(at * 1000))

const part = (body: Body, field: string): Body => (body[field] ?? {}) as Body
const entity = (body: Body, kind: string): Body => part(part(part(body, 'payload'), kind), 'entity')
const reference = <Of extends string>(body: Body): Id<Of> => String(body['reference_id']) as Id<Of>
