/**
 * Learns what other processes appended: looks at the heads every 25 ms, ever more rarely while
 * nothing comes, and reads each new segment once for all groups of this process.
 */
import type { Sql } from 'postgres'
import { headsOf, writtenIn } from './lag.ts'
import { backoffMs, loop, type Loop } from './loop.ts'
import { readSegments, type Segment } from './segments.ts'
import type { Tail } from './tail.ts'

const POLL_MS_MIN = 25
const POLL_MS_MAX = 200
/** A gap of more facts isn't read ahead: groups read it themselves, at their own pace. */
const FILL_FACTS_MAX = 5000
const FILL_SEGMENTS_MAX = 200

export type Watcher = Loop & { prime(): Promise<void> }

export function watcher(
  owner: Sql,
  tail: Tail,
  warn: (object: object, message: string) => void,
): Watcher {
  let pollMs = POLL_MS_MIN
  const jump = (topic: string, part: number, to: number): Segment => ({
    ...{ topic, part, base: to - 1, n: 1, text: '' },
    rx: '' as Segment['rx'],
  })
  /** Knows the heads without reading what lies before them. */
  const prime = async () => {
    tail.offer((await headsOf(owner)).map((head) => jump(head.topic, head.part, head.next)))
  }
  const look = async (): Promise<number> => {
    // Most looks find what we appended ourselves: one number says so.
    const known = (await writtenIn(owner)) === tail.written()
    const grown = known ? [] : (await headsOf(owner)).filter((head) => head.next > tail.head(head))
    for (const { topic, part, next } of grown) {
      const from = tail.head({ topic, part })
      const near = next - from <= FILL_FACTS_MAX
      const place = { topic, part, from }
      const found = near ? await readSegments(owner, place, FILL_SEGMENTS_MAX) : []
      tail.offer(found.length > 0 ? found : [jump(topic, part, next)])
    }
    pollMs = grown.length > 0 ? POLL_MS_MIN : Math.min(POLL_MS_MAX, pollMs * 2)
    return pollMs
  }
  const onError = (error: unknown, failures: number) => {
    warn({ err: error }, 'the log could not be read')
    return backoffMs(failures, POLL_MS_MIN, 5000)
  }
  return { ...loop(look, { restMs: POLL_MS_MIN, onError }), prime }
}
