/**
 * An e-sign service (SPEC §5.5): signs the hash of the exact file once the signer gives the code it
 * sent them, and answers with a certificate. The code goes to the signer's phone, never to Dhara.
 */
import { digits, sha256, token } from '../draw.ts'
import { KEY, optionalText, phoneOf, text, Unknown } from '../form.ts'
import type { Entry } from '../ledger.ts'
import { esignPage } from '../pages/esign.ts'
import { partyOf, type Answer, type Ask, type Vendor, type World } from '../world.ts'

const TRIES_MAX = 5

export const esign: Vendor = {
  name: 'esign',
  doors: {
    'POST /esign/requests': create,
    'GET /esign/requests/:id': (ask, world) => ({ json: shown(requestOf(ask, world)) }),
  },
  pages: {
    'GET /esign/sign/:id': (ask, world) => esignPage(requestOf(ask, world), world),
    'POST /esign/sign/:id': sign,
    'POST /esign/decline/:id': decline,
  },
}

function create({ body }: Ask, world: World): Answer {
  const key = text(body, 'key', KEY)
  const asked = {
    documentHash: text(body, 'documentHash', /^[0-9a-f]{64}$/),
    signerName: text(body, 'signerName'),
    signerPhone: phoneOf(text(body, 'signerPhone')),
    reference: optionalText(body, 'reference') ?? '',
  }
  const { entry } = world.store.together(() => {
    const kept = world.ledger.once('esign', key, asked, () => {
      const { subject } = partyOf(world, { phone: asked.signerPhone })
      const id = token('sign', world.seed, key)
      const code = digits(6, world.seed, id, 'code')
      const { reference } = asked
      const stored = { asked, code, tries: 0 }
      return { kind: 'esign', key, id, subject, reference, status: 'pending', body: stored }
    })
    if (kept.first) tell(world, kept.entry)
    return kept
  })
  return { status: 201, json: shown(entry, world) }
}

const shown = ({ id, status, body }: Entry, world?: World): object => ({
  id,
  status,
  documentHash: body.asked.documentHash,
  reference: body.asked.reference,
  ...(body.certificate && { certificate: body.certificate, signedAt: body.signedAt }),
  ...(world && { url: `${world.mount}/esign/sign/${id}` }),
})

function tell(world: World, { body }: Entry): void {
  const words = `${body.code} is the code to e-sign your loan agreement. Share it with nobody.`
  const to = body.asked.signerPhone
  world.inbox.add({ channel: 'sms', to, from: 'SBXSGN', subject: '', text: words })
}

/** 422 on a wrong code; the fifth one ends the request. */
function sign(ask: Ask, world: World): Answer {
  const entry = requestOf(ask, world)
  const otp = text(ask.body, 'otp', /^\d{4,8}$/)
  if (entry.status !== 'pending') return reply(ask, world, entry.status === 'signed' ? 200 : 409)
  if (otp !== entry.body.code) {
    const tries = Number(entry.body.tries) + 1
    const burnt = tries >= TRIES_MAX
    world.store.together(() => {
      world.ledger.change(entry.id, burnt ? 'failed' : 'pending', { ...entry.body, tries })
      if (burnt) announce(world, entry, 'failed', { reason: 'too-many-attempts' })
    })
    return reply(ask, world, 422)
  }
  const signedAt = world.clock.at()
  const certificate = certificateOf(world, entry, signedAt)
  world.store.together(() => {
    world.ledger.change(entry.id, 'signed', { ...entry.body, certificate, signedAt })
    const { documentHash, signerName } = entry.body.asked
    announce(world, entry, 'signed', { documentHash, certificate, signerName, signedAt })
  })
  return reply(ask, world, 200)
}

function decline(ask: Ask, world: World): Answer {
  const entry = requestOf(ask, world)
  if (entry.status === 'pending') {
    world.store.together(() => {
      world.ledger.change(entry.id, 'declined', entry.body)
      announce(world, entry, 'declined', { reason: 'declined-by-signer' })
    })
  }
  return reply(ask, world, 200)
}

function reply(ask: Ask, world: World, status: number): Answer {
  const now = requestOf(ask, world)
  if (ask.wantsPage) return esignPage(now, world, status === 422)
  if (status === 200) return { json: shown(now) }
  const code = status === 422 ? 'WRONG_OTP' : 'NOT_PENDING'
  const description = status === 422 ? 'The code is not the one we sent.' : `It is ${now.status}.`
  return { status, json: { error: { code, description } } }
}

/** Not a real certificate: a serial, an issuer and a hash that bind signer, file and moment. */
const certificateOf = (world: World, { id, body }: Entry, signedAt: string): string => {
  const seal = sha256([world.seed, id, body.asked.documentHash, signedAt].join('|'))
  return `SANDBOX-ESP/${id}/${seal}`
}

function announce(world: World, entry: Entry, what: string, more: object): void {
  const { reference } = entry.body.asked
  world.hooks.send({
    vendor: 'esign',
    path: '/hooks/documents/esign',
    event: `esign.${what}`,
    subject: entry.subject,
    id: entry.id,
    body: { requestId: entry.id, reference, ...more },
    atMs: world.clock.now() + 500,
  })
}

function requestOf(ask: Ask, world: World): Entry {
  const entry = world.ledger.byId(ask.params.id ?? '')
  if (entry?.kind !== 'esign') throw new Unknown(`e-sign request ${ask.params.id}`)
  return entry
}
