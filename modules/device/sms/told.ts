/** What a message tells once it is opened: read on the reader's thread, or where it is. */
import { discreet } from '../feature/discretion.ts'
import type { Entry } from '../feature/entry.ts'
import { parseSms } from './parse.ts'
import type { ParsedSms } from './parsed-sms.ts'
import { entryIn, isUnread, type Message } from './reading.ts'
import { maskedTemplate } from './template.ts'

/** An entry that may rest as it is, and how surely it was read. */
export type Discreet = Entry & { readonly confidence: number }
export type SmsTold = {
  /** The mark of its words: sent twice, it is one. */
  readonly id: string
  readonly entry?: Discreet
  /** It is about money in words nobody has taught us: its wording, masked. */
  readonly unread?: { readonly hash: string; readonly masked: string; readonly sender: string }
}

type Mark = (what: 'party' | 'reference' | 'telling', words: string) => string

export function readMessage(opened: unknown, mark: Mark): SmsTold {
  const message = opened as Message
  const id = idOf(message, mark)
  const parsed = parseSms(message)
  if (isUnread(message, parsed)) {
    const { text: masked, hash } = maskedTemplate(message.body)
    return { id, unread: { hash, masked, sender: message.sender } }
  }
  const entry = discreetEntry(message, parsed, id, mark)
  return entry ? { id, entry } : { id }
}

export const idOf = ({ sender, at, body }: Message, mark: Mark): string =>
  mark('telling', [sender, at, body].join('\n'))

export function discreetEntry(
  message: Message,
  parsed: ParsedSms,
  id: string,
  mark: Mark,
): Discreet | undefined {
  const entry = entryIn(message, parsed, id)
  return entry && { ...discreet(entry, mark), confidence: parsed.confidence }
}
