/**
 * An account aggregator, blind to what passes through it (SPEC §8): a consent asked for, approved
 * by the person on its page, signed; data asked for, made ready by the bank, fetched.
 */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import type { Item } from '../agenda.ts'
import { token } from '../draw.ts'
import { BadRequest, formOf, KEY, phoneOf, text, Unknown } from '../form.ts'
import type { Entry } from '../ledger.ts'
import { aggregatorPage } from '../pages/aggregator.ts'
import { partyOf, type Answer, type Ask, type Vendor, type World } from '../world.ts'
import { parcelFor } from './statement-parcel.ts'

const READY_AFTER_MS = 800
/** How long a request waits for the person's word. */
const PENDING_MS = 24 * 3_600_000
const DAY10 = /^\d{4}-\d{2}-\d{2}$/

export const aggregator: Vendor = {
  name: 'aggregator',
  doors: {
    'POST /aggregator/Consent': open,
    'POST /aggregator/Consent/fetch': signed,
    'GET /aggregator/keys': (_, world) => ({ json: { publicKey: keysOf(world).publicKey } }),
    'POST /aggregator/FI/request': request,
    'GET /aggregator/FI/fetch/:id': fetched,
  },
  deeds: { 'aa-lapse': lapse },
  pages: {
    'GET /aggregator/approve/:id': (ask, world) => aggregatorPage(consentOf(ask, world), world),
    'POST /aggregator/approve/:id': (ask, world) => decide(ask, world, 'ACTIVE'),
    'POST /aggregator/reject/:id': (ask, world) => decide(ask, world, 'REJECTED'),
    'POST /aggregator/revoke/:id': (ask, world) => decide(ask, world, 'REVOKED'),
  },
}

function open({ body }: Ask, world: World): Answer {
  const key = text(body, 'key', KEY)
  const detail = formOf(body.ConsentDetail)
  const phone = phoneOf(text(formOf(detail.Customer), 'id').split('@')[0] ?? '')
  const reference = text(body, 'reference')
  const asked = { detail, reference, phone }
  const { entry } = world.ledger.once('aa-consent', key, asked, () => {
    const { subject } = partyOf(world, { phone })
    const id = token('aah', world.seed, key)
    const artefactId = token('aac', world.seed, id)
    const stored = { ...asked, artefactId }
    const line = { id: lapseOf(id), subject, kind: 'aa-lapse', data: { id } }
    world.agenda.add({ ...line, atMs: world.clock.now() + PENDING_MS })
    return {
      kind: 'aa-consent',
      key,
      id,
      subject,
      reference: artefactId,
      status: 'PENDING',
      body: stored,
    }
  })
  const url = `${world.mount}/aggregator/approve/${entry.id}`
  return { json: { ConsentHandle: entry.id, status: entry.status, url } }
}

type Word = 'ACTIVE' | 'REJECTED' | 'REVOKED' | 'EXPIRED'

/** The person's word at the page. */
function decide(ask: Ask, world: World, status: Word): Answer {
  become(world, consentOf(ask, world), status)
  const now = consentOf(ask, world)
  return ask.wantsPage ? aggregatorPage(now, world) : { json: { status: now.status } }
}

/** One of our people says it, without a browser. */
export function sayAtAggregator(world: World, id: string, word: 'approve' | 'reject'): void {
  const entry = world.ledger.byId(id)
  if (entry?.kind === 'aa-consent') become(world, entry, word === 'approve' ? 'ACTIVE' : 'REJECTED')
}

/** Said once; only ACTIVE can still become REVOKED. */
function become(world: World, entry: Entry, status: Word): void {
  if (entry.status !== (status === 'REVOKED' ? 'ACTIVE' : 'PENDING')) return
  world.store.together(() => {
    world.ledger.change(entry.id, status, entry.body)
    announce(world, entry, 'consent', status, entry.body.artefactId)
    world.agenda.drop(lapseOf(entry.id))
  })
}

/** A request nobody answers ends with its day. */
function lapse(item: Item, world: World): void {
  const entry = world.ledger.byId((item.data as { id: string }).id)
  if (entry) become(world, entry, 'EXPIRED')
}

const lapseOf = (id: string): string => `aa-consent:${id}:lapse`

function signed({ body }: Ask, world: World): Answer {
  const entry = byArtefact(world, text(body, 'artefactId'))
  const { detail, reference, artefactId } = entry.body
  const words = { consentId: artefactId, reference, status: entry.status, ConsentDetail: detail }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const head = `${part({ alg: 'EdDSA', typ: 'JWT' })}.${part(words)}`
  const signature = sign(null, Buffer.from(head, 'ascii'), keysOf(world).privateKey)
  return { json: { signedConsent: `${head}.${signature.toString('base64url')}` } }
}

function request({ body }: Ask, world: World): Answer {
  const key = text(body, 'key', KEY)
  const consent = byArtefact(world, text(body, 'artefactId'))
  if (consent.status !== 'ACTIVE') throw new BadRequest('artefactId', `is ${consent.status}`)
  const material = formOf(body.KeyMaterial)
  const range = formOf(body.FIDataRange)
  const asked = {
    artefactId: consent.body.artefactId as string,
    from: text(range, 'from', DAY10),
    to: text(range, 'to', DAY10),
    publicKey: text(formOf(material.DHPublicKey), 'KeyValue'),
    nonce: text(material, 'Nonce'),
  }
  const { entry, first } = world.ledger.once('aa-data', key, asked, () => {
    const id = token('aas', world.seed, key)
    const { subject } = consent
    return {
      kind: 'aa-data',
      key,
      id,
      subject,
      reference: asked.artefactId,
      status: 'READY',
      body: asked,
    }
  })
  if (first) announce(world, { ...consent, id: entry.id }, 'data', 'READY', entry.id)
  return { json: { sessionId: entry.id } }
}

function fetched({ params }: Ask, world: World): Answer {
  const entry = world.ledger.byId(params.id ?? '')
  if (entry?.kind !== 'aa-data') throw new Unknown(`data session ${params.id}`)
  const consent = byArtefact(world, entry.body.artefactId)
  if (consent.status !== 'ACTIVE') throw new BadRequest('id', `its consent is ${consent.status}`)
  const party = partyOf(world, { phone: consent.body.phone })
  return { json: { FI: [parcelFor(world.seed, party, { ...entry.body, id: entry.id })] } }
}

/** Ed25519, of the seed: the same aggregator after a restart. */
function keysOf({ seed }: World) {
  const secret = createHash('sha256').update(`${seed}/aggregator`).digest()
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), secret])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  return { privateKey, publicKey: spki.subarray(-32).toString('base64') }
}

function announce(
  world: World,
  entry: Entry,
  about: 'consent' | 'data',
  status: string,
  subjectReference: string,
): void {
  world.hooks.send({
    vendor: 'aggregator',
    path: '/hooks/device/aggregator',
    event: `${about}.${status.toLowerCase()}`,
    subject: entry.subject,
    id: entry.id,
    body: { about, status, requestReference: entry.body.reference, subjectReference },
    atMs: world.clock.now() + READY_AFTER_MS,
  })
}

function consentOf({ params }: Ask, world: World): Entry {
  const entry = world.ledger.byId(params.id ?? '')
  if (entry?.kind !== 'aa-consent') throw new Unknown(`consent ${params.id}`)
  return entry
}

function byArtefact(world: World, artefactId: string): Entry {
  const [entry] = world.ledger.byReference('aa-consent', artefactId)
  if (!entry) throw new Unknown(`artefact ${artefactId}`)
  return entry
}
