/** `/find`: people by what they are known by, applications by where they stand; masked. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import type { find } from '#modules/monitor'
import type { OutputOf } from '#kernel/contract'
import { durationText, instantText } from '#web/kit/figures.ts'
import { Due } from './due.tsx'
import { FindFilters, type Kept, type Narrow } from './find-filters.tsx'
import { IdLink } from './id-link.tsx'
import { CommandButton } from './lending/command-button.tsx'
import { useMeta } from './meta.ts'
import { PageHead } from './page-head.tsx'
import { SavedViews } from './saved-views.tsx'
import { SeenFor, useSeenFor } from './seen-for.tsx'
import { door } from './session.ts'
import { Around, Empty } from './states.tsx'
import { Tag } from './tag.tsx'
import { titleOf, worded } from './words.ts'

type Hit = OutputOf<typeof find>['hits'][number]

const NAMED = 'Phone, PAN, name, e-mail, account, UMRN, UTR, device, partner’s number or any ID'

const WHOM =
  'A whole phone number or PAN finds one person; a name may find several. ' +
  'Or choose a stage, an owner or a partner.'

export function FindPage() {
  const kept = useSearch({ strict: false }) as Kept
  const navigate = useNavigate()
  const [pinCode, setPinCode] = useState<string>()
  const [typed, setTyped] = useState('')
  const [text, setText] = useState('')
  const why = useSeenFor()
  const narrow: Narrow = { ...kept, ...(pinCode !== undefined && { pinCode }) }
  const isAsked = text !== '' || Object.keys(narrow).length > 0
  const found = useQuery({
    queryKey: ['find', text, narrow, why],
    queryFn: ({ signal }) =>
      door.ask<typeof find>(
        'monitor.find',
        { ...(text !== '' && { text }), ...narrow, ...why },
        { posted: true, signal },
      ),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    gcTime: 0, // What was typed may be a phone number: it is not kept.
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setText(typed.trim())
  }
  const change = ({ pinCode: pin, ...rest }: Narrow) => {
    setPinCode(pin)
    void navigate({ to: '/find', search: rest as never, replace: true })
  }
  return (
    <div className="find">
      <PageHead
        title="Find"
        says="A person by anything we know them by; applications by where they stand."
      >
        <SeenFor told={found.data?.seenFor} />
      </PageHead>
      <form onSubmit={submit} role="search">
        <Input
          autoFocus
          size="large"
          autoComplete="off"
          aria-label={NAMED}
          placeholder={NAMED}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            if (event.target.value === '') setText('')
          }}
        />
        <Button size="large" type="primary" htmlType="submit" loading={found.isFetching}>
          Find
        </Button>
      </form>
      <SavedViews path="/find" question={kept} />
      <FindFilters narrow={narrow} onNarrow={change} />
      {isAsked ? (
        <Around of={found} rows={3}>
          {(told) => <Hits {...told} />}
        </Around>
      ) : (
        <Empty what="Whom are you looking for?" next={WHOM} />
      )}
    </div>
  )
}

function Hits({ hits, more }: Pick<OutputOf<typeof find>, 'hits' | 'more'>) {
  if (hits.length === 0) {
    return (
      <Empty
        what="Nobody is found by that."
        next="Check the digits, try another identifier, or loosen what it is narrowed to."
      />
    )
  }
  return (
    <>
      <ul className="hits">
        {hits.map((hit) => (
          <OneHit key={`${hit.customerId} ${hit.path} ${hit.what}`} hit={hit} />
        ))}
      </ul>
      {more ? (
        <p className="more">
          These are those longest in their stage; there are others. Narrow it further.
        </p>
      ) : null}
    </>
  )
}

const NEXT = {
  borrower: 'Next: the borrower acts',
  staff: 'Next: the staff acts',
  house: 'Next: the house goes on by itself',
  nobody: 'Ended: nobody has to act',
} as const

/** `Next: the staff acts; here for 2 d 4 h`, and by when it should have gone on. */
function Standing({ next, forMs, dueAt, overdue }: NonNullable<Hit['standing']>) {
  if (next === 'nobody') return <span>{NEXT.nobody}</span>
  return (
    <>
      <span>{`${NEXT[next]}; here for ${durationText(forMs)}`}</span>
      {dueAt === undefined ? null : <Due at={dueAt} overdue={overdue === true} />}
    </>
  )
}

function OneHit({ hit }: { readonly hit: Hit }) {
  const { customerId, name, phone, what, state, standing, application } = hit
  const { lastEvent, lastAt, path } = hit
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
        {standing === undefined ? null : <Standing {...standing} />}
        {application === undefined ? null : <Whose {...application} />}
        {lastEvent === undefined ? null : (
          <span className="note">
            {lastEvent === 'app.trace' ? 'Seen on the phone' : titleOf(lastEvent)}
            {lastAt === undefined ? '' : `, ${instantText(lastAt)}`}
          </span>
        )}
      </div>
      <div className="hit-acts">
        <Link to="/trail/$customerId" params={{ customerId }} className="link-button">
          Trail
        </Link>
        {application === undefined ? null : <Assign {...application} />}
      </div>
    </li>
  )
}

type Application = NonNullable<Hit['application']>

/** `Personal · from fintree (FT-81) · meera answers for it`. */
function Whose({ product, partner, reference, owner }: Application) {
  return (
    <span className="note">
      {worded(product)}
      {partner === undefined ? '' : ` · from ${partner}`}
      {reference === undefined ? '' : ` (${reference})`}
      {' · '}
      {owner === undefined ? 'Nobody answers for it yet' : <IdLink id={owner} />}
    </span>
  )
}

/** It begins with oneself, where it is nobody's. */
function Assign({ id, owner }: Application) {
  const { actor } = useMeta()
  return (
    <CommandButton
      name="lending.assign-application"
      says="Assign"
      given={{ applicationId: id }}
      begin={{ owner: owner ?? actor.id }}
    />
  )
}
