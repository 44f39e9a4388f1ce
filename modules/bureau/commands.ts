/** What bureau does when asked: no pull without a live consent for exactly this (DL-13). */
import { consentLive } from '#modules/identity'
import { run } from '#platform/http'
import { PullFailed, pullReport } from './contract.ts'
import { reportPull } from './effects.ts'
import { claimReport } from './store.ts'

export const commands = [
  run(pullReport, async ({ customerId, applicationId }, tx) => {
    const { live, consentId } = await tx.call(consentLive, { customerId, purpose: 'bureau-pull' })
    if (!live || consentId === undefined) {
      await tx.emit(customerId, [PullFailed({ applicationId, reason: 'no-consent' })])
      return {}
    }
    const reportId = tx.newId('rep')
    const asked = { customerId, applicationId, consentId }
    if (!(await claimReport(tx, { id: reportId, ...asked }))) return {}
    await tx.effect(reportPull, { reportId, ...asked }, customerId)
    return { reportId }
  }),
]
