/** What the phone would get, beside the app: only where there is a sandbox. */
import { useEffect, useState } from 'react'
import { useDates } from '../dates.ts'
import { held } from '../held.ts'
import { useInbox, useSandbox, type Message } from '../sandbox.ts'
import { useWords } from '../words/words.ts'

/** Where the inbox does not fit beside the app it opens over it; how many came, were seen. */
const open = held<'yes'>('dhara-inbox', undefined)
const seen = held<string>('dhara-inbox-seen', undefined)
const got = held<string>('dhara-inbox-got', undefined)

export function Inbox() {
  const isHere = useSandbox()
  const messages = useInbox()
  const { sandbox } = useWords()
  const isOpen = open.use() === 'yes'
  const count = String(messages.length)
  useEffect(() => {
    got.set(count)
    if (messages.length === 0) seen.set('0') // Another number, another inbox.
  }, [count])
  if (!isHere) return null
  return (
    <aside className="inbox" data-open={isOpen || undefined} aria-label={sandbox.inbox}>
      <div className="inbox-head">
        <div className="inbox-title">
          <b>{sandbox.inbox}</b>
          <span className="seal">{sandbox.name}</span>
        </div>
        <button type="button" className="chip fold" onClick={() => open.set(undefined)}>
          {sandbox.close}
        </button>
      </div>
      <p className="hint">{sandbox.inboxLead}</p>
      <div className="messages" aria-live="polite">
        {messages.length === 0 && <p className="empty">{sandbox.inboxEmpty}</p>}
        {messages.map((message) => (
          <Card key={message.seq} message={message} />
        ))}
      </div>
    </aside>
  )
}

/** In the head of the app, on a narrow screen: a sign, for in some languages its name is long. */
export function InboxButton() {
  const isHere = useSandbox()
  const { sandbox } = useWords()
  const count = got.use() ?? '0'
  const fresh = Number(count) - Number(seen.use() ?? 0)
  if (!isHere) return null
  const show = () => {
    seen.set(count)
    open.set('yes')
  }
  return (
    <button
      type="button"
      className="chip inbox-chip"
      aria-label={fresh > 0 ? `${sandbox.inbox}: ${fresh}` : sandbox.inbox}
      onClick={show}
    >
      <Envelope />
      {fresh > 0 && <span className="count">{fresh}</span>}
    </button>
  )
}

const Envelope = () => (
  <svg width="24" height="24" viewBox="0 0 24 24" fill="none" aria-hidden="true">
    <path
      d="M4 6h16v12H4zM4 7l8 6 8-6"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
)

function Card({ message }: { readonly message: Message }) {
  const { sandbox } = useWords()
  const [isCopied, setCopied] = useState(false)
  const { moment } = useDates()
  const { from, at, subject, text, otp } = message
  const copy = () => {
    void navigator.clipboard?.writeText(otp ?? '').then(() => setCopied(true))
  }
  return (
    <article className="message">
      <div className="line">
        <b>{from}</b>
        <time dateTime={at}>{moment(at)}</time>
      </div>
      {subject && <p className="subject">{subject}</p>}
      <p>{text}</p>
      {otp && (
        <div className="otp">
          <output>{otp}</output>
          <button type="button" className="chip" onClick={copy}>
            {isCopied ? sandbox.copied : sandbox.copy}
          </button>
        </div>
      )}
    </article>
  )
}
