/** Wake-ups inside one process: a signal only says "look again", so losing one costs a poll. */
export type Signals = {
  wake(name: string): void
  on(name: string, listener: () => void): () => void
}

export function signals(): Signals {
  const listeners = new Map<string, Set<() => void>>()
  return {
    wake: (name) => listeners.get(name)?.forEach((listener) => listener()),
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener))
      return () => set.delete(listener)
    },
  }
}
