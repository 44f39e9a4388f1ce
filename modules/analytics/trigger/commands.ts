/** What is done with triggers when people ask. */
import type { Path, Predicate } from '#kernel/aggregate'
import type { InputOf } from '#kernel/contract'
import { refuse } from '#kernel/decider'
import { isPredicate, pathsIn } from '#kernel/predicate'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import { featureFields } from '../aggregate/queries.ts'
import { ourKey } from '../aggregate/reactions.ts'
import {
  BacktestAsked,
  backtestTrigger,
  makeTrigger,
  switchTrigger,
  TriggerSwitched,
} from '../contract.ts'
import { envelope, fieldsOf, isPossible, type Field } from '../field.ts'
import { mayFit } from './fit.ts'
import { commandsAllowed } from './reactions.ts'
import { addTrigger, isNamed, lockTrigger, setSwitch, triggerOf } from './store.ts'
import { pathsOf } from './trigger.ts'

export const triggerCommands = [
  run(
    makeTrigger,
    async ({ name, when, ...rest }, tx) => {
      const triggerId = tx.newId('trg')
      const spec = { ...rest, when: when as Predicate }
      const isNew = await addTrigger(tx, { id: triggerId, name, spec })
      return isNew ? { triggerId } : refuse('name-taken')
    },
    {
      foresee: async ({ name, ...rest }, tx) => {
        const refused = impossible(rest, tx)
        if (refused) return refused
        return (await isNamed(tx, name)) ? refuse('name-taken') : undefined
      },
    },
  ),

  run(backtestTrigger, async ({ triggerId, from, to }, tx) => {
    if (from > to) return refuse('days-reversed')
    if (!(await triggerOf(tx, triggerId))) return refuse('unknown-trigger')
    await tx.emit(ourKey, [BacktestAsked({ triggerId, from, to })])
    return { triggerId }
  }),

  run(
    switchTrigger,
    async ({ triggerId, on }, tx) => {
      await setSwitch(tx, triggerId, on)
      await tx.emit(ourKey, [TriggerSwitched({ triggerId, on })])
      return { triggerId }
    },
    {
      foresee: async ({ triggerId, on }, tx) => {
        const kept = await lockTrigger(tx, triggerId)
        if (!kept) return refuse('unknown-trigger')
        return on && kept.backtest === null ? refuse('not-backtested') : undefined
      },
    },
  ),
]

/** Why it could never fire, as far as the contracts say. */
function impossible(
  { on, when, command, input }: Omit<InputOf<typeof makeTrigger>, 'name'>,
  tx: Tx,
) {
  const kind = tx.tower.kinds.find(({ type }) => type === on)
  if (!kind) return refuse('unknown-event')
  if (!isPredicate(when)) return refuse('filter-invalid')
  const told = [...envelope, ...fieldsOf(kind)]
  const isKnown = (fields: readonly Field[], paths: readonly Path[]) =>
    paths.every((path) => fields.some((field) => field.path === path))
  const fields = [...told, ...featureFields]
  if (!isKnown(fields, pathsIn(when)) || !isKnown(told, pathsOf(input))) {
    return refuse('unknown-field')
  }
  if (!isPossible(when, fields)) return refuse('filter-invalid')
  return mayFit(commandsAllowed[command].input, input) ? undefined : refuse('input-unfit')
}
