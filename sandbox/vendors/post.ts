/** The SMS aggregator and the mail relay; both end in the inbox people look at. */
import { between, token } from '../draw.ts'
import { KEY, PHONE, optionalText, phoneOf, text } from '../form.ts'
import { inboxPages } from '../pages/inbox.ts'
import { chance, partyOf, type Answer, type Ask, type Vendor, type World } from '../world.ts'

export const post: Vendor = {
  name: 'sms',
  doors: { 'POST /sms/send': sendSms, 'POST /mail/send': sendMail },
  pages: inboxPages,
}

function sendSms({ body }: Ask, world: World): Answer {
  const phone = phoneOf(text(body, 'to', PHONE))
  const [words, key] = [text(body, 'text'), text(body, 'key', KEY)]
  const sender = optionalText(body, 'header') ?? 'DHARA'
  const asked = { phone, words, sender, template: optionalText(body, 'templateId') }
  const { entry } = world.store.together(() => {
    const { subject, person, traits } = partyOf(world, { phone })
    const kept = world.ledger.once('sms', key, asked, () => {
      const id = token('sms', world.seed, key)
      return { kind: 'sms', key, id, subject, status: 'accepted', body: { ...asked, key } }
    })
    if (!kept.first) return kept
    world.inbox.add({ channel: 'sms', to: phone, from: sender, subject: '', text: words })
    const draw = chance(world, subject, `sms:${world.ledger.count('sms', subject)}`)
    const failed = traits.sms ? traits.sms === 'failed' : person !== undefined && draw < 0.004
    const atMs = world.clock.now() + between(1000, 6000, draw)
    report(world, kept.entry.id, key, subject, failed ? 'failed' : 'delivered', atMs)
    return kept
  })
  return { status: 202, json: { messageId: entry.id, status: 'accepted' } }
}

function report(
  world: World,
  messageId: string,
  key: string,
  subject: string,
  status: 'delivered' | 'failed',
  atMs: number,
): void {
  const reason = status === 'failed' ? { reason: 'ABSENT_SUBSCRIBER' } : {}
  world.hooks.send({
    vendor: 'sms',
    path: '/hooks/comms/sms',
    event: `sms.${status}`,
    subject,
    id: messageId,
    body: { messageId, key, status, ...reason },
    atMs,
  })
}

function sendMail({ body }: Ask, world: World): Answer {
  const [to, key] = [text(body, 'to', /^[^@\s]+@[^@\s]+$/), text(body, 'key', KEY)]
  const [title, words] = [text(body, 'subject'), text(body, 'text', /^[\s\S]{1,20000}$/)]
  const from = optionalText(body, 'from') ?? 'hello@dhara.example'
  const asked = { to, title, words, from }
  const { entry } = world.store.together(() => {
    const kept = world.ledger.once('mail', key, asked, () => {
      const id = token('mail', world.seed, key)
      return { kind: 'mail', key, id, subject: to, status: 'delivered', body: asked }
    })
    if (kept.first) world.inbox.add({ channel: 'mail', to, from, subject: title, text: words })
    return kept
  })
  return { status: 202, json: { messageId: entry.id, status: 'accepted' } }
}
