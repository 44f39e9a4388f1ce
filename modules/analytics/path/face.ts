/** Paths: which way people go, on the app's screens and through each journey. */
import { query, t } from '#kernel/contract'

const staff = ['ops', 'credit', 'support', 'collections', 'risk', 'finance', 'admin'] as const
const step = t.text({ min: 1, max: 80 })
const chosen = {
  /** `app` for its screens, or a journey: `lending.application`. */
  way: t.text({ min: 1, max: 80 }),
  /** Business dates, both counted; at most 90 days are kept here. */
  since: t.date,
  until: t.date,
  version: t.optional(t.text({ max: 40 })),
  device: t.optional(t.text({ max: 40 })),
  language: t.optional(t.text({ max: 8 })),
}
const walk = t.shape({ steps: t.list(t.text(), 40), times: t.int(), people: t.int() })

/**
 * The most-walked ways from one step to another, where people go round in circles, and where they
 * leave: those who set out from `from` and never came to `to`. Without either: from the beginning,
 * to wherever they went; where they leave is then where they stood last.
 */
export const paths = query('analytics.paths', {
  input: { ...chosen, from: t.optional(step), to: t.optional(step) },
  output: {
    ways: t.list(t.text(), 50),
    versions: t.list(t.text(), 50),
    devices: t.list(t.text(), 50),
    languages: t.list(t.text(), 50),
    steps: t.list(t.text(), 200),
    edges: t.list(t.shape({ from: t.text(), to: t.text(), moves: t.int(), people: t.int() }), 300),
    walks: t.list(walk, 20),
    loops: t.list(walk, 20),
    exits: t.list(t.shape({ step: t.text(), people: t.int() }), 50),
    /** Who set out, and who of them arrived. */
    people: t.int(),
    arrived: t.int(),
    /** There were more steps than are looked at: the latest days count. */
    more: t.flag,
  },
  allow: staff,
})

/** Who went from one step to the next; an install nobody signed in on has no customer. */
export const peopleOnEdge = query('analytics.people-on-edge', {
  input: { ...chosen, from: t.text({ max: 80 }), to: step },
  output: {
    people: t.list(
      t.shape({
        walker: t.anyId,
        customerId: t.optional(t.id('cus')),
        times: t.int(),
        at: t.instant,
      }),
      200,
    ),
    more: t.flag,
  },
  allow: staff,
})
