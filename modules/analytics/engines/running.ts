/** The questions this process is answering: whose they are, and how to end one. */

type Running = { readonly by: string; readonly stop: AbortController }
/** So many the engine answers at once: one more would wait in its line, on its asker’s time. */
const HOUSE_MAX = 2
const running = new Map<string, Running>()

/** Undefined when the person, or the house, has as many running as may be, or one of that name. */
export function begin(runId: string, by: string, atOnce: number): AbortSignal | undefined {
  const own = [...running.values()].filter((one) => one.by === by)
  const isFull = own.length >= atOnce || running.size >= HOUSE_MAX
  if (isFull || running.has(runId)) return undefined
  const stop = new AbortController()
  running.set(runId, { by, stop })
  return stop.signal
}

export const finish = (runId: string): void => void running.delete(runId)

/** True when it ran, and was theirs. */
export function cancel(runId: string, by: string): boolean {
  const one = running.get(runId)
  if (one?.by !== by) return false
  one.stop.abort()
  return true
}
