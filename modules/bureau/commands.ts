/** What bureau does when asked: no pull without a live consent for exactly this (DL-13). */
import type { Id } from '#kernel/ids'
import { consentLive } from '#modules/identity'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import { PullFailed, pullReport, ReportPulled } from './contract.ts'
import { reportPull } from './effects.ts'
import { claimReport, reportOf } from './store.ts'

export const commands = [
  run(pullReport, async ({ customerId, applicationId }, tx) => {
    const { live, consentId } = await tx.call(consentLive, { customerId, purpose: 'bureau-pull' })
    if (!live || consentId === undefined) {
      await tx.emit(customerId, [PullFailed({ applicationId, reason: 'no-consent' })])
      return {}
    }
    const asked = { customerId, applicationId, consentId }
    const reportId = await claimReport(tx, { id: tx.newId('rep'), ...asked })
    if (reportId === undefined) return retell(tx, customerId, applicationId)
    await tx.effect(reportPull, { reportId, ...asked }, customerId)
    return { reportId }
  }),
]

/** Who asks again for what is here gets it again; what is on its way answers when it comes. */
async function retell(tx: Tx, customerId: Id<'cus'>, applicationId: Id<'app'>) {
  const report = await reportOf(tx, applicationId)
  if (!report) return {}
  await tx.emit(customerId, [ReportPulled({ applicationId, ...report })])
  return { reportId: report.reportId }
}
