/**
 * Why people are looked at from this tab: chosen once, sent with every question that shows a
 * person, and kept on record there. Where nothing is chosen the door takes that of the role.
 */
import { Select } from 'antd'
import { useSyncExternalStore } from 'react'
import type { find } from '#modules/monitor'
import type { OutputOf } from '#kernel/contract'
import { queryNamed, useMeta } from './meta.ts'
import { seenForKey } from './session.ts'
import { worded } from './words.ts'

type Purpose = OutputOf<typeof find>['seenFor']
type Told = { readonly seenFor?: Purpose }

const watchers = new Set<() => void>()
const watch = (watcher: () => void) => {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

function usePurposes(): readonly string[] {
  const input = queryNamed(useMeta(), 'monitor.find')?.input
  return input?.properties?.['seenFor']?.enum ?? []
}

const useKey = () => seenForKey(useMeta().actor.id)

/** What goes with a question; empty where nothing was chosen. */
export function useSeenFor(): Told {
  const key = useKey()
  const chosen = useSyncExternalStore(watch, () => sessionStorage.getItem(key))
  const known = usePurposes().find((one) => one === chosen)
  return known === undefined ? {} : { seenFor: known as Purpose }
}

/** Says for what they are seen, and lets it be another; that is a view of its own. */
export function SeenFor({ told }: { readonly told: Purpose | undefined }) {
  const key = useKey()
  const { seenFor = told } = useSeenFor()
  const choose = (purpose: string) => {
    sessionStorage.setItem(key, purpose)
    for (const watcher of watchers) watcher()
  }
  return (
    <label className="seen-for">
      <span>Seen for</span>
      <Select
        aria-label="Purpose of looking, kept on record"
        title="Who looked at a person, and for what, is kept on record"
        placeholder="what your role is for"
        popupMatchSelectWidth={false}
        {...(seenFor !== undefined && { value: seenFor })}
        options={usePurposes().map((one) => ({ value: one, label: worded(one) }))}
        onChange={choose}
      />
    </label>
  )
}
