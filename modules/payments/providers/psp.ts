/**
 * The payment provider, in Razorpay's shapes: mandates (tokens), payouts, presentments, pay links.
 *
 * Every act carries our key and our own id as reference, so that a repeated request is the same
 * request, and a webhook finds its thing even when it overtakes the answer.
 */
import type { LocalDate } from '#kernel/dates'
import type { Money } from '#kernel/money'
import type { Http, HttpAnswer } from '#platform/http'
import { payoutReason, refusalReason } from './psp-reasons.ts'

/** What the provider made of a request. `later` is no answer: nobody knows if it was done. */
export type Outcome<T> =
  { readonly done: T } | { readonly refused: string } | { readonly later: string }

export type Holder = {
  readonly name: string
  readonly phone?: string
  readonly accountNumber: string
  readonly ifsc: string
}
type Sent = { readonly http: Http; readonly key: string; readonly reference: string }

export type PayoutWord = {
  readonly word: 'processing' | 'processed' | 'failed' | 'reversed'
  readonly utr?: string
  readonly reason?: string
  /** Unix seconds, where the provider says when. */
  readonly at?: number
}

const HOST = 'psp'
/** Not a word about what was asked: try later. A key of ours that is refused is our own trouble. */
const WAITS: ReadonlySet<number> = new Set([401, 403, 408, 409, 429])
const IMPS_MAX = 500_000_00
const TIMEOUT_MS = 15_000

export async function openMandate(
  { http, key, reference }: Sent,
  ask: { amountMax: Money; endsOn: LocalDate; holder: Holder },
): Promise<Outcome<{ ref: string; authoriseAt: string }>> {
  const { holder } = ask
  const answer = await http(HOST, {
    method: 'POST',
    path: '/v1/mandates',
    headers: { 'x-idempotency-key': key },
    timeoutMs: TIMEOUT_MS,
    json: {
      key,
      reference_id: reference,
      max_amount: ask.amountMax,
      end_on: ask.endsOn,
      customer: { name: holder.name, ...(holder.phone && { contact: holder.phone }) },
      bank_account: bankAccount(holder, 'beneficiary_name'),
    },
  })
  return outcome(answer, (body) => ({
    ref: text(body, 'id'),
    authoriseAt: text(body, 'authorise_url'),
  }))
}

export async function dropMandate(
  { http, key }: Omit<Sent, 'reference'>,
  ref: string,
): Promise<Outcome<{ ref: string }>> {
  const answer = await http(HOST, {
    method: 'POST',
    path: `/v1/mandates/${encodeURIComponent(ref)}/cancel`,
    headers: { 'x-idempotency-key': key },
    timeoutMs: TIMEOUT_MS,
    json: { key },
  })
  return outcome(answer, () => ({ ref }))
}

export async function sendMoney(
  { http, key, reference }: Sent,
  /** A holder's account, or the provider's own name for one it verified. */
  ask: { amount: Money; payee: Holder | string },
): Promise<Outcome<PayoutWord>> {
  const { payee } = ask
  const to =
    typeof payee === 'string'
      ? { fund_account_id: payee }
      : { fund_account: { bank_account: bankAccount(payee, 'name') } }
  const answer = await http(HOST, {
    method: 'POST',
    path: '/v1/payouts',
    headers: { 'x-payout-idempotency': key },
    timeoutMs: TIMEOUT_MS,
    json: {
      reference_id: reference,
      amount: ask.amount,
      currency: 'INR',
      mode: ask.amount > IMPS_MAX ? 'NEFT' : 'IMPS',
      narration: 'Loan disbursal',
      ...to,
    },
  })
  return outcome(answer, payoutWord)
}

/** The provider's present word on a payout; undefined when it has never heard of it. */
export async function askAfterMoney(
  http: Http,
  reference: string,
): Promise<Outcome<PayoutWord | undefined>> {
  const path = `/v1/payouts?reference_id=${encodeURIComponent(reference)}`
  const answer = await http(HOST, { method: 'GET', path, timeoutMs: TIMEOUT_MS })
  return outcome(answer, (body) => {
    const first = (body['items'] as Body[] | undefined)?.at(-1)
    return first && payoutWord(first)
  })
}

export async function present(
  { http, key, reference }: Sent,
  ask: { umrn: string; amount: Money; dueOn: LocalDate },
): Promise<Outcome<{ ref: string }>> {
  const { umrn, amount, dueOn } = ask
  const answer = await http(HOST, {
    method: 'POST',
    path: '/v1/presentments',
    headers: { 'x-idempotency-key': key },
    timeoutMs: TIMEOUT_MS,
    json: { key, reference_id: reference, umrn, amount, due_date: dueOn },
  })
  return outcome(answer, (body) => ({ ref: text(body, 'id') }))
}

export async function openPayLink(
  { http, key, reference }: Sent,
  ask: { amount: Money; phone?: string },
): Promise<Outcome<{ payAt: string }>> {
  const answer = await http(HOST, {
    method: 'POST',
    path: '/v1/payment_links',
    headers: { 'x-idempotency-key': key },
    timeoutMs: TIMEOUT_MS,
    json: {
      key,
      reference_id: reference,
      amount: ask.amount,
      description: 'Loan repayment',
      ...(ask.phone && { customer: { contact: ask.phone } }),
    },
  })
  return outcome(answer, (body) => ({ payAt: text(body, 'short_url') }))
}

type Body = { readonly [field: string]: unknown }

/** A payout as Razorpay shows it; what is neither done nor failed is being processed. */
export function payoutWord(entity: Body): PayoutWord {
  const { status, utr, failure_reason: reason, processed_at: at } = entity
  const more = {
    ...(typeof utr === 'string' && { utr }),
    ...(typeof reason === 'string' && { reason: payoutReason(reason) }),
    ...(typeof at === 'number' && { at }),
  }
  if (status === 'processed' || status === 'reversed') return { word: status, ...more }
  if (status === 'failed' || status === 'rejected' || status === 'cancelled')
    return { word: 'failed', ...more }
  return { word: 'processing', ...more }
}

const bankAccount = ({ name, ifsc, accountNumber }: Holder, nameField: string) => ({
  [nameField]: name,
  ifsc,
  account_number: accountNumber,
})

/** 2xx with JSON was done, 4xx was refused; all else (even a page of HTML) tells us nothing. */
function outcome<T>(answer: HttpAnswer, read: (body: Body) => T): Outcome<T> {
  const body = typeof answer.json === 'object' && answer.json !== null ? (answer.json as Body) : {}
  const readable = Object.keys(body).length > 0
  if (answer.status >= 200 && answer.status < 300 && readable) return { done: read(body) }
  const waits = WAITS.has(answer.status)
  if (answer.status < 400 || answer.status >= 500 || waits || !readable)
    return { later: `the provider answered ${answer.status}` }
  const error = body['error'] as { code?: unknown } | undefined
  return { refused: refusalReason(error?.code) }
}

function text(body: Body, field: string): string {
  const value = body[field]
  if (typeof value !== 'string' || value === '') throw new Error(`the provider left out ${field}`)
  return value
}
