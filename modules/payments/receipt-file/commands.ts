/** Taking a file of receipts, and receiving what is ready of it, once. */
import { refuse } from '#kernel/decider'
import { sum } from '#kernel/money'
import { run } from '#platform/http'
import {
  bookReceiptFile,
  PaymentReceived,
  ReceiptFileBooked,
  takeReceiptFile,
} from '../contract.ts'
import { judge, rowsOf } from './sheet.ts'
import {
  bookReady,
  fileOfContent,
  insertFile,
  insertRows,
  knownOf,
  lockFile,
  noteBooked,
  rowsKept,
  type ReceiptFile,
} from './store.ts'

/** The key of facts about no customer (DESIGN §3). */
const NOBODY = 'sys_payments'
const LATE = 'Since the file was taken its loan was closed, or the same reference came.'

export const commands = [
  run(takeReceiptFile, async ({ name, csv }, tx) => {
    const known = await fileOfContent(tx, csv)
    if (known) return told(known)
    const read = rowsOf(csv, tx.today)
    if (typeof read === 'string') return refuse(read)
    const judged = judge(read, await knownOf(tx, read))
    const ready = judged.filter(({ says }) => says === undefined)
    const file: ReceiptFile = {
      ...{ fileId: tx.newId('rcf'), name, status: 'waiting', rows: judged.length },
      ...{ ready: ready.length, rejected: judged.length - ready.length },
      amount: sum(ready.map(({ amount }) => amount!)),
    }
    if (!(await insertFile(tx, file, csv))) return told((await fileOfContent(tx, csv))!)
    await insertRows(tx, file.fileId, judged)
    return told(file)
  }),

  run(bookReceiptFile, async ({ fileId, amount }, tx) => {
    const file = await lockFile(tx, fileId)
    if (!file) return refuse('unknown-file')
    if (file.status === 'booked') return refuse('file-booked')
    if (file.ready === 0) return refuse('nothing-ready')
    if (file.amount !== amount) return refuse('sum-differs')
    const ready = (await rowsKept(tx, fileId)).filter(({ status }) => status === 'ready')
    const ids = ready.map(({ id }) => [id, tx.newId('rcp')] as const)
    const booked = await bookReady(tx, fileId, ids)
    await noteBooked(tx, fileId, booked, LATE)
    for (const { customerId, rowId: _row, line: _line, ...received } of booked) {
      await tx.emit(customerId, [PaymentReceived(received)])
    }
    const done = { booked: booked.length, rejected: file.rows - booked.length }
    const whole = { fileId, ...done, amount: sum(booked.map((row) => row.amount)) }
    await tx.emit(NOBODY, [ReceiptFileBooked({ ...whole, by: tx.actor.id })])
    return done
  }),
]

const told = ({ name: _name, ...file }: ReceiptFile) => file
