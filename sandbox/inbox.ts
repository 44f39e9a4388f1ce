/** Every SMS and mail we were given to deliver, newest first: the phone beside the app. */
import type { Clock } from './clock.ts'
import type { Row, Store } from './store.ts'

export type Message = {
  seq: number
  at: string
  channel: 'sms' | 'mail'
  to: string
  from: string
  subject: string
  text: string
  /** The code in it, if it is one people must type. */
  otp?: string
}

export type Inbox = {
  add(message: Omit<Message, 'seq' | 'at' | 'otp'>): void
  /** Newest first; `after` gives only what came since. */
  list(to: string, after: number, limit: number): Message[]
}

const KEPT = 20_000

export function openInbox(store: Store, clock: Clock): Inbox {
  return {
    add: (message) => {
      store.run(
        `insert into message (at, channel, recipient, sender, subject, body)
         values (?, ?, ?, ?, ?, ?)`,
        clock.at(),
        message.channel,
        message.to,
        message.from,
        message.subject,
        message.text,
      )
      store.run(`delete from message where seq <= (select max(seq) from message) - ${KEPT}`)
    },
    list: (to, after, limit) =>
      store
        .all(
          `select * from message where seq > ?1 and (?2 = '' or recipient = ?2)
            order by seq desc limit ?3`,
          after,
          to,
          limit,
        )
        .map(messageOf),
  }
}

function messageOf(row: Row): Message {
  const text = String(row.body)
  const otp = /otp|code|password|pin\b|कोड/i.test(text)
    ? /(?<![\d₹,.])\b\d{4,8}\b(?![,.]?\d)/.exec(text)?.[0]
    : undefined
  const message: Message = {
    seq: Number(row.seq),
    at: String(row.at),
    channel: row.channel === 'mail' ? 'mail' : 'sms',
    to: String(row.recipient),
    from: String(row.sender),
    subject: String(row.subject),
    text,
  }
  return otp === undefined ? message : { ...message, otp }
}
