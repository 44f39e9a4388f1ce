/** `/lending/loan/<id>`: one loan on any day: what is owed, what happened, what can be done. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import type { OutputOf } from '#kernel/contract'
import { daysBetween } from '#kernel/dates'
import type { loanFile } from '#modules/lending'
import { countText, dateText, moneyText, shortId } from '#web/kit/figures.ts'
import { ActionButtons } from '../action-buttons.tsx'
import { Copied } from '../copied.tsx'
import { NotYours } from '../entity-list.tsx'
import { entityNamed, queryNamed, useMeta } from '../meta.ts'
import { PageHead } from '../page-head.tsx'
import { door } from '../session.ts'
import { Around, Empty } from '../states.tsx'
import { Tag } from '../tag.tsx'
import { Timeline } from '../timeline.tsx'
import { LoanClosing } from './closing.tsx'
import { LoanLoss } from './expected-loss.tsx'
import { LoanFigures } from './loan-figures.tsx'
import { useLoanTabs } from './loan-tabs.tsx'
import { PersonName } from './person-name.tsx'
import { isPast, useThen, type Then } from './then.ts'
import { PastBanner, TimeSlider } from './time-slider.tsx'
import './lending.css'

export type LoanFile = NonNullable<OutputOf<typeof loanFile>['file']>

export function LoanPage() {
  const { id = '' } = useParams({ strict: false })
  const meta = useMeta()
  const mayAsk = queryNamed(meta, 'lending.loan-file') !== undefined
  const [then, go] = useThen()
  const told = useQuery({
    queryKey: ['loan', id, then],
    queryFn: ({ signal }) =>
      door.ask<typeof loanFile>('lending.loan-file', { loanId: id, ...then } as never, { signal }),
    placeholderData: keepPreviousData,
    enabled: mayAsk && id !== '',
  })
  if (!mayAsk) return <NotYours what={`/lending/loan/${id}`} />
  return (
    <Around of={told} rows={12}>
      {({ file }) =>
        file === undefined ? (
          <Empty what="There is no such loan." next="Find it by its account number or borrower.">
            <Link to="/find">Find</Link>
          </Empty>
        ) : (
          <OneLoan file={file} then={then} onThen={go} isMoving={told.isPlaceholderData} />
        )
      }
    </Around>
  )
}

function OneLoan({
  file,
  then,
  onThen,
  isMoving,
}: {
  readonly file: LoanFile
  readonly then: Then
  readonly onThen: (then: Then) => void
  readonly isMoving: boolean
}) {
  const { disbursedOn, today, customerId, loanId } = file
  const past = isPast(then, today)
  return (
    <div className="looked-at">
      <LoanHead file={file} past={past} />
      <p className="loan-says">
        {ageOf(file)} {givenUp(file)} <b>{nextOf(file)}</b>
      </p>
      <TimeSlider from={disbursedOn} {...{ today, then, onThen }} />
      <PastBanner {...{ then, today, onThen }} />
      <div className={isMoving ? 'moving' : ''} aria-busy={isMoving}>
        <LoanFigures file={file} />
        {past ? null : <LoanLoss loanId={loanId} />}
        {past || file.closedOn === undefined ? null : <LoanClosing loanId={loanId} />}
        <div className={past ? '' : 'thing-page wide-page'}>
          <LoanTabs file={file} then={then} past={past} />
          {past ? null : <Timeline customerId={customerId} about={loanId} />}
        </div>
      </div>
    </div>
  )
}

function LoanHead({ file, past }: { readonly file: LoanFile; readonly past: boolean }) {
  const { loanId, accountNumber, customerId, status, assetClass, product } = file
  const { endedOn, chargedOffOn, merchantId } = file
  const entity = entityNamed(useMeta(), 'lending.loan')
  const isOpen = status === 'active' || status === 'disbursed'
  return (
    <PageHead
      page={`Loan ${accountNumber}`}
      title={
        <>
          Loan {accountNumber} <Tag state={status} />{' '}
          {isOpen && assetClass !== 'standard' ? <Tag state={assetClass} /> : null}{' '}
          {endedOn ? <Tag state="contract-ended" meaning="bad" /> : null}{' '}
          {chargedOffOn ? <Tag state="charged-off" meaning="bad" /> : null}
        </>
      }
      says={
        <>
          <PersonName customerId={customerId} /> · {product} ·{' '}
          <Copied text={loanId}>
            <span className="id" title={loanId}>
              {shortId(loanId)}
            </span>
          </Copied>
        </>
      }
      crumbs={[
        { says: 'Lending', to: '/lending' },
        { says: 'Loans', to: '/lending/loan' },
      ]}
    >
      <Link to="/trail/$customerId" params={{ customerId }} className="link-button">
        Whole trail
      </Link>
      {past || !entity ? null : (
        <ActionButtons
          entity={entity}
          row={{ id: loanId, customerId }}
          lead={['payments.record-receipt', 'lending.waive-dues']}
          without={[...ELSEWHERE, ...(merchantId ? [] : ['lending.book-merchant-refund'])]}
        />
      )}
    </PageHead>
  )
}

/** Offered where the receipt stands, where money waits, and in what a closed loan waits for. */
const ELSEWHERE = [
  ...['payments.match-receipt', 'lending.book-chargeback', 'lending.release-noc'],
] as const

