/** From a loan's last rupee to its certificate: each step, whether it is met and since when. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract'
import type { closingOf } from '#modules/lending'
import { dateText } from '#web/kit/figures.ts'
import { queryNamed, useMeta } from '../meta.ts'
import { door } from '../session.ts'
import { Tag } from '../tag.tsx'
import { worded } from '../words.ts'
import { CommandButton } from './command-button.tsx'

type Closing = NonNullable<OutputOf<typeof closingOf>['closing']>
type Step = { readonly what: string; readonly met: boolean; readonly says: ReactNode }

export function LoanClosing({ loanId }: { readonly loanId: string }) {
  const told = useQuery({
    queryKey: ['closing-of', loanId],
    queryFn: ({ signal }) =>
      door.ask<typeof closingOf>('lending.closing-of', { loanId } as never, { signal }),
    enabled: queryNamed(useMeta(), 'lending.closing-of') !== undefined,
  })
  const closing = told.data?.closing
  if (closing === undefined) return null
  const { status, reportBy } = closing
  return (
    <section className="card">
      <header className="card-head">
        <h2>
          Closing <Tag state={status} />
        </h2>
        {reportBy === undefined ? (
          <CommandButton name="lending.release-noc" given={{ loanId }} says="Release certificate" />
        ) : null}
      </header>
      <ol className="steps">
        {stepsOf(closing).map(({ what, met, says }) => (
          <li key={what}>
            <Tag state={met ? 'met' : 'waits'} meaning={met ? 'good' : 'watch'} />
            <b>{what}</b> <span className="note">{says}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function stepsOf(closing: Closing): readonly Step[] {
  const { closedOn, mandate, mandateOn, reportAsOn, reportBy, certifyBy } = closing
  const { certifiedOn, documentId, releasedBy, reason } = closing
  const isStruck = mandate === 'cancelled' || mandate === 'kept' || mandate === 'none'
  const since = mandateOn ? ` on ${dateText(mandateOn)}` : ''
  return [
    { what: 'Nothing is owed', met: true, says: `since ${dateText(closedOn)}` },
    {
      what: 'The mandate is struck',
      met: isStruck,
      says: `${MANDATES[mandate ?? 'untold']}${since}`,
    },
    {
      what: 'The bureaus hear of it',
      met: reportBy !== undefined,
      says:
        reportAsOn && reportBy
          ? `with the file of ${dateText(reportAsOn)}, sent by ${dateText(reportBy)}`
          : 'with the next file once the certificate is asked for',
    },
    {
      what: 'The certificate',
      met: certifiedOn !== undefined,
      says: (
        <>
          {certifiedOn ? (
            <>
              issued on {dateText(certifiedOn)}{' '}
              {documentId ? (
                <Link
                  to="/$module/$entity/$id"
                  params={{ module: 'documents', entity: 'document', id: documentId }}
                >
                  Open
                </Link>
              ) : null}
            </>
          ) : reportBy ? (
            'is being made'
          ) : (
            `promised by ${dateText(certifyBy)}`
          )}
          {releasedBy && reason ? ` · released by hand: ${worded(reason).toLowerCase()}` : null}
        </>
      ),
    },
  ]
}

const MANDATES = {
  untold: 'not looked at yet',
  asked: 'the provider was asked',
  unanswered: 'the provider is silent: it is asked again each day, or ask it from the mandate',
  cancelled: 'by the provider’s own word',
  kept: 'kept for another loan that leans on it',
  none: 'none stands for this loan',
} as const
