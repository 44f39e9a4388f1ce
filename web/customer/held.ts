/** A value of the browser's own store, watched by the screens; a private window may refuse it. */
import { useSyncExternalStore } from 'react'

export type Held<T extends string> = {
  get(): T | undefined
  set(value: T | undefined): void
  use(): T | undefined
}

/** `among`: what it may be. Anything else the store holds is as nothing: a person may edit it. */
export function held<T extends string>(
  name: string,
  store: Storage | undefined,
  among?: readonly T[],
): Held<T> {
  const listeners = new Set<() => void>()
  const stored = read(store, name) as T | undefined
  let value = stored !== undefined && among?.includes(stored) === false ? undefined : stored
  const get = () => value
  return {
    get,
    set: (next) => {
      value = next
      write(store, name, next)
      listeners.forEach((listener) => listener())
    },
    use: () =>
      useSyncExternalStore((listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      }, get),
  }
}

function read(store: Storage | undefined, name: string): string | undefined {
  try {
    return store?.getItem(name) ?? undefined
  } catch {
    return undefined
  }
}

function write(store: Storage | undefined, name: string, value: string | undefined): void {
  try {
    if (value === undefined) store?.removeItem(name)
    else store?.setItem(name, value)
  } catch {
    // Full or forbidden: it lives as long as this page does.
  }
}
