/** Webhooks: signed over their bytes, taken in once, and never a way in for anything else. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { it } from 'node:test'
import type { Answer, Ask } from './knock.ts'
import type { Rig } from './rig.ts'

/** What a provider might send about a thing of ours, by its door. */
const NEWS: { readonly [hook: string]: (reference: string) => object } = {
  '/hooks/payments/psp': (reference) => ({
    event: 'token.confirmed',
    payload: { token: { entity: { reference_id: reference } } },
  }),
  '/hooks/comms/sms': (reference) => ({ key: reference, status: 'delivered' }),
  '/hooks/documents/esign': (reference) => ({ event: 'esign.declined', reference }),
  '/hooks/device/aggregator': (requestReference) => ({
    ...{ about: 'consent', status: 'ACTIVE', requestReference, subjectReference: 'aac_x' },
  }),
  '/hooks/lending/merchant': (reference) => ({
    ...{ event: 'order.placed', merchant_id: `mer_${reference}`, order_id: 'ORD-1', amount: 100 },
  }),
}
/** A field longer than any of ours, in news that can be read. */
const LONG = 'x'.repeat(5000)
const OVERLONG: { readonly [hook: string]: object } = {
  '/hooks/payments/psp': {
    event: 'token.confirmed',
    payload: { token: { entity: { reference_id: 'man_x', nach: { umrn: LONG } } } },
  },
  '/hooks/documents/esign': { event: 'esign.signed', reference: 'doc_x', certificate: LONG },
  '/hooks/device/aggregator': {
    ...{ about: 'data', status: 'READY', requestReference: 'stm_x', subjectReference: LONG },
  },
  '/hooks/lending/merchant': {
    ...{ event: 'order.placed', merchant_id: 'mer_x', order_id: LONG, amount: 100 },
  },
}
const MALFORMED = ['', '{', 'null', '[]', '"text"', '{}', '\u0000', '{"event":{}}']
const HUGE = 1100 * 1024

let serial = 0
const eventId = (): string => `evt_door-test-${++serial}`

export function takesOnlySignedNews(rigOf: () => Rig): void {
  it('knows what to send to each webhook there is', () => {
    assert.deepEqual(hooksOf(rigOf()).toSorted(), Object.keys(NEWS).toSorted())
  })

  it('answers 401 to a signature that is missing, forged, or of another body', async () => {
    for (const path of hooksOf(rigOf())) {
      const raw = JSON.stringify(NEWS[path]!('none'))
      const forged = signature(rigOf(), path, `${raw} `)
      const right = signature(rigOf(), path, raw)
      const near = [`${right}zz`, right.slice(1), right.toUpperCase().replace(/\d/g, '0')]
      const wrong = ['', 'x', 'ü', forged, ...near, 'f'.repeat(64), 'f'.repeat(9000)]
      for (const given of wrong) {
        const answer = await sent(rigOf(), path, raw, signedBy(path, given))
        assert.equal(answer.status, 401, `${path} took the signature ${given.slice(0, 10)}`)
        assert.equal(answer.json['code'], 'signature-invalid')
      }
      const none = await rigOf().knock({ path, raw, key: null })
      assert.equal(none.status, 401, `${path} took no signature at all`)
    }
  })

  it('answers 400 to what is signed and cannot be read', async () => {
    for (const path of hooksOf(rigOf())) {
      for (const raw of MALFORMED) {
        const answer = await sent(rigOf(), path, raw, eventNamed(path, ''))
        assert.equal(answer.status, 400, `${path} read ${raw}: ${answer.text}`)
      }
      const long = eventNamed(path, 'e'.repeat(6000))
      const answer = await sent(rigOf(), path, JSON.stringify(NEWS[path]!('none')), long)
      assert.equal(answer.status, 400, `${path} took an event id of 6000 characters`)
    }
  })

  it('answers 400 to what is longer than the thing it tells of can be', async () => {
    for (const [path, news] of Object.entries(OVERLONG)) {
      const answer = await sent(rigOf(), path, JSON.stringify(news))
      assert.equal(answer.status, 400, `${path}: ${answer.text}`)
    }
  })

  it('answers 400 to a reference no table could hold', async () => {
    for (const path of hooksOf(rigOf())) {
      const raw = JSON.stringify(NEWS[path]!('man_a\u0000b'))
      const answer = await sent(rigOf(), path, raw)
      assert.equal(answer.status, 400, `${path}: ${answer.text}`)
    }
  })

  it('answers 413 to what is huge, before its signature is looked at', async () => {
    for (const path of hooksOf(rigOf())) {
      const { status } = await sent(rigOf(), path, `"${'x'.repeat(HUGE)}"`)
      assert.equal(status, 413, path)
    }
  })
}

