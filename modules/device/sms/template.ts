/**
 * Templates: a message with its variable parts masked, so that thousands of one kind count as one.
 *
 * What the grammar does not know is mined by its masked form; a person says once what such a
 * message means, and that answer, a row of data with a version, decides from then on.
 */
import { money, type Money } from '#kernel/money'
import { matchesOf } from './match.ts'
import {
  BODY_LENGTH_MAX,
  type Direction,
  type Flavour,
  type Found,
  type ParsedSms,
  type SmsKind,
} from './parsed-sms.ts'

export type MaskedTemplate = {
  /** `Dear {name}, {amount} was …`: what all messages of this kind share. */
  readonly text: string
  /** Sixteen hexadecimal digits of the text, to count and find it by. */
  readonly hash: string
}

/** Which masked part of its sort, from 0. */
type Place = number

/** An answer from the review queue. Roles count the masked parts of a sort, from 0. */
export type AcceptedTemplate = {
  readonly id: string
  readonly version: number
  readonly hash: string
  readonly kind: SmsKind
  readonly flavour?: Flavour
  readonly direction?: Direction
  readonly roles?: {
    readonly amount?: Place
    readonly balance?: Place
    readonly availableLimit?: Place
    readonly accountTail?: Place
    readonly reference?: Place
    readonly counterparty?: Place
  }
}

export type Templates = ReadonlyMap<string, AcceptedTemplate>

/** By hash; of several versions of one template the newest counts. */
export function templatesOf(accepted: readonly AcceptedTemplate[]): Templates {
  const all = new Map<string, AcceptedTemplate>()
  for (const template of accepted.toSorted((a, b) => a.version - b.version)) {
    all.set(template.hash, template)
  }
  return all
}

const parts = [
  ['link', String.raw`https?:\/\/\S+|\b[\w-]+\.(?:in|com|ly|io|me)\/\S*`],
  ['vpa', String.raw`[\w.-]{2,}@[a-z]\w+`],
  [
    'amount',
    String.raw`(?:(?<![A-Za-z])(?:Rs|RS|rs|INR|Inr)|₹)[\s.:]{0,3}` +
      String.raw`\d[\d,]*(?:\.\d{1,2})?`,
  ],
  [
    'date',
    String.raw`\d{1,2}[-/ ]?(?:[A-Z][A-Za-z]{2,8}|\d{1,2})[-/ ,']{0,2}\d{2,4}\b|` +
      String.raw`\d{4}-\d\d-\d\d|\b\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?`,
  ],
  ['account', String.raw`(?:\d{0,6}[xX*•]{1,16}|\.{3})-?\d{2,8}`],
  ['reference', String.raw`\b(?=[A-Z]*\d)[A-Z0-9]{8,30}\b`],
  ['number', String.raw`\d[\d,.]*\d|\d`],
  [
    'name',
    String.raw`\b(?!(?:[A-Z]*(?:UPI|IMPS|NEFT|RTGS|ATM|SMS|EMI|NACH|ECS|ACH|OTP|KYC|FD|RD|SIP)` +
      String.raw`\b))[A-Z][A-Z&.]+(?: [A-Z][A-Z&.]*)*`,
  ],
] as const
const variable = new RegExp(parts.map(([, pattern]) => `(${pattern})`).join('|'), 'g')

type Part = { readonly sort: string; readonly from: number; readonly to: number }

function partsIn(body: string): readonly Part[] {
  return matchesOf(variable, body).map((match) => {
    const at = match.findIndex((group, i) => i > 0 && group !== undefined) - 1
    const sort = parts[at]?.[0] ?? 'number'
    return { sort, from: match.index, to: match.index + match[0].length }
  })
}

/** Masks amounts, dates, accounts, references, names, links: nothing personal is left to review. */
export function maskedTemplate(body: string): MaskedTemplate {
  const read = body.slice(0, BODY_LENGTH_MAX)
  return masked(read, partsIn(read))
}

function masked(body: string, found: readonly Part[]): MaskedTemplate {
  let text = ''
  let at = 0
  for (const { sort, from, to } of found) {
    text += `${body.slice(at, from)}{${sort}}`
    at = to
  }
  text = (text + body.slice(at)).replace(/\s+/g, ' ').trim()
  return { text, hash: hashOf(text) }
}

/** 64 bits of FNV-1a in two halves: the kernel runs on phones, where no digest is synchronous. */
function hashOf(text: string): string {
  let [a, b] = [0x811c9dc5, 0xc9dc5118]
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193)
    b = Math.imul(b ^ text.charCodeAt(i), 0x01000197)
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')
}

export type Accepted = Pick<ParsedSms, 'kind' | 'isTransaction' | 'confidence'> & Partial<ParsedSms>

/** What the accepted template for this body says, or undefined where there is none. */
export function acceptedFor(templates: Templates, body: string): Accepted | undefined {
  if (templates.size === 0) return undefined
  const found = partsIn(body)
  const template = templates.get(masked(body, found).hash)
  if (!template) return undefined
  const { kind, flavour, direction, roles = {} } = template
  const part = (sort: string, nth: number | undefined) =>
    nth === undefined ? undefined : found.filter((it) => it.sort === sort)[nth]
  const side = direction ?? (kind === 'debit' || kind === 'credit' ? kind : undefined)
  return {
    kind,
    isTransaction: kind === 'debit' || kind === 'credit',
    confidence: 1,
    template: `${template.id}@${template.version}`,
    ...(flavour && { flavour }),
    ...(side && { direction: side }),
    ...amountAs('amount', body, part('amount', roles.amount)),
    ...amountAs('balance', body, part('amount', roles.balance)),
    ...amountAs('availableLimit', body, part('amount', roles.availableLimit)),
    ...textAs('accountTail', body, part('account', roles.accountTail), /\d{1,4}$/),
    ...textAs('reference', body, part('reference', roles.reference), /.+/),
    ...textAs('counterparty', body, part('name', roles.counterparty), /.+/),
  }
}

function amountAs<Name extends string>(
  name: Name,
  body: string,
  part: Part | undefined,
): { readonly [key in Name]?: Found<Money> } {
  const figure = part && /\d[\d,]*(?:\.\d{1,2})?$/.exec(body.slice(part.from, part.to))?.[0]
  if (!part || figure === undefined) return {}
  const paise = Math.round(Number(figure.replaceAll(',', '')) * 100)
  if (!Number.isSafeInteger(paise)) return {}
  const value = { value: money(paise), from: part.from, to: part.to, confidence: 1 }
  return { [name]: value } as { readonly [key in Name]: Found<Money> }
}

function textAs<Name extends string>(
  name: Name,
  body: string,
  part: Part | undefined,
  shown: RegExp,
): { readonly [key in Name]?: Found<string> } {
  const value = part && shown.exec(body.slice(part.from, part.to))?.[0]
  if (!part || value === undefined) return {}
  const found = { value, from: part.from, to: part.to, confidence: 1 }
  return { [name]: found } as { readonly [key in Name]: Found<string> }
}
