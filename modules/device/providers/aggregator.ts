/**
 * An account aggregator's doors, in ReBIT's words (SPEC §8): ask for consent, fetch the signed
 * artefact, ask for data, fetch it, each under our own keys.
 */
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { Http, HttpAnswer } from '#platform/http'
import { TryLater } from '#platform/queue'
import type { Detail } from '../statement/artefact.ts'

const HOST = 'aggregator'
const TIMEOUT_MS = 15_000
const VERSION = '2.0.0'

type Covers = { readonly from: string; readonly to: string }
type Material = { readonly publicKey: string; readonly nonce: string }
type Asked = {
  readonly statementId: string
  readonly phone: string
  readonly covers: Covers
  readonly now: string
  readonly expiry: string
  readonly purpose: string
  readonly lifeDays: number
}

/** Asks for consent to one fetch of deposits for underwriting; the person approves it there. */
export async function openConsent(
  http: Http,
  key: string,
  asked: Asked,
): Promise<{ handle: string; approveAt: string }> {
  const { ConsentHandle: handle, url: approveAt } = await post(http, '/Consent', {
    ver: VERSION,
    key,
    reference: asked.statementId,
    ConsentDetail: detailOf(asked),
  })
  if (typeof handle !== 'string' || typeof approveAt !== 'string') throw shapeless()
  return { handle, approveAt }
}

const detailOf = ({ phone, covers, now, expiry, purpose, lifeDays }: Asked) => ({
  consentStart: now,
  consentExpiry: expiry,
  consentMode: 'STORE',
  fetchType: 'ONETIME',
  consentTypes: ['PROFILE', 'SUMMARY', 'TRANSACTIONS'],
  fiTypes: ['DEPOSIT'],
  DataConsumer: { id: 'DHARA-FIU' },
  Customer: { id: `${phone}@aa` },
  Purpose: {
    code: purpose,
    refUri: `https://api.rebit.org.in/aa/purpose/${purpose}.xml`,
    text: 'Aggregated statement',
    Category: { type: 'Personal Finance' },
  },
  FIDataRange: covers,
  DataLife: { unit: 'DAY', value: lifeDays },
  Frequency: { unit: 'DAY', value: 1 },
  DataFilter: [],
})

/** The signed consent, a compact JWS, and the key its signer publishes. */
export async function fetchArtefact(
  http: Http,
  artefactId: string,
): Promise<{ jws: string; publicKey: string }> {
  const { signedConsent } = await post(http, '/Consent/fetch', { ver: VERSION, artefactId })
  const keys = await http(HOST, { method: 'GET', path: '/keys', timeoutMs: TIMEOUT_MS })
  const { publicKey } = read(keys) as { publicKey?: unknown }
  if (typeof signedConsent !== 'string' || typeof publicKey !== 'string') throw shapeless()
  return { jws: signedConsent, publicKey }
}

const consent = Compile(
  Type.Object({
    reference: Type.String(),
    ConsentDetail: Type.Object({
      consentStart: Type.String(),
      consentExpiry: Type.String(),
      fetchType: Type.String(),
      fiTypes: Type.Array(Type.String(), { maxItems: 20 }),
      Purpose: Type.Object({ code: Type.String() }),
      FIDataRange: Type.Object({ from: Type.String(), to: Type.String() }),
      DataLife: Type.Object({ unit: Type.String(), value: Type.Number() }),
    }),
  }),
)
/** What a signed consent says; undefined when it is no consent to our request. */
export function detailIn(words: unknown, statementId: string): Detail | undefined {
  if (!consent.Check(words)) return undefined
  const { reference, ConsentDetail } = words as { reference: string; ConsentDetail: Detail }
  return reference === statementId ? ConsentDetail : undefined
}

/** Asks for the data under our half of the exchange; a webhook says when it is ready. */
export async function requestData(
  http: Http,
  key: string,
  asked: { statementId: string; artefactId: string; covers: Covers; own: Material },
): Promise<void> {
  const { statementId: reference, artefactId, covers, own } = asked
  const KeyMaterial = {
    cryptoAlg: 'ECDH',
    curve: 'Curve25519',
    params: 'AES/GCM/NoPadding',
    DHPublicKey: { KeyValue: own.publicKey },
    Nonce: own.nonce,
  }
  const body = { ver: VERSION, key, reference, artefactId, FIDataRange: covers, KeyMaterial }
  const { sessionId } = await post(http, '/FI/request', body)
  if (typeof sessionId !== 'string') throw shapeless()
}

const fetched = Compile(
  Type.Object({
    FI: Type.Array(
      Type.Object({
        data: Type.Array(Type.Object({ encryptedFI: Type.String({ maxLength: 4_000_000 }) }), {
          maxItems: 20,
        }),
        KeyMaterial: Type.Object({
          DHPublicKey: Type.Object({ KeyValue: Type.String() }),
          Nonce: Type.String(),
        }),
      }),
      { maxItems: 20 },
    ),
  }),
)
type Fetched = {
  readonly FI: readonly {
    readonly data: readonly { readonly encryptedFI: string }[]
    readonly KeyMaterial: { readonly DHPublicKey: { KeyValue: string }; readonly Nonce: string }
  }[]
}

/** What a bank sent, still closed, and its half of the exchange. */
export type Parcel = { readonly theirs: Material; readonly payloads: readonly string[] }

export async function fetchData(http: Http, sessionId: string): Promise<Parcel[]> {
  const path = `/FI/fetch/${encodeURIComponent(sessionId)}`
  const body = read(await http(HOST, { method: 'GET', path, timeoutMs: TIMEOUT_MS }))
  if (!fetched.Check(body)) throw shapeless()
  return (body as unknown as Fetched).FI.map(({ data, KeyMaterial }) => ({
    theirs: { publicKey: KeyMaterial.DHPublicKey.KeyValue, nonce: KeyMaterial.Nonce },
    payloads: data.map(({ encryptedFI }) => encryptedFI),
  }))
}

async function post(http: Http, path: string, json: object) {
  const answer = await http(HOST, { method: 'POST', path, json, timeoutMs: TIMEOUT_MS })
  return read(answer) as { readonly [field: string]: unknown }
}

function read({ status, json }: HttpAnswer): unknown {
  if (status < 200 || status > 299) throw new TryLater(`the aggregator answered ${status}`)
  return json ?? {}
}

const shapeless = (): TryLater => new TryLater('the aggregator answered in no shape we know')