export function takesNewsOnce(rigOf: () => Rig): void {
  it('parks news of nothing we know, with 202, and once', async () => {
    for (const path of hooksOf(rigOf())) {
      const headers = eventNamed(path, eventId())
      const raw = JSON.stringify(NEWS[path]!("'; drop table mandate; --"))
      const before = await parked(rigOf())
      const [first, again] = await Promise.all([
        sent(rigOf(), path, raw, headers),
        sent(rigOf(), path, raw, headers),
      ])
      assert.deepEqual([first.status, again.status].toSorted(), [200, 202], path)
      assert.equal(await parked(rigOf()), before + 1, path)
    }
  })

  it('knows an old notice under a new event id: that header is not signed', async () => {
    for (const path of hooksOf(rigOf())) {
      const raw = JSON.stringify({ ...NEWS[path]!('man_nobody'), id: eventId() })
      const send = () => sent(rigOf(), path, raw, eventNamed(path, eventId()))
      const [first, again] = [await send(), await send()]
      assert.equal(first.status, 202, path)
      assert.equal(again.json['outcome'], 'repeated', path)
    }
  })

  it('takes news of a thing of ours in once, however often it comes', async () => {
    const [message] = await rigOf().house.db.owner<{ id: string }[]>`
      select id from comms.message where status = 'delivered' order by id limit 1`
    const raw = JSON.stringify(NEWS['/hooks/comms/sms']!(message!.id))
    const headers = eventNamed('/hooks/comms/sms', eventId())
    const send = () => sent(rigOf(), '/hooks/comms/sms', raw, headers)
    const answers = await Promise.all([send(), send(), send()])
    const outcomes = answers.map(({ json }) => json['outcome'] as string).toSorted()
    assert.deepEqual(outcomes, ['received', 'repeated', 'repeated'])
  })
}

const hooksOf = (rig: Rig): string[] => rig.faces.hooks.map(({ hook }) => hook.hook)

function signature(rig: Rig, path: string, raw: string): string {
  const { provider } = rig.faces.hooks.find(({ hook }) => hook.hook === path)!.hook
  const { secret } = path.endsWith('/merchant') ? rig.merchant : rig.house.sandbox!.hosts[provider]!
  return createHmac('sha256', secret).update(raw).digest('hex')
}

/** Who signs with a secret of their own says who they are. */
const senderOf = (rig: Rig, path: string): { [header: string]: string } =>
  path.endsWith('/merchant') ? { 'x-webhook-merchant': rig.merchant.merchantId } : {}

/** The headers as that provider names them. */
const prefixOf = (path: string): string => (path.endsWith('/psp') ? 'x-razorpay' : 'x-webhook')
const signedBy = (path: string, given: string) => ({ [`${prefixOf(path)}-signature`]: given })
const eventNamed = (path: string, id: string) => ({ [`${prefixOf(path)}-event-id`]: id })

/** Signed as its provider would, unless the headers say otherwise. */
function sent(
  rig: Rig,
  path: string,
  raw: string,
  headers: Ask['headers'] = eventNamed(path, eventId()),
): Promise<Answer> {
  const signed = { ...senderOf(rig, path), ...signedBy(path, signature(rig, path, raw)) }
  return rig.knock({ path, raw, key: null, headers: { ...signed, ...headers } })
}

async function parked(rig: Rig): Promise<number> {
  const [row] = await rig.house.db.owner<{ n: number }[]>`
    select count(*)::int as n from platform.parked_hook`
  return row!.n
}
