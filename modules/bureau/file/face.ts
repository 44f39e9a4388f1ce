/** The files by which the bureaus hear of our loans, and the desk for what they would send back. */
import { command, entity, event, query, t } from '#kernel/contract'

const fileId = t.id('fil')
const recordId = t.id('rec')
const kind = t.oneOf('incremental', 'full')
const desk = ['ops', 'finance', 'risk'] as const

/** A loan as it stood on a reference date; no name in it. */
export const tradeline = t.shape({
  loanId: t.id('loan'),
  customerId: t.id('cus'),
  accountNumber: t.text({ max: 40 }),
  openedOn: t.date,
  lastPaidOn: t.optional(t.date),
  closedOn: t.optional(t.date),
  asOn: t.date,
  sanctioned: t.money(),
  balance: t.money(),
  overdue: t.money(),
  dpd: t.int({ min: 0 }),
  assetClass: t.oneOf('standard', 'SMA', 'sub-standard', 'doubtful', 'loss'),
  rate: t.rate,
  tenorMonths: t.int({ min: 1 }),
  instalment: t.money(),
  lastPaid: t.money(),
  /** Written off or charged off: the claim as it stands. */
  writtenOff: t.optional(t.shape({ total: t.money(), principal: t.money() })),
  /** Its terms were changed for financial difficulty. */
  restructured: t.optional(t.flag),
})

// What may be done.

/** The records of a file that may go, as CSV, so many at a time; whoever opens it is on record. */
export const RECORDS_A_PART = 500
export const viewBureauFile = command('bureau.view-file', {
  input: { fileId, purpose: t.text({ min: 4, max: 200 }), part: t.optional(t.int({ min: 1 })) },
  output: {
    name: t.text(),
    base64: t.file(4_000_000),
    records: t.int({ min: 0 }),
    parts: t.int({ min: 0 }),
  },
  refusals: ['unknown-file', 'not-built'],
  allow: ['ops', 'finance'],
})
/** The bureaus have taken the file, under this reference of theirs. */
export const noteSubmission = command('bureau.note-submission', {
  input: { fileId, reference: t.text({ min: 2, max: 60 }) },
  output: { fileId },
  refusals: ['unknown-file', 'not-built', 'already-submitted'],
  allow: ['ops', 'finance'],
})
/**
 * What the bureaus sent back of a submitted file, a line a fault: account number, column and code,
 * with commas between; what their file says further on a line is not kept. All of it or nothing.
 */
export const noteRejects = command('bureau.note-rejects', {
  input: {
    fileId,
    lines: t.text({
      ...{ min: 3, max: 100_000, title: 'Rejects' },
      description: 'From the bureau’s reject file, a line a fault: account number, column, code',
    }),
  },
  output: { rejected: t.int({ min: 0 }) },
  refusals: ['unknown-file', 'not-submitted', 'unreadable-line', 'not-in-file'],
  allow: ['ops', 'finance'],
})
/**
 * Looks at a rejected record again, after the borrower's data was mended where it is kept: it then
 * goes with its file, or stays rejected for what is left. Of a file already submitted it goes with
 * the next (SPEC §5.1).
 */
export const recheckRecord = command('bureau.recheck-record', {
  input: { recordId },
  output: { status: t.oneOf('ready', 'corrected', 'rejected'), faults: t.text({ max: 400 }) },
  refusals: ['unknown-record', 'not-rejected'],
  allow: ['ops', 'support'],
})

// What there is.

export const reportingEntity = entity('bureau.reporting', {
  id: fileId,
  title: 'asOn',
  fields: {
    asOn: t.date,
    kind,
    submitBy: t.date,
    status: t.oneOf('planned', 'building', 'built', 'submitted'),
    records: t.int({ min: 0 }),
    rejected: t.int({ min: 0 }),
    builtAt: t.optional(t.instant),
    submittedAt: t.optional(t.instant),
    reference: t.optional(t.text({ max: 60 })),
  },
  filters: ['status', 'kind', 'asOn'],
  sort: ['asOn', 'submitBy'],
  allow: desk,
  actions: [viewBureauFile, noteSubmission, noteRejects],
})
/** A record the bureaus would send back, or did: the desk's work, and what became of it. */
export const rejectEntity = entity('bureau.reject', {
  id: recordId,
  title: 'accountNumber',
  fields: {
    fileId,
    loanId: t.id('loan'),
    customerId: t.id('cus'),
    accountNumber: t.text({ max: 40 }),
    /** Corrected: it waits for the next file. Carried: it went on to that file's records. */
    status: t.oneOf('ready', 'rejected', 'corrected', 'carried'),
    /** What is wrong with it, by code, with spaces. */
    faults: t.text({ max: 400 }),
    /** The columns a bureau named; empty for what we found ourselves. */
    fields: t.text({ max: 400 }),
    carriedTo: t.optional(fileId),
    asOn: t.date,
    submitBy: t.date,
    checkedAt: t.instant,
  },
  filters: ['status', 'fileId', 'loanId'],
  sort: ['submitBy', 'asOn'],
  allow: [...desk, 'support'],
  actions: [recheckRecord],
})

// What happened.

/** The morning after a reference date: the file of that day is to be made (SPEC §5.1). */
export const FileDue = event('bureau.file-due', {
  fileId,
  asOn: t.date,
  kind,
  /** The reference date before it, and that of the last full file. */
  since: t.optional(t.date),
  fullSince: t.optional(t.date),
})
export const FileBuilt = event('bureau.file-built', { fileId, asOn: t.date, submitBy: t.date })
export const FileSubmitted = event('bureau.file-submitted', {
  fileId,
  reference: t.text({ max: 60 }),
})
export const BureauFileViewed = event('bureau.file-viewed', {
  fileId,
  by: t.text({ max: 80 }),
  purpose: t.text({ max: 200 }),
})

// What others ask.

/** By when the bureaus hear of what is true of a loan on a day: the file that covers it. */
export const reportingOf = query('bureau.reporting-of', {
  input: { on: t.date },
  output: { asOn: t.date, submitBy: t.date },
  allow: ['module:lending'],
})

/** Loans of a file, some at a time; `last` with the final ones. */
export const addRecords = command('bureau.add-records', {
  input: { fileId, tradelines: t.list(tradeline, 100), last: t.flag },
  output: { added: t.int({ min: 0 }) },
  refusals: [],
  allow: ['module:lending'],
})
