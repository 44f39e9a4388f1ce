/** A bank statement's receipts as a file: dropped, judged row by row, then received as a whole. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState, type DragEvent } from 'react'
import type { OutputOf } from '#kernel/contract'
import type { receiptFileOf, takeReceiptFile } from '#modules/payments'
import { intentKey } from '#web/kit/door.ts'
import { countText, dateText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { EntityRows } from '../entity-rows.tsx'
import { Grid, type Column } from '../grid.tsx'
import { entityNamed, useMeta } from '../meta.ts'
import { client, door } from '../session.ts'
import { Around, Fault } from '../states.tsx'
import { Tag } from '../tag.tsx'
import { CommandButton } from './command-button.tsx'
import { Figures } from './figures.tsx'
import './receipt-file.css'

type FileLook = OutputOf<typeof receiptFileOf>
type FileLine = FileLook['rows'][number]
/** Rows shown at once; the file to take along holds all. */
const SHOWN_MAX = 200

export function ReceiptFiles() {
  const [fileId, setFileId] = useState<string>()
  const entity = entityNamed(useMeta(), 'payments.receipt-file')
  return (
    <div className="stack">
      <Drop onTaken={setFileId} />
      {fileId === undefined ? null : <OneFile fileId={fileId} />}
      {entity?.list ? (
        <section className="card">
          <h2>Files taken before</h2>
          <EntityRows entity={entity} question={{ sort: 'takenAt', desc: true }} />
        </section>
      ) : null}
    </div>
  )
}

function Drop({ onTaken }: { readonly onTaken: (fileId: string) => void }) {
  const [isOver, setOver] = useState(false)
  // The same file asked about again is the same intent: an answer that got lost is given again.
  const intent = useRef({ text: '', key: '' })
  const taking = useMutation({
    mutationFn: async (file: File) => {
      const csv = await file.text()
      if (intent.current.text !== csv) intent.current = { text: csv, key: intentKey() }
      const input = { name: file.name.slice(0, 120) || 'receipts.csv', csv }
      const ran = await door.run<typeof takeReceiptFile>(
        'payments.take-receipt-file',
        input,
        intent.current.key,
      )
      return ran.how === 'done' ? ran.output.fileId : undefined
    },
    onSuccess: (fileId) => {
      if (fileId !== undefined) onTaken(fileId)
      void client.invalidateQueries({ queryKey: ['list', 'payments.receipt-file'] })
    },
  })
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file) taking.mutate(file)
  }
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <section className="card">
      <label
        className={isOver ? 'drop drop-over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={dropped}
      >
        <b>{taking.isPending ? 'Reading the file…' : 'Drop a CSV of receipts, or choose one'}</b>
        <span className="note">
          Columns: utr, loan or mandate, amount (rupees), value_date (2026-03-31), mode. At most
          10,000 rows. No money moves before a second person agrees.
        </span>
        <input
          type="file"
          accept=".csv,text/csv"
          aria-label="CSV of receipts"
          onChange={(event) => {
            take(event.target.files)
            event.target.value = ''
          }}
        />
      </label>
      {taking.error ? <Fault error={taking.error} /> : null}
    </section>
  )
}

function OneFile({ fileId }: { readonly fileId: string }) {
  const told = useQuery({
    queryKey: ['receipt-file', fileId],
    queryFn: ({ signal }) =>
      door.ask<typeof receiptFileOf>('payments.receipt-file-of', { fileId } as never, { signal }),
  })
  return (
    <Around of={told} rows={6}>
      {({ file, rows }) => (file ? <Preview file={file} rows={rows} /> : null)}
    </Around>
  )
}

type Previewed = { readonly file: NonNullable<FileLook['file']>; readonly rows: FileLook['rows'] }

function Preview({ file, rows }: Previewed) {
  const { fileId, name, status, ready, rejected, amount } = file
  const isBooked = status === 'booked'
  const wrong = rows.filter((row) => row.status === 'refused')
  const good = rows.filter((row) => row.status !== 'refused')
  return (
    <section className="card">
      <header className="card-head">
        <h2>{name}</h2>
        <Tag state={status} meaning={isBooked ? 'good' : 'info'} />
        {isBooked || ready === 0 ? null : (
          <CommandButton
            name="payments.book-receipt-file"
            given={{ fileId, amount }}
            says={`Receive ${countText(ready)} rows`}
          />
        )}
      </header>
      <Figures
        of={[
          { says: isBooked ? 'Received' : 'Ready', value: countText(ready) },
          { says: 'Amount', value: <Amount paise={amount} /> },
          {
            says: 'Refused',
            value: countText(rejected),
            ...(rejected > 0 && { meaning: 'watch' as const }),
          },
        ]}
      />
      {wrong.length === 0 ? null : (
        <>
          <h3 className="lines-head">Refused</h3>
          <Lines label="Rows refused" rows={wrong} file={`refused-${name}`} />
        </>
      )}
      <h3 className="lines-head">{isBooked ? 'Received' : 'Ready'}</h3>
      <Lines label="Rows that are ready" rows={good.slice(0, SHOWN_MAX)} />
      {good.length > SHOWN_MAX ? (
        <p className="note">The first {countText(SHOWN_MAX)} of them.</p>
      ) : null}
    </section>
  )
}

const Lines = ({
  label,
  rows,
  file,
}: {
  readonly label: string
  readonly rows: readonly FileLine[]
  readonly file?: string
}) => (
  <Grid
    label={label}
    columns={columns.filter(({ head }) => head !== 'Why' || file !== undefined)}
    rows={rows}
    keyOf={({ line }) => String(line)}
    {...(file !== undefined && { file: file.replace(/\.csv$/i, '') })}
    empty={{ what: 'No row is ready.', next: 'Correct those refused and drop the file again.' }}
  />
)

const columns: readonly Column<FileLine>[] = [
  { head: 'Line', figure: true, cell: ({ line }) => line, plain: ({ line }) => line },
  { head: 'Why', wraps: true, cell: ({ says }) => says, plain: ({ says }) => says },
  { head: 'UTR', cell: ({ reference }) => reference, plain: ({ reference }) => reference },
  { head: 'Loan', cell: ({ loan }) => loan, plain: ({ loan }) => loan },
  {
    head: 'Amount',
    figure: true,
    cell: ({ amount }) => (amount === undefined ? null : <Amount paise={amount} />),
    plain: ({ amount }) => (amount === undefined ? undefined : amount / 100),
  },
  {
    head: 'Value date',
    cell: ({ receivedOn }) => (receivedOn === undefined ? null : dateText(receivedOn)),
    plain: ({ receivedOn }) => receivedOn,
  },
  { head: 'Rail', cell: ({ rail }) => rail, plain: ({ rail }) => rail },
]
