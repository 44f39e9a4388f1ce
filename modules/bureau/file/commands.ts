/** What bureau does with its files: checks, keeps, shows, notes. */
import { refuse } from '#kernel/decider'
import { profileOf } from '#modules/identity'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import {
  addRecords,
  BureauFileViewed,
  FileBuilt,
  FileSubmitted,
  noteRejects,
  noteSubmission,
  RECORDS_A_PART,
  recheckRecord,
  viewBureauFile,
} from '../contract.ts'
import { base64Of } from '../engines/hash.ts'
import { fileCsv } from './file-csv.ts'
import { member } from './member.ts'
import { recordOf, type BureauRecord } from './record.ts'
import { sentBackIn } from './sent-back.ts'
import {
  carryOver,
  insertRecord,
  lockFile,
  noteFile,
  noteRecord,
  readyOf,
  recordById,
  rejectRecords,
  type Reported,
} from './store.ts'
import { faultsIn } from './validation.ts'

const HOUSE = 'sys_bureau'

export const commands = [
  run(addRecords, async ({ fileId, tradelines, last }, tx) => {
    const file = await lockFile(tx, fileId)
    if (!file || file.status === 'built' || file.status === 'submitted') return { added: 0 }
    let added = 0
    for (const loan of tradelines) {
      const faults = faultsIn(await recordFor(tx, loan))
      if (await insertRecord(tx, fileId, { loan, faults })) added += 1
    }
    await noteFile(tx, fileId, last ? 'built' : 'building')
    const { asOn, submitBy } = file
    if (last) await carryOver(tx, fileId)
    if (last) await tx.emit(HOUSE, [FileBuilt({ fileId, asOn, submitBy })])
    return { added }
  }),

  run(recheckRecord, async ({ recordId }, tx) => {
    const record = await recordById(tx, recordId)
    if (!record) return refuse('unknown-record')
    if (record.status !== 'rejected') return refuse('not-rejected')
    const faults = faultsIn(await recordFor(tx, record.loan))
    const mended = record.isSubmitted ? ('corrected' as const) : ('ready' as const)
    const status = faults.length === 0 ? mended : ('rejected' as const)
    await noteRecord(tx, recordId, { status, faults })
    return { status, faults: faults.join(' ') }
  }),

  run(viewBureauFile, async ({ fileId, purpose, part = 1 }, tx) => {
    const file = await lockFile(tx, fileId)
    if (!file) return refuse('unknown-file')
    if (file.status === 'planned' || file.status === 'building') return refuse('not-built')
    const { loans, all } = await readyOf(tx, fileId, { part, size: RECORDS_A_PART })
    const records: BureauRecord[] = []
    for (const loan of loans) records.push(await recordFor(tx, loan))
    await tx.emit(HOUSE, [BureauFileViewed({ fileId, by: tx.actor.id, purpose })])
    const name = `bureau-${file.asOn}-${part}.csv`
    const parts = Math.ceil(all / RECORDS_A_PART)
    return { name, base64: base64Of(fileCsv(records)), records: records.length, parts }
  }),

  run(noteSubmission, async ({ fileId, reference }, tx) => {
    const file = await lockFile(tx, fileId)
    if (!file) return refuse('unknown-file')
    if (file.status === 'submitted') return refuse('already-submitted')
    if (file.status !== 'built') return refuse('not-built')
    await noteFile(tx, fileId, 'submitted', reference)
    await tx.emit(HOUSE, [FileSubmitted({ fileId, reference })])
    return { fileId }
  }),

  run(noteRejects, async ({ fileId, lines }, tx) => {
    const file = await lockFile(tx, fileId)
    if (!file) return refuse('unknown-file')
    if (file.status !== 'submitted') return refuse('not-submitted')
    const sentBack = sentBackIn(lines)
    if (sentBack === undefined) return refuse('unreadable-line')
    const rejected = await rejectRecords(tx, fileId, sentBack)
    return rejected === 0 ? refuse('not-in-file') : { rejected }
  }),
]

/** The borrower as the vault has them at this moment. */
async function recordFor(tx: Tx, loan: Reported): Promise<BureauRecord> {
  const person = await tx.call(profileOf, { customerId: loan.customerId })
  return recordOf(loan, person, member)
}
