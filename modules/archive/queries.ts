/** Reads of the archive: the tiers, the lake's files, one customer's history. */
import type { Id } from '#kernel/ids'
import { money } from '#kernel/money'
import { rawHeld } from '#modules/device'
import { answer, list, one } from '#platform/http'
import type { Tx } from '#platform/sql'
import { BUDGET_BYTES, daysUntilFull } from './budget.ts'
import { warmDays } from './commands.ts'
import {
  historyOf,
  lakeFileEntity,
  lakeFiles,
  parcelEntity,
  tierEntity,
  tiersNow,
} from './contract.ts'
import { costPerYear, pricesOn } from './price.ts'
import { budgets, lakeNow, lastRound, measured, recordsOf, sizesNow, type InLake } from './store.ts'

export const queries = [
  list(tierEntity),
  one(tierEntity),
  list(lakeFileEntity),
  one(lakeFileEntity),
  list(parcelEntity),
  one(parcelEntity),
  answer(lakeFiles, async (wanted, tx) => ({
    files: (await tx.tower.lake.files(wanted)).map(
      ({ id: _id, sha256: _sha256, madeAt: _madeAt, ...file }) => file,
    ),
  })),
  answer(historyOf, async ({ customerId, ...ask }, tx) => {
    const customerIds = await recordsOf(tx, customerId)
    const { facts, more } = await tx.tower.lake.history({ ...ask, customerIds }, tx.tower.log)
    return {
      facts: facts.map(({ fact, tier }) => ({
        ...{ id: fact.id, topic: fact.topic, type: fact.type, at: fact.at, data: fact.data, tier },
        customerId: fact.key as Id<'cus'>,
        actor: `${fact.actor.kind} ${fact.actor.id}`,
        ...(fact.cause !== undefined && { cause: fact.cause }),
      })),
      more,
    }
  }),
  answer(tiersNow, async (_, tx) => tiersOf(tx)),
]

async function tiersOf(tx: Tx) {
  const schemas = await schemasOf(tx)
  const lake = await lakeNow(tx)
  const round = await lastRound(tx)
  const warm = schemas.reduce((sum, { bytes }) => sum + bytes, 0)
  const tiers = [
    { tier: 'hot' as const, ...(await hotTier(tx)) },
    { tier: 'warm' as const, bytes: warm, costPerYear: costPerYear('postgres', warm, tx.today) },
    { tier: 'raw' as const, ...(await rawTier(tx)) },
    { tier: 'lake' as const, ...lakeTier(lake, 'standard', tx) },
    { tier: 'lake-cold' as const, ...lakeTier(lake, 'cold', tx) },
  ]
  const customers = round?.customers ?? 0
  const cost = tiers.reduce((sum, { costPerYear: each }) => sum + each, 0)
  return {
    tiers,
    topics: topicsOf(lake),
    schemas,
    warmDays: await warmDays(tx),
    customers,
    ...(customers > 0 && { costPerCustomerYear: money(Math.round(cost / customers)) }),
    prices: pricesOn(tx.today),
    ...(round && { lastRoundOn: round.on }),
  }
}

async function schemasOf(tx: Tx) {
  const allowed = await budgets(tx)
  const history = Map.groupBy(await measured(tx), ({ schema }) => schema)
  return (await sizesNow(tx)).map(({ schema, bytes }) => {
    const budget = allowed.get(schema) ?? BUDGET_BYTES
    const left = daysUntilFull(
      [...(history.get(schema) ?? []).filter(({ on }) => on !== tx.today), { on: tx.today, bytes }],
      budget,
    )
    return { schema, bytes, budget, ...(left !== undefined && { daysUntilFull: left }) }
  })
}

async function hotTier(tx: Tx) {
  const { entries: items, bytes } = await tx.kv.held()
  return { items, bytes, costPerYear: costPerYear('memory', bytes, tx.today) }
}

async function rawTier(tx: Tx) {
  const { engine, items, bytes, exact } = await tx.call(rawHeld, {})
  const store = engine === 'dynamodb' ? 'dynamodb' : 'disk'
  return { items, bytes, estimated: !exact, costPerYear: costPerYear(store, bytes, tx.today) }
}

function lakeTier(lake: readonly InLake[], storage: InLake['storage'], tx: Tx) {
  const own = lake.filter((one) => one.storage === storage)
  const bytes = own.reduce((sum, one) => sum + one.bytes, 0)
  const store = storage === 'cold' ? 'objects-cold' : 'objects'
  return {
    bytes,
    items: own.reduce((sum, one) => sum + one.facts, 0),
    files: own.reduce((sum, one) => sum + one.files, 0),
    costPerYear: costPerYear(store, bytes, tx.today),
  }
}

function topicsOf(lake: readonly InLake[]) {
  return [...Map.groupBy(lake, ({ topic }) => topic)].map(([topic, rows]) => ({
    topic,
    files: rows.reduce((sum, row) => sum + row.files, 0),
    facts: rows.reduce((sum, row) => sum + row.facts, 0),
    bytes: rows.reduce((sum, row) => sum + row.bytes, 0),
    from: rows.map((row) => row.from).sort()[0]!,
    to: rows
      .map((row) => row.to)
      .sort()
      .at(-1)!,
  }))
}
