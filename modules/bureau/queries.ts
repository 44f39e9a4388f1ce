/** What bureau can tell. */
import { answer, list, one } from '#platform/http'
import { attributesOf, reportEntity, snapshotOf } from './contract.ts'
import { lastReportOf, reportOf } from './store.ts'

export const queries = [
  list(reportEntity),
  one(reportEntity),
  answer(attributesOf, async ({ applicationId }, tx) => {
    const report = await reportOf(tx, applicationId)
    return report ? { reportId: report.reportId, attributes: report.attributes } : {}
  }),
  answer(snapshotOf, async ({ customerId }, tx) => (await lastReportOf(tx, customerId)) ?? {}),
]
