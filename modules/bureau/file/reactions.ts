/** When a file is to be made: planned by the first loan, then each plans the next. */
import type { EventOf } from '#kernel/contract'
import { addDays, atTime } from '#kernel/dates'
import { LoanDisbursed, LoanDrawn } from '#modules/lending'
import { on, type Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import { FileDue } from '../contract.ts'
import { nextReporting, type Reporting } from './calendar.ts'
import { datesBefore, isPlannedAfter, planFile } from './store.ts'

/** After the reviews of the morning: the day-end of the reference date stands by then. */
const DUE_AT = '02:00'
const HOUSE = 'sys_bureau'

export const reactions = [
  on([LoanDisbursed, LoanDrawn], 'plan-first-file', planFirst),
  on(FileDue, 'plan-next-file', planNext),
]

/** A book with a loan in it is reported; one without has nothing to say. */
async function planFirst(
  _: Fact<EventOf<typeof LoanDisbursed | typeof LoanDrawn>>,
  tx: Tx,
): Promise<void> {
  if (await isPlannedAfter(tx, tx.today)) return
  await plan(tx, nextReporting(addDays(tx.today, -1)))
}

async function planNext({ data }: Fact<EventOf<typeof FileDue>>, tx: Tx): Promise<void> {
  await plan(tx, nextReporting(data.asOn))
}

async function plan(tx: Tx, file: Reporting): Promise<void> {
  const fileId = await planFile(tx, file)
  if (fileId === undefined) return
  const { asOn, kind } = file
  const due = FileDue({ fileId, asOn, kind, ...(await datesBefore(tx, asOn)) })
  await tx.at(HOUSE, `file:${fileId}`, atTime(addDays(asOn, 1), DUE_AT), due)
}
