/** Streams: the topics facts lie in, and how far everyone who reads them has come. */
import { command, event, query, t } from '#kernel/contract'

const staff = ['ops', 'credit', 'support', 'collections', 'risk', 'finance', 'admin'] as const
const group = t.text({ min: 3, max: 120, pattern: '^[a-z]+\\.[a-z0-9@.-]+$' })

/** Facts by topic, and each group's lag; asked again and again, it shows rates. */
export const streams = query('analytics.streams', {
  input: {},
  output: {
    at: t.instant,
    topics: t.list(
      t.shape({
        topic: t.text(),
        facts: t.int({ min: 0 }),
        partitions: t.int({ min: 0 }),
        /** What of it the lake has. */
        lakeFacts: t.int({ min: 0 }),
        lakeBytes: t.int({ min: 0 }),
        freshAt: t.optional(t.instant),
      }),
      500,
    ),
    groups: t.list(
      t.shape({
        group: t.text(),
        module: t.text(),
        /** Facts between its position and the end, and the wall age of the oldest. */
        behind: t.int({ min: 0 }),
        oldestMs: t.number({ min: 0 }),
        failures: t.int({ min: 0 }),
        problem: t.optional(t.text({ max: 500 })),
        parked: t.int({ min: 0 }),
        replayable: t.flag,
      }),
      500,
    ),
    outboxMs: t.number({ min: 0 }),
  },
  allow: staff,
})

/** A group was sent back; what it does again changes nothing. */
export const GroupReplayed = event('analytics.group-replayed', {
  group,
  from: t.optional(t.instant),
  by: t.text({ max: 80 }),
})

/**
 * Sends a projection back to the first fact, or to those recorded from an instant on. Refused for
 * groups that act: what they did would be done again.
 */
export const replayGroup = command('analytics.replay-group', {
  input: { group, from: t.optional(t.instant) },
  output: { group },
  refusals: ['not-a-projection', 'runs-elsewhere'],
  allow: ['risk', 'admin'],
})
