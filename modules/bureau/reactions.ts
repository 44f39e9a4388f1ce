/** Bureau's own answers, written beside the question. */
import { on, type Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import { PullFailed, ReportPulled } from './contract.ts'
import { failReport, keepReport } from './store.ts'
import type { EventOf } from '#kernel/contract'

export const reactions = [
  on(ReportPulled, 'keep-report', keep),
  on(PullFailed, 'fail-report', fail),
]

async function keep({ data }: Fact<EventOf<typeof ReportPulled>>, tx: Tx): Promise<void> {
  const { reportId: id, reportHash: hash, attributes } = data
  await keepReport(tx, { id, hash, attributes })
}

async function fail({ data }: Fact<EventOf<typeof PullFailed>>, tx: Tx): Promise<void> {
  await failReport(tx, data.applicationId)
}
