/** Receipts of a bank statement, taken as one file. */
import { command, entity, event, query, t } from '#kernel/contract'
import { ROWS_MAX } from './sheet.ts'

const fileId = t.id('rcf')
const desk = ['ops', 'finance'] as const
const status = t.oneOf('waiting', 'booked')
const counts = { rows: t.int(), ready: t.int(), rejected: t.int(), amount: t.money() }
/** A line of at most 200 characters, ten thousand times. */
const CSV_MAX = 2_000_000

/**
 * Takes a CSV of receipts (`utr, loan or mandate, amount, value_date, mode`) and judges each row;
 * no money moves yet. The same content again gives the file that stands.
 */
export const takeReceiptFile = command('payments.take-receipt-file', {
  input: { name: t.text({ min: 1, max: 120 }), csv: t.text({ min: 1, max: CSV_MAX }) },
  output: { fileId, status, ...counts },
  refusals: ['columns-missing', 'no-rows', 'too-many-rows', 'csv-broken'],
  allow: desk,
})
/**
 * Receives all rows that are ready, in one transaction; `amount` is their sum, as whoever asks saw
 * it. A row whose loan was closed or whose reference came meanwhile is refused by itself.
 */
export const bookReceiptFile = command('payments.book-receipt-file', {
  input: { fileId, amount: t.money() },
  output: { booked: t.int(), rejected: t.int() },
  refusals: ['unknown-file', 'file-booked', 'sum-differs', 'nothing-ready'],
  allow: { ops: { upTo: '500000' }, finance: true },
  fourEyes: true,
})

export const receiptFileEntity = entity('payments.receipt-file', {
  id: fileId,
  title: 'name',
  fields: {
    name: t.text({ max: 120 }),
    status,
    ...counts,
    takenBy: t.text({ max: 80 }),
    takenAt: t.instant,
    bookedBy: t.optional(t.text({ max: 80 })),
    bookedAt: t.optional(t.instant),
  },
  filters: ['status'],
  sort: ['takenAt'],
  allow: desk,
  actions: [bookReceiptFile],
})

/** A file's rows that are ready were received. */
export const ReceiptFileBooked = event('payments.receipt-file-booked', {
  fileId,
  booked: t.int(),
  rejected: t.int(),
  amount: t.money(),
  by: t.text({ max: 80 }),
})

/** A file with all its rows, those refused with the reason. */
export const receiptFileOf = query('payments.receipt-file-of', {
  input: { fileId },
  output: {
    file: t.optional(t.shape({ fileId, name: t.text(), status, ...counts })),
    rows: t.list(
      t.shape({
        ...{ line: t.int(), reference: t.text(), loan: t.text() },
        ...{ amount: t.optional(t.money()), receivedOn: t.optional(t.date) },
        ...{ rail: t.optional(t.text()), status: t.oneOf('ready', 'refused', 'booked') },
        ...{ says: t.optional(t.text()), loanId: t.optional(t.id('loan')) },
      }),
      ROWS_MAX,
    ),
  },
  allow: desk,
})
