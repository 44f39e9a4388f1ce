/** `/find`: a person by any identifier we know them by; what is personal stays masked. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import type { find } from '#modules/monitor'
import type { OutputOf } from '#kernel/contract'
import { durationText, instantText } from '#web/kit/figures.ts'
import { IdLink } from './id-link.tsx'
import { PageHead } from './page-head.tsx'
import { SeenFor, useSeenFor } from './seen-for.tsx'
import { door } from './session.ts'
import { Around, Empty } from './states.tsx'
import { Tag } from './tag.tsx'
import { titleOf, worded } from './words.ts'

type Hit = OutputOf<typeof find>['hits'][number]

export function FindPage() {
  const [typed, setTyped] = useState('')
  const [text, setText] = useState('')
  const why = useSeenFor()
  const found = useQuery({
    queryKey: ['find', text, why],
    queryFn: ({ signal }) =>
      door.ask<typeof find>('monitor.find', { text, ...why }, { posted: true, signal }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
    gcTime: 0, // What was typed may be a phone number: it is not kept.
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setText(typed.trim())
  }
  return (
    <div className="find">
      <PageHead title="Find" says="A person by anything we know them by.">
        <SeenFor told={found.data?.seenFor} />
      </PageHead>
      <form onSubmit={submit} role="search">
        <Input
          autoFocus
          size="large"
          autoComplete="off"
          aria-label="Phone, PAN, name, account number, UMRN, UTR or any ID"
          placeholder="Phone, PAN, name, account number, UMRN, UTR or any ID"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button size="large" type="primary" htmlType="submit" loading={found.isFetching}>
          Find
        </Button>
      </form>
      {text === '' ? (
        <Empty
          what="Whom are you looking for?"
          next="A whole phone number or PAN finds one person; a name may find several."
        />
      ) : (
        <Around of={found} rows={3}>
          {({ hits }) =>
            hits.length === 0 ? (
              <Empty
                what="Nobody is known by that."
                next="Check the digits, or try another identifier."
              />
            ) : (
              <ul className="hits">
                {hits.map((hit) => (
                  <OneHit key={`${hit.customerId} ${hit.path} ${hit.what}`} hit={hit} />
                ))}
              </ul>
            )
          }
        </Around>
      )}
    </div>
  )
}

const NEXT = {
  borrower: 'Next: the borrower acts',
  staff: 'Next: the staff acts',
  house: 'Next: the house goes on by itself',
  nobody: 'Ended: nobody has to act',
} as const

/** `Next: the staff acts; here for 2 d 4 h`. */
const standingText = ({ next, forMs }: NonNullable<Hit['standing']>): string =>
  next === 'nobody' ? NEXT.nobody : `${NEXT[next]}; here for ${durationText(forMs)}`

function OneHit({ hit }: { readonly hit: Hit }) {
  const { customerId, name, phone, what, state, standing, lastEvent, lastAt, path } = hit
  return (
    <li className="card hit">
      <div className="hit-who">
        <Link to={path} className="thing">
          {name ?? 'No name yet'}
        </Link>
        <span>{phone ?? ''}</span>
        <IdLink id={customerId} />
      </div>
      <div className="hit-what">
        <span>
          {worded(what)} <Tag state={state} />
        </span>
        {standing === undefined ? null : <span>{standingText(standing)}</span>}
        {lastEvent === undefined ? null : (
          <span className="note">
            {lastEvent === 'app.trace' ? 'Seen on the phone' : titleOf(lastEvent)}
            {lastAt === undefined ? '' : `, ${instantText(lastAt)}`}
          </span>
        )}
      </div>
      <Link to="/trail/$customerId" params={{ customerId }} className="link-button">
        Trail
      </Link>
    </li>
  )
}
