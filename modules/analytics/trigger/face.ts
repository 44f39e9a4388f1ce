/** Triggers: what is to be done when something happens to somebody of whom something is so. */
import { command, entity, event, query, t } from '#kernel/contract'

const triggerId = t.id('trg')
const desk = ['risk', 'admin'] as const
const watchers = ['risk', 'admin', 'ops', 'credit', 'collections', 'finance'] as const
const name = t.text({ min: 3, max: 80, pattern: '^[a-z][a-z0-9.-]+$' })
const asked = t.oneOf('comms.send-message', 'fraud.raise-signal')
const figures = {
  from: t.date,
  to: t.date,
  /** Facts of its kind in those days; of them, for which it would have fired. */
  facts: t.int({ min: 0 }),
  fires: t.int({ min: 0 }),
  people: t.int({ min: 0 }),
  /** Would have fired, with an input the command does not take. */
  unfit: t.int({ min: 0 }),
  /** Not all facts of those days were looked at: there are too many. */
  partial: t.flag,
}

/** A backtest was asked for: the facts of these days are read, and nothing is done. */
export const BacktestAsked = event('analytics.backtest-asked', {
  triggerId,
  from: t.date,
  to: t.date,
})
/** What the trigger would have done in those days. */
export const TriggerBacktested = event('analytics.trigger-backtested', { triggerId, ...figures })
export const TriggerSwitched = event('analytics.trigger-switched', { triggerId, on: t.flag })
/** It fired for a customer: its command was asked for. */
export const TriggerFired = event('analytics.trigger-fired', {
  triggerId,
  command: t.text({ max: 80 }),
})

/**
 * Describes one, switched off. `when` is a predicate (kernel/aggregate.ts) over the fact and, as
 * `features.…`, over the customer's features at that time. `input` is the command's input: in it
 * `{"path": "data.amount"}` stands for a value of the fact.
 */
export const makeTrigger = command('analytics.make-trigger', {
  input: {
    name,
    on: t.text({ max: 80 }),
    when: t.json,
    cooldownHours: t.int({ min: 1, max: 24 * 366 }),
    command: asked,
    input: t.json,
  },
  output: { triggerId },
  refusals: ['name-taken', 'unknown-event', 'unknown-field', 'filter-invalid', 'input-unfit'],
  allow: desk,
  fourEyes: true,
})

/** Reads the facts of past days and counts what it would have done; nothing is done. */
export const backtestTrigger = command('analytics.backtest-trigger', {
  input: { triggerId, from: t.date, to: t.date },
  output: { triggerId },
  refusals: ['unknown-trigger', 'days-reversed'],
  allow: desk,
})

/** Only what was backtested may be switched on. */
export const switchTrigger = command('analytics.switch-trigger', {
  input: { triggerId, on: t.flag },
  output: { triggerId },
  refusals: ['unknown-trigger', 'not-backtested'],
  allow: desk,
  fourEyes: true,
})

export const triggerEntity = entity('analytics.trigger', {
  id: triggerId,
  title: 'name',
  fields: {
    name,
    state: t.oneOf('off', 'on'),
    eventType: t.text(),
    command: t.text(),
    cooldownHours: t.int(),
    fired: t.int(),
    lastFiredAt: t.optional(t.instant),
    backtestedAt: t.optional(t.instant),
    backtest: t.optional(t.json),
    spec: t.json,
    madeAt: t.instant,
  },
  filters: ['state', 'eventType', 'command'],
  sort: ['madeAt', 'name', 'fired'],
  allow: watchers,
  actions: [backtestTrigger, switchTrigger],
})

/** What a trigger's backtest found, in a sentence, beside what it has done. */
export const triggerNow = query('analytics.trigger-now', {
  input: { triggerId },
  output: {
    state: t.optional(t.oneOf('off', 'on')),
    says: t.text({ max: 300 }),
    fired: t.int(),
    backtest: t.optional(t.shape(figures)),
  },
  allow: watchers,
})
