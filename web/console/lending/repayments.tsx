/** `/repayments`: what falls due, what came, what bounced, and money without a loan. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented, Tabs } from 'antd'
import { addDays, type LocalDate } from '#kernel/dates'
import { useQuery } from '@tanstack/react-query'
import type { duesBetween } from '#modules/lending'
import { countText, dateText } from '#web/kit/figures.ts'
import { NotYours } from '../entity-list.tsx'
import { EntityRows } from '../entity-rows.tsx'
import { entityNamed, queryNamed, useMeta } from '../meta.ts'
import { PageHead } from '../page-head.tsx'
import { door } from '../session.ts'
import { Around } from '../states.tsx'
import { Cheques } from './cheques.tsx'
import { CommandButton } from './command-button.tsx'
import { heap, heapOf, useDues, useTakings } from './day-end-parts.tsx'
import { Figures } from './figures.tsx'
import { ReceiptFiles } from './receipt-file.tsx'
import { Bounced, DueList, Excesses } from './repayment-lists.tsx'
import { Suspense } from './suspense.tsx'
import './lending.css'

type Span = 'today' | 'week' | 'before' | 'month'
export type Days = { readonly from: LocalDate; readonly to: LocalDate }
const SPANS: readonly { readonly value: Span; readonly label: string }[] = [
  { value: 'today', label: 'Today' },
  { value: 'week', label: 'Next 7 days' },
  { value: 'before', label: 'Last 7 days' },
  { value: 'month', label: 'Last 30 days' },
]
const BACK_DAYS: { readonly [span in Span]: readonly [number, number] } = {
  today: [0, 0],
  week: [0, 6],
  before: [-6, 0],
  month: [-29, 0],
}

type Where = { readonly span?: string; readonly tab?: string }

export function RepaymentsPage() {
  const mayAsk = queryNamed(useMeta(), 'lending.dues-between') !== undefined
  const search = useSearch({ strict: false }) as Where
  const navigate = useNavigate()
  const span = SPANS.find(({ value }) => value === search.span)?.value ?? 'today'
  const go = (where: Where) =>
    void navigate({ to: '/repayments', search: { ...search, ...where } as never, replace: true })
  const today = useToday(mayAsk)
  if (!mayAsk) return <NotYours what="/repayments" />
  return (
    <>
      <PageHead title="Repayments" says="What falls due, what came, and what the bank returned.">
        <Segmented
          aria-label="Which days"
          options={[...SPANS]}
          value={span}
          onChange={(next) => go({ span: next as Span })}
        />
        <CommandButton name="payments.record-unmatched" says="Enter money without a loan" />
      </PageHead>
      <Around of={today} rows={10}>
        {(end) => {
          const [back, ahead] = BACK_DAYS[span]
          const days = { from: addDays(end.today, back), to: addDays(end.today, ahead) }
          return <Desk days={days} tab={search.tab} onTab={(tab) => go({ tab })} />
        }}
      </Around>
    </>
  )
}

/** The house's own business day. */
function useToday(mayAsk: boolean) {
  return useQuery({
    queryKey: ['dues-today'],
    queryFn: ({ signal }) =>
      door.ask<typeof duesBetween>('lending.dues-between', ANY as never, { signal }),
    enabled: mayAsk,
  })
}
const ANY = { from: '2000-01-01', to: '2000-01-01' }

function Desk({
  days,
  tab,
  onTab,
}: {
  readonly days: Days
  readonly tab: string | undefined
  readonly onTab: (tab: string) => void
}) {
  const meta = useMeta()
  const receipts = entityNamed(meta, 'payments.receipt')
  const tabs = [
    { key: 'dues', label: 'Dues', children: <DueList days={days} /> },
    { key: 'bounced', label: 'Bounced', children: <Bounced days={days} /> },
    ...(receipts?.list
      ? [
          {
            key: 'receipts',
            label: 'Receipts',
            children: <EntityRows entity={receipts} question={{ filter: { receivedOn: days } }} />,
          },
        ]
      : []),
    ...(queryNamed(meta, 'payments.suspense')
      ? [{ key: 'unmatched', label: 'Without a loan', children: <Suspense /> }]
      : []),
    ...(queryNamed(meta, 'payments.cheque-desk')
      ? [{ key: 'cheques', label: 'Cheques', children: <Cheques /> }]
      : []),
    ...(queryNamed(meta, 'payments.receipt-file-of')
      ? [{ key: 'file', label: 'Statement file', children: <ReceiptFiles /> }]
      : []),
    ...(queryNamed(meta, 'lending.excesses')
      ? [{ key: 'excess', label: 'Excess', children: <Excesses /> }]
      : []),
  ]
  const at = tabs.some(({ key }) => key === tab) ? tab : 'dues'
  return (
    <>
      <Sums days={days} />
      <Tabs items={tabs} activeKey={at ?? 'dues'} onChange={onTab} />
    </>
  )
}

function Sums({ days }: { readonly days: Days }) {
  const dues = useDues(days)
  const taken = useTakings(days)
  const { fell, unpaid, coming } = dues.data ?? { fell: NONE, unpaid: NONE, coming: NONE }
  const of = taken.data
  const bounced = heap(of?.returns ?? [])
  const inBank = heap((of?.presented ?? []).filter(({ status }) => /asked|presented/.test(status)))
  return (
    <>
      <Figures
        of={[
          heapOf('Fell due', fell, 'instalment'),
          heapOf('Unpaid of it now', unpaid, 'instalment', 'watch'),
          heapOf('Still to come', coming, 'instalment'),
          heapOf('With the bank', inBank, 'presentment'),
          heapOf('Received', heap(of?.receipts ?? []), 'receipt'),
          heapOf('Bounced', bounced, 'presentment', 'bad'),
          heapOf('Without a loan', of?.unmatched ?? NONE, 'receipt'),
        ]}
      />
      <p className="note days-line">
        {days.from === days.to
          ? dateText(days.from)
          : `${dateText(days.from)} to ${dateText(days.to)}`}
        .{' '}
        {of !== undefined && of.reversed.count > 0
          ? `${countText(of.reversed.count)} receipts were reversed. `
          : ''}
        <Link to="/day-end">Day-end</Link>
      </p>
    </>
  )
}
const NONE = { count: 0, amount: 0 }
