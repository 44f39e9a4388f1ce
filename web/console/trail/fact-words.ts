/** A fact in a few words: `lending.application-moved` to `kfs` is "Application moved: KFS". */
import { roundMoneyText } from '#web/kit/figures.ts'
import { moduleOf, titleOf, worded } from '../words.ts'

export type Entry = {
  readonly id: string
  readonly type: string
  readonly at: string
  readonly rx: string
  readonly businessDate: string
  readonly actor: string
  readonly cause?: string | undefined
  readonly policyVersion?: string | undefined
  readonly tookMs?: number | undefined
  readonly data: unknown
}

export const dataOf = (entry: Entry): { readonly [name: string]: unknown } =>
  typeof entry.data === 'object' && entry.data !== null ? (entry.data as object as {}) : {}

export function factTitle(entry: Entry): string {
  const data = dataOf(entry)
  if (entry.type === 'app.trace') return traceTitle(data)
  if (entry.type.endsWith('-moved') && typeof data['to'] === 'string') {
    return `${titleOf(entry.type.replace(/-moved$/, ''))} → ${worded(data['to'])}`
  }
  if (entry.type.endsWith('.asked') && typeof data['command'] === 'string') {
    return `${worded(moduleOf(data['command']))} is asked to ${lower(titleOf(data['command']))}`
  }
  if (entry.type.endsWith('.effect-requested') && typeof data['effect'] === 'string') {
    return `Outside is asked to ${lower(titleOf(data['effect']))}`
  }
  if (typeof data['before'] === 'object' && Array.isArray(data['movedBy'])) {
    return `${titleOf(entry.type)}, anew: ${changedText(data)}`
  }
  return titleOf(entry.type)
}

/** Whether the title tells more than the kind of fact it is. */
export const hasOwnTitle = (entry: Entry): boolean => factTitle(entry) !== titleOf(entry.type)

/** "₹1,00,000 at 18 % → ₹1,00,000 at 17 %, for device salary regular". */
function changedText(data: { readonly [name: string]: unknown }): string {
  const why = (data['movedBy'] as readonly string[]).map((field) => worded(field).toLowerCase())
  return `${offerText(data['before'] as Offered)} → ${offerText(data)}, for ${why.join(', ')}`
}

type Offered = { readonly outcome?: unknown; readonly amountMax?: unknown; readonly rate?: unknown }
function offerText({ outcome, amountMax, rate }: Offered): string {
  if (outcome !== 'approve') return worded(String(outcome)).toLowerCase()
  return `${roundMoneyText(Number(amountMax))} at ${String(rate)} %`
}

function traceTitle(data: { readonly [name: string]: unknown }): string {
  const what = worded(String(data['what'] ?? 'trace'))
  const where = data['screen'] ?? data['field'] ?? data['network']
  return where === undefined ? `Phone: ${lower(what)}` : `Phone: ${lower(what)} (${where})`
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** Where it comes from: the phone, or which part of the house. */
export const sourceOf = (entry: Entry): string =>
  entry.type === 'app.trace' ? 'phone' : moduleOf(entry.type)
