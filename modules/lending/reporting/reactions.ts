/** A bureau file is due: how each of its loans stood, a page a transaction. */
import type { EventOf } from '#kernel/contract'
import { addRecords, FileDue } from '#modules/bureau'
import { PanKept, ProfileKept } from '#modules/identity'
import { on, type Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import { ReportPageDue } from '../contract.ts'
import { noteBorrower, reportable } from './store.ts'
import { standingOn } from './tradeline.ts'

/** Loans of one page: as many as one ask carries. */
const PAGE = 100
const HOUSE = 'sys_lending'

export const reactions = [
  on(FileDue, 'report-loans', reportPage),
  on(ReportPageDue, 'report-further-loans', reportPage),
  on([ProfileKept, PanKept], 'note-borrower', ({ key }, tx) => noteBorrower(tx, key)),
]

async function reportPage(
  { data }: Fact<EventOf<typeof FileDue> | EventOf<typeof ReportPageDue>>,
  tx: Tx,
): Promise<void> {
  const { fileId, asOn } = data
  const found = await reportable(tx, data, PAGE + 1)
  const page = found.slice(0, PAGE)
  const last = found.length <= PAGE
  const tradelines = page.map(({ id: loanId, customerId, accountNumber, openedOn, ...loan }) => {
    const stood = standingOn(loan.terms, loan.facts, asOn)
    return { loanId, customerId, accountNumber, openedOn, ...stood }
  })
  await tx.ask(addRecords, { fileId, tradelines, last }, HOUSE)
  const after = page.at(-1)?.id
  if (last || after === undefined) return
  const next = ReportPageDue({ ...data, after })
  await tx.at(HOUSE, `report-page:${fileId}`, tx.now, next)
}
