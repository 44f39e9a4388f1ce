/** Features follow their entries, and the hot tier follows the features. */
import type { EventOf, Fact } from '#kernel/contract'
import { addDays } from '#kernel/dates'
import { PersonMerged } from '#modules/identity'
import { onBatch, type Reaction } from '#platform/log'
import type { Tx } from '#platform/sql'
import { AppsChanged } from '../apps/face.ts'
import { EntriesDropped, EntriesRead } from '../sms/face.ts'
import { statementsFrom } from '../statement/store.ts'
import { FeaturesChanged } from './face.ts'
import { FEATURES_VERSION, featuresOf, LOOK_BACK_DAYS, type Features } from './features.ts'
import { warm } from './queries.ts'
import {
  dropFeatures,
  entriesOfMany,
  featureRows,
  keepAlias,
  keepFeatures,
  readToOf,
  withElders,
  type FeatureRow,
} from './store.ts'

export const featureReactions: readonly Reaction[] = [
  onBatch([EntriesRead, EntriesDropped, PersonMerged], 'features@1', keepAll),
  onBatch([FeaturesChanged, AppsChanged], 'warm-features', warmAll),
]

/**
 * Made anew from the entries, once for each person of the batch, as of the day of their last fact:
 * the same facts handled again give the same row, whenever that is.
 */
async function keepAll(facts: readonly Fact[], tx: Tx): Promise<void> {
  for (const { type, data, at } of facts) {
    if (type === PersonMerged.type) await keepAlias(tx, { ...(data as Merged), at })
  }
  const last = await lastOf(facts, tx)
  const days = facts.map(({ businessDate }) => businessDate).toSorted()
  const span = { from: addDays(days[0]!, -LOOK_BACK_DAYS), to: days.at(-1)! }
  const customerIds = [...last.keys()].toSorted()
  const entries = await entriesOfMany(tx, customerIds, span)
  const since = await statementsFrom(tx, customerIds)
  const before = new Map((await featureRows(tx, customerIds)).map((row) => [row.id, row]))
  const kept: FeatureRow[] = []
  const gone: string[] = []
  for (const [id, { businessDate: asOf, at: knownAt }] of last) {
    const theirs = entries.get(id) ?? []
    const statementFrom = since.get(id)
    const features = featuresOf(theirs, asOf, statementFrom ? { statementFrom } : {})
    const { source, entries: count } = features.coverage
    const told = { source, entries: count, features, readTo: readToOf(theirs) }
    const row = { id, version: FEATURES_VERSION, asOf, ...told, knownAt }
    if (theirs.length === 0) gone.push(id)
    else kept.push(row)
    const other = before.get(id)
    const changed = other === undefined ? theirs.length > 0 : !same(other.features, features)
    if (changed) await tx.emit(id, [FeaturesChanged(summaryOf(features))])
  }
  await keepFeatures(tx, kept)
  if (gone.length > 0) await dropFeatures(tx, gone)
}

type Merged = EventOf<typeof PersonMerged>['data']

/** Each person's last fact; whoever is merged into another has told it of both. */
async function lastOf(facts: readonly Fact[], tx: Tx): Promise<ReadonlyMap<string, Fact>> {
  const last = new Map(facts.map((fact) => [fact.key, fact]))
  const newest = facts.at(-1)!
  for (const id of await withElders(tx, [...last.keys()])) {
    if (!last.has(id)) last.set(id, newest)
  }
  return last
}

/** JSON with its keys in order: what comes back from the database has them in another. */
const same = (a: Features, b: Features): boolean => ordered(a) === ordered(b)
const ordered = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )

type Summary = Parameters<typeof FeaturesChanged>[0]
const summaryOf = ({
  asOf,
  coverage,
  salary,
  bounces,
  obligations,
  stacking,
}: Features): Summary => ({
  version: FEATURES_VERSION,
  asOf,
  source: coverage.source,
  days: coverage.days,
  salaryRegular: salary.regular,
  bounces90: bounces.in90,
  lenders: Object.keys(obligations.byLender).length,
  newLenders30: stacking.newLenders30,
})

async function warmAll(facts: readonly Fact[], tx: Tx): Promise<void> {
  const told = [...new Set(facts.map(({ key }) => key))]
  for (const customerId of await withElders(tx, told)) await warm(tx, customerId)
}
