/** Commands of the archive, and how a round begins. */
import { refuse } from '#kernel/decider'
import { addDays } from '#kernel/dates'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import { BUDGET_BYTES, warmDaysNow } from './budget.ts'
import { BudgetSet, RoundDue, TierSet, beginRound, setBudget, setTier } from './contract.ts'
import { tendLake } from './effects.ts'
import { nextRound, warmFrom } from './round.ts'
import { budgets, saveBudget, saveTier, sizesNow, tierOf } from './store.ts'

const BYTES_A_GB = 1_000_000_000
const SELF = 'sys_archive'
const LOG_TIER = 'tir_log'
/** The schemas that hold every fact: the log itself, and the trail, which goes with it. */
const LOG_SCHEMAS = ['platform', 'monitor']

export const commands = [
  run(
    setTier,
    async ({ tierId, warmDays, chillAfterDays }, tx) => {
      await saveTier(tx, { id: tierId, warmDays, chillAfterDays })
      await tx.emit(SELF, [TierSet({ tierId, warmDays, chillAfterDays })])
      return { tierId }
    },
    {
      foresee: async ({ tierId }, tx) => {
        const tier = await tierOf(tx, tierId)
        return tier?.movable ? undefined : refuse('not-movable')
      },
    },
  ),
  run(setBudget, async ({ schema, gigabytes }, tx) => {
    const budget = gigabytes * BYTES_A_GB
    await saveBudget(tx, schema, budget)
    await tx.emit(SELF, [BudgetSet({ schema, budget })])
    return { schema }
  }),
  run(beginRound, async (_, tx) => {
    await goRound(tx)
    return { on: tx.today }
  }),
]

/** Sets the next round's timer; one that is set already is moved to the same instant. */
export async function setRound(tx: Tx): Promise<void> {
  const { at, on } = nextRound(tx.now)
  await tx.at(SELF, 'round', at, RoundDue({ on }))
}

/** Days the log stays in Postgres, given the room there is. */
export async function warmDays(tx: Tx): Promise<number> {
  const tier = await tierOf(tx, LOG_TIER)
  const allowed = await budgets(tx)
  const own = (await sizesNow(tx)).filter(({ schema }) => LOG_SCHEMAS.includes(schema))
  const wanted = tier?.warmDays ?? 365
  const days = own.map(({ schema, bytes }) =>
    warmDaysNow(wanted, bytes, allowed.get(schema) ?? BUDGET_BYTES),
  )
  return Math.min(wanted, ...days)
}

/** Asks for the round's work, outside any transaction. */
export async function goRound(tx: Tx): Promise<void> {
  const tier = await tierOf(tx, LOG_TIER)
  const chillBefore = addDays(tx.today, -(tier?.chillAfterDays ?? 365))
  const from = warmFrom(tx.today, await warmDays(tx))
  await tx.effect(tendLake, { on: tx.today, warmFrom: from, chillBefore }, SELF)
}
