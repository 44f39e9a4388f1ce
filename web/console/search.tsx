/** Ctrl K: one search for people, loans, applications, pages and actions, by keyboard alone. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Modal } from 'antd'
import { useDeferredValue, useEffect, useState, type KeyboardEvent } from 'react'
import type { find } from '#modules/monitor'
import { queryNamed, useMeta } from './meta.ts'
import { placesOf, type Place } from './places.ts'
import { useSeenFor } from './seen-for.tsx'
import { door } from './session.ts'
import { worded } from './words.ts'

const SHOWN_MAX = 12
const TYPED_MIN = 3
const PAUSE_MS = 200

export function Search({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  return (
    <Modal
      open={isOpen}
      onCancel={onClose}
      footer={null}
      closable={false}
      destroyOnHidden
      width={620}
      className="search-modal"
      style={{ top: 72 }}
      aria-label="Find"
    >
      <Palette onClose={onClose} />
    </Modal>
  )
}

function Palette({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const places = usePlaces(typed)
  const hits = useHits(typed)
  const all = [...hits.places, ...places].slice(0, SHOWN_MAX)
  const chosen = Math.min(at, all.length - 1)
  const go = (place: Place | undefined) => {
    if (!place) return
    onClose()
    void navigate({ to: place.to })
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setAt((chosen + step + all.length) % Math.max(1, all.length))
    }
    if (event.key === 'Enter') go(all[chosen])
  }
  return (
    <div className="palette" onKeyDown={press}>
      <input
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={`palette-${chosen}`}
        aria-label="Find a person, loan, page or action"
        placeholder="Phone, PAN, name, e-mail, account number, any ID, page or action"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
      />
      <ul role="listbox" id="palette-list" aria-label="Found">
        {all.map((place, index) => (
          <li
            key={`${place.to} ${place.of}`}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === chosen}
            onMouseMove={() => setAt(index)}
            onClick={() => go(place)}
          >
            <span>{place.says}</span>
            <span className="palette-of">{place.of}</span>
          </li>
        ))}
      </ul>
      <p className="palette-foot" role="status">
        {hits.says ?? (all.length === 0 ? 'Nothing by that name.' : '↑ ↓ to choose, Enter to open')}
      </p>
    </div>
  )
}

/** Pages and actions whose words hold every word typed. */
function usePlaces(typed: string): readonly Place[] {
  const meta = useMeta()
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return placesOf(meta).filter(({ says, of }) => {
    const text = `${says} ${of}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** People and their things by any identifier; posted, so that no address holds any of it. */
function useHits(typed: string): { places: readonly Place[]; says: string | undefined } {
  const mayFind = queryNamed(useMeta(), 'monitor.find') !== undefined
  const text = usePaused(useDeferredValue(typed.trim()))
  const isAsked = mayFind && text.length >= TYPED_MIN
  const why = useSeenFor()
  const found = useQuery({
    queryKey: ['find', text, why],
    queryFn: ({ signal }) =>
      door.ask<typeof find>('monitor.find', { text, ...why }, { posted: true, signal }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    gcTime: 0, // What was typed may be a phone number: it is not kept.
  })
  if (!isAsked) return { places: [], says: undefined }
  if (found.error) return { places: [], says: found.error.message }
  const places = (found.data?.hits ?? []).map((hit) => ({
    says: `${hit.name ?? 'Someone'} · ${worded(hit.what)} · ${worded(hit.state)}`,
    of: hit.phone ?? 'Found',
    to: hit.path,
  }))
  return { places, says: found.isFetching ? 'Searching…' : undefined }
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}
