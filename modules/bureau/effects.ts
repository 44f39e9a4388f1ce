/**
 * The pull itself: sealed data is read at the last moment, only attributes and a hash come back.
 */
import type { Id } from '#kernel/ids'
import { profileOf } from '#modules/identity'
import { effect } from '#platform/queue'
import { attributesOf } from './attributes.ts'
import { PullFailed, ReportPulled } from './contract.ts'
import { sha256 } from './engines/hash.ts'
import { pull } from './providers/bureau.ts'

type Question = {
  readonly reportId: Id<'rep'>
  readonly customerId: Id<'cus'>
  readonly applicationId: Id<'app'>
  readonly consentId: Id<'con'>
}

export const reportPull = effect<Question>('bureau.report-pull', {
  lane: 'bureau',
  retry: { attempts: 6, backoffMs: 2000, backoffMsMax: 120_000 },
  send: async ({ reportId, customerId, applicationId, consentId }, { call, http, key, today }) => {
    const { pan, name, birthDate, phone } = await call(profileOf, { customerId })
    if (pan === undefined) return PullFailed({ applicationId, reason: 'no-pan' })
    const person = { pan, name, birthDate, phone, consentId }
    const { report, raw } = await pull(http, key, person)
    const attributes = attributesOf(report, today)
    return ReportPulled({ reportId, applicationId, reportHash: sha256(raw), attributes })
  },
  onExhausted: ({ applicationId }) => PullFailed({ applicationId, reason: 'vendor-silent' }),
})

export const effects = [reportPull]
export const lanes = [{ name: 'bureau', perSecond: 50, atOnce: 16 }]
