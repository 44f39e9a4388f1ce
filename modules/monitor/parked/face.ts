/** Parked facts: what a reaction could not digest, set aside so that all others could go on. */
import { command, event, query, t } from '#kernel/contract'

const staff = ['ops', 'credit', 'support', 'collections', 'risk', 'finance', 'admin'] as const
const id = t.text({ max: 80 })
const parked = {
  id: t.text(),
  group: t.text(),
  type: t.text(),
  key: t.text(),
  error: t.text({ max: 500 }),
  at: t.instant,
  attempts: t.int(),
  /** It did not fail itself: it waits behind an earlier one of its key. */
  behind: t.flag,
  /** Its group runs it with other data than the log holds. */
  mended: t.flag,
}

export const parkedFacts = query('monitor.parked', {
  input: {},
  output: { parked: t.list(t.shape(parked), 200) },
  allow: staff,
})

/** One of them whole, to be looked into; what is sealed or secret in it is shown as dots. */
export const parkedFact = query('monitor.parked-fact', {
  input: { id },
  output: {
    found: t.optional(
      t.shape({
        ...parked,
        /** Of the fact itself, as the log holds it. */
        factId: t.text(),
        topic: t.text(),
        recordedAt: t.instant,
        actor: t.text(),
        cause: t.optional(t.text()),
        /** What its group is given: the mended data, where it was mended. */
        data: t.json,
        /** The problem's whole text. */
        problem: t.text({ max: 2000 }),
      }),
    ),
  },
  allow: staff,
})

/** A parked fact was given other data for one group; the log keeps what was recorded. */
export const FactMended = event('monitor.fact-mended', {
  factId: t.text({ max: 80 }),
  group: t.text({ max: 120 }),
  /** Names at the top of its data that differ from what it was given before. */
  fields: t.list(t.text({ max: 80 }), 100),
})

/**
 * Gives a parked fact other data for the group that could not take it; `redrive` then runs it. Dots
 * leave a sealed value as it is. Refused as `data-unfit` where the fact's own contract would not
 * take the data; a fact without one keeps the names it has.
 */
export const mendParked = command('monitor.mend-parked', {
  input: { id, data: t.json },
  output: { id: t.text() },
  refusals: ['not-parked', 'data-unfit'],
  allow: ['ops', 'admin'],
  fourEyes: true,
})

export const redrive = command('monitor.redrive', {
  input: { id },
  /** How many facts ran, of one or of a whole key; `problem` when one failed again. */
  output: { id: t.text(), done: t.int(), problem: t.optional(t.text({ max: 500 })) },
  refusals: ['not-parked', 'runs-elsewhere'],
  allow: ['ops', 'admin'],
})