function ageOf({ disbursedOn, closedOn, closedHow, on, principal }: LoanFile): string {
  const lent = `${moneyText(principal)} lent on ${dateText(disbursedOn)}.`
  if (closedOn !== undefined) {
    const how = CLOSED[closedHow ?? ''] ?? 'Closed'
    return `${lent} ${how} on ${dateText(closedOn)}.`
  }
  const days = daysBetween(disbursedOn, on)
  return days > 0 ? `${lent} Open for ${countText(days)} days.` : lent
}
const CLOSED: { readonly [how: string]: string } = {
  repaid: 'Repaid in full',
  foreclosed: 'Closed before its time',
  'cooled-off': 'Left within the cooling-off days',
  'payout-returned': 'The payout came back',
}

function givenUp({ endedOn, chargedOffOn }: LoanFile): string {
  const ended = endedOn ? `The contract was ended on ${dateText(endedOn)}.` : ''
  const off = chargedOffOn ? `Charged off on ${dateText(chargedOffOn)}.` : ''
  return `${ended} ${off}`.trim()
}

/** What happens next, if nobody does anything. */
function nextOf({ status, dues, oldestDueOn, dpd, nextDueOn, nextDueAmount, on }: LoanFile) {
  if (status === 'sanctioned') return 'Nothing was known of it yet.'
  if (status === 'written-off') return 'Written off: whatever comes is a recovery.'
  if (status !== 'active') return ''
  if (oldestDueOn !== undefined && dues.total > 0) {
    const since = `is due since ${dateText(oldestDueOn)}`
    return `${moneyText(dues.total)} ${since}: day ${countText(dpd)} past due.`
  }
  if (dues.total > 0) return `${moneyText(dues.total)} of charges is due.`
  if (nextDueOn === undefined || nextDueAmount === undefined) return ''
  const days = daysBetween(on, nextDueOn)
  const when = days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${countText(days)} days`
  return `${moneyText(nextDueAmount)} falls due on ${dateText(nextDueOn)}, ${when}.`
}

function LoanTabs({
  file,
  then,
  past,
}: {
  readonly file: LoanFile
  readonly then: Then
  readonly past: boolean
}) {
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { readonly tab?: string }
  const tabs = useLoanTabs(file, then, past)
  const tab = tabs.some(({ key }) => key === search.tab) ? search.tab : tabs[0]?.key
  return (
    <Tabs
      className="parts"
      items={tabs}
      {...(tab !== undefined && { activeKey: tab })}
      onChange={(key) =>
        void navigate({
          to: '.',
          search: { ...search, tab: key } as never,
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
}
