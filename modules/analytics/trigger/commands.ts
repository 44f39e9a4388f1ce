/** What is done with triggers when people ask. */
import { refuse } from '#kernel/decider'
import { isPredicate, pathsIn } from '#kernel/predicate'
import { run } from '#platform/http'
import { ourKey } from '../aggregate/reactions.ts'
import {
  BacktestAsked,
  backtestTrigger,
  makeTrigger,
  switchTrigger,
  TriggerSwitched,
} from '../contract.ts'
import { envelope, fieldsOf } from '../field.ts'
import { mayFit } from './fit.ts'
import { commandsAllowed } from './reactions.ts'
import { addTrigger, lockTrigger, setSwitch, triggerOf } from './store.ts'
import { isFeature, pathsOf } from './trigger.ts'

export const triggerCommands = [
  run(makeTrigger, async ({ name, when, ...rest }, tx) => {
    const kind = tx.tower.kinds.find(({ type }) => type === rest.on)
    if (!kind) return refuse('unknown-event')
    if (!isPredicate(when)) return refuse('filter-invalid')
    const known = new Set([...envelope, ...fieldsOf(kind)].map(({ path }) => path))
    const used = [...pathsIn(when).filter((path) => !isFeature(path)), ...pathsOf(rest.input)]
    if (!used.every((path) => known.has(path))) return refuse('unknown-field')
    if (!mayFit(commandsAllowed[rest.command].input, rest.input)) return refuse('input-unfit')
    const triggerId = tx.newId('trg')
    const isNew = await addTrigger(tx, { id: triggerId, name, spec: { ...rest, when } })
    return isNew ? { triggerId } : refuse('name-taken')
  }),

  run(backtestTrigger, async ({ triggerId, from, to }, tx) => {
    if (from > to) return refuse('days-reversed')
    if (!(await triggerOf(tx, triggerId))) return refuse('unknown-trigger')
    await tx.emit(ourKey, [BacktestAsked({ triggerId, from, to })])
    return { triggerId }
  }),

  run(switchTrigger, async ({ triggerId, on }, tx) => {
    const kept = await lockTrigger(tx, triggerId)
    if (!kept) return refuse('unknown-trigger')
    if (on && kept.backtest === null) return refuse('not-backtested')
    await setSwitch(tx, triggerId, on)
    await tx.emit(ourKey, [TriggerSwitched({ triggerId, on })])
    return { triggerId }
  }),
]
