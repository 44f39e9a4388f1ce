/**
 * A bank's narration read: what a line of a statement is about, and who is on the other side. Banks
 * abbreviate each in its own way; the marks of rails and returns are common to them (SPEC §8.1).
 */
import type { EntryKind, PartyKind } from '../feature/entry.ts'
import { partyKindOf } from '../feature/party.ts'

export type Narration = {
  readonly kind: EntryKind
  readonly channel: string
  readonly partyKind: PartyKind
  readonly party?: string
}

export const RETURN_CHARGE = new RegExp(
  '\\b(?:rtn|ret(?:urn)?|bounce|dishonou?r)\\b.{0,20}' +
    '\\b(?:ch(?:ar)?ge?s?|chrg|chgs?|fee)\\b|\\breturn charges\\b',
  'i',
)
/** The debit itself given back on the statement. */
const RETURNED = /\b(?:ach|ecs|nach|chq|cheque|emi)\b.{0,12}\b(?:rtn|ret(?:urn(?:ed)?)?|bounced)\b/i
const SALARY = /\b(?:salary|sal|payroll|wages)\b/i
const DISBURSAL = /\b(?:disb(?:ursal|ursement|ursed)?|loan amt|loan credit)\b/i
const CHANNELS: readonly (readonly [channel: string, mark: RegExp])[] = [
  ['UPI', /\bUPI\b/i],
  ['ATM', /\b(?:ATM|ATW|NWD|ATL|CASH WDL|CASH WITHDRAWAL)\b/i],
  ['NEFT', /\bNEFT\b/i],
  ['RTGS', /\bRTGS\b/i],
  ['IMPS', /\b(?:IMPS|MMT)\b/i],
  ['ACH', /\b(?:N?ACH|ECS|SI|AUTOPAY|STANDING INSTRUCTION)\b/i],
  ['CARD', /\b(?:POS|CARD|VPS|IPS)\b/i],
  ['CHEQUE', /\b(?:CHQ|CHEQUE|CLG)\b/i],
]
/** What stands before the other side's name. */
const BEFORE_NAME = new RegExp(
  '^(?:(?:UPI|NEFT|RTGS|IMPS|MMT|ACH|NACH|ECS|SI|POS|ATM|INB|TRF|BIL)\\b|' +
    '(?:CR|DR|D|C|TO|BY|FROM|DEBIT|CREDIT|P2[AM]|\\d{6,})(?=[\\s/:-])|[\\s/:-])+',
  'i',
)
const AFTER_NAME = /[-/\s]*\b(?:SALARY|SAL|PAYROLL|WAGES)\b.*$/i

/** `mode` is the schema's own word (CASH, UPI, FT, ATM …); the narration knows better. */
export function readNarration(
  narration: string,
  type: 'CREDIT' | 'DEBIT',
  mode: string,
): Narration {
  const channel = channelOf(narration, mode)
  const named = nameIn(narration)
  const party = named === '' ? {} : { party: named }
  const partyKind = channel === 'ATM' || channel === 'CASH' ? 'cash' : partyKindOf(narration)
  const kind =
    type === 'DEBIT' ? debitKind(narration, channel, partyKind) : creditKind(narration, partyKind)
  if (kind === 'return-charge') return { kind, channel, partyKind: 'other' }
  if (kind === 'salary') return { kind, channel, partyKind: 'employer', ...party }
  return {
    kind,
    channel,
    partyKind: type === 'CREDIT' && partyKind === 'cash' ? 'other' : partyKind,
    ...party,
  }
}

function debitKind(narration: string, channel: string, partyKind: PartyKind): EntryKind {
  if (RETURN_CHARGE.test(narration) || RETURNED.test(narration)) return 'return-charge'
  return partyKind === 'lender' && channel === 'ACH' ? 'emi-paid' : 'debit'
}

function creditKind(narration: string, partyKind: PartyKind): EntryKind {
  if (RETURNED.test(narration)) return 'bounce'
  if (SALARY.test(narration)) return 'salary'
  return DISBURSAL.test(narration) || partyKind === 'lender' ? 'disbursal' : 'credit'
}

const channelOf = (narration: string, mode: string): string =>
  CHANNELS.find(([, mark]) => mark.test(narration))?.[0] ?? (mode === 'FT' ? 'NEFT' : mode)

const nameIn = (narration: string): string =>
  narration.replace(BEFORE_NAME, '').replace(AFTER_NAME, '').trim().slice(0, 80)
