/** The three questions to an account aggregator. Keys and names are read at the last moment. */
import { later } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { contactOf, sealingPass } from '#modules/identity'
import { effect, type EffectContext } from '#platform/queue'
import { sealRecord } from '../engines/envelope.ts'
import {
  hashOfWords,
  materialFor,
  nonceOfWords,
  openData,
  signedWords,
} from '../engines/key-exchange.ts'
import {
  detailIn,
  fetchArtefact,
  fetchData,
  openConsent,
  requestData,
} from '../providers/aggregator.ts'
import { keepsUntilOf, LIFE_DAYS, PURPOSE } from './artefact.ts'
import { StatementFailed, StatementFetched, StatementOpened, StatementRequested } from './face.ts'
import type { Covers } from './store.ts'

type About = { readonly statementId: Id<'stm'>; readonly customerId: Id<'cus'> }
const LANE = 'device.aggregator'
const retry = { attempts: 6, backoffMs: 2000, backoffMsMax: 120_000 }
const failed = (reason: Parameters<typeof StatementFailed>[0]['reason']) => (about: About) =>
  StatementFailed({ statementId: about.statementId, reason })
const silent = failed('aggregator-silent')
/** How long the person may take to approve, and the consent itself lives. */
const CONSENT_MS = 30 * 86_400_000

export const consentOpening = effect<About & { readonly covers: Covers }>(
  'device.consent-opening',
  {
    lane: LANE,
    retry,
    send: async ({ statementId, customerId, covers }, { http, key, call, now }) => {
      const { phone } = await call(contactOf, { customerId })
      if (!phone) return failed('no-consent')({ statementId, customerId })
      const expiry = later(now, CONSENT_MS)
      const bounds = { purpose: PURPOSE, lifeDays: LIFE_DAYS }
      const asked = { statementId, phone, covers, now, expiry, ...bounds }
      return StatementOpened({ statementId, ...(await openConsent(http, key, asked)) })
    },
    onExhausted: silent,
  },
)

export const dataRequest = effect<About & { readonly covers: Covers; readonly artefactId: string }>(
  'device.data-request',
  {
    lane: LANE,
    retry,
    send: async (about, { http, key, call, now }) => {
      const { statementId, customerId, covers, artefactId } = about
      const pass = await passOf(call, customerId)
      if (!pass) return failed('no-consent')(about)
      const { jws, publicKey } = await fetchArtefact(http, artefactId)
      const detail = detailIn(signedWords(jws, publicKey), statementId)
      const keepsUntil = detail && keepsUntilOf(detail, covers, now)
      if (!keepsUntil) return failed('artefact-invalid')(about)
      const own = materialFor(pass.dataKey, statementId)
      await requestData(http, key, { statementId, artefactId, covers, own })
      return StatementRequested({ statementId, keepsUntil })
    },
    onExhausted: silent,
  },
)

export const dataFetch = effect<About & { readonly sessionId: string }>('device.data-fetch', {
  lane: LANE,
  retry,
  send: async (about, { http, call, objects }) => {
    const { statementId, customerId, sessionId } = about
    const pass = await passOf(call, customerId)
    if (!pass) return failed('no-consent')(about)
    const own = materialFor(pass.dataKey, statementId)
    const parcels = await fetchData(http, sessionId)
    const accounts = parcels.flatMap(({ theirs, payloads }) =>
      payloads.map((payload) => openData(own, theirs, payload)),
    )
    const plain = `[${accounts.join(',')}]`
    const { generation } = pass
    const key = { ...pass, customerId }
    const sealed = sealRecord(key, statementId, plain, nonceOfWords(plain, statementId))
    await objects.put(objectOf(statementId), Buffer.from(sealed, 'ascii'))
    return StatementFetched({ statementId, generation, hash: hashOfWords(plain) })
  },
  onExhausted: silent,
})

/** Where a statement rests, sealed. */
export const objectOf = (statementId: string): string => `device/statement/${statementId}`

const passOf = async (call: EffectContext['call'], customerId: Id<'cus'>) =>
  (await call(sealingPass, { customerId, purpose: 'bank-statement' })).pass

export const statementEffects = [consentOpening, dataRequest, dataFetch]
export const statementLanes = [{ name: LANE, perSecond: 20, atOnce: 4 }]
