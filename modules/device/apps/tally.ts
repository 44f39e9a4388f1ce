/**
 * What a person's apps say about them: how many of each kind, and what came and went. Pure: of the
 * presences and an instant. It tells what the phone said by now of that instant; who must know what
 * was known then folds the records recorded until then.
 */
import { later, type Instant } from '#kernel/dates'
import { appKinds, type AppKind } from './kind.ts'
import { isThere, latestBy, type Presence } from './presence.ts'

export type AppFeatures = {
  /** `declared`: only the short list a store lets an app see; `none`: no apps were told of. */
  readonly coverage: 'full' | 'declared' | 'none'
  /** Apps there, by kind; every kind is named. */
  readonly counts: { readonly [kind in AppKind]: number }
  /** Lenders' apps installed in the last 7 and 30 days, by their time of installing. */
  readonly newLenders7Days: number
  readonly newLenders30Days: number
  readonly installs30Days: number
  readonly removals30Days: number
  /** When the phone last told of any app. */
  readonly lastSeenAt?: Instant
}

const DAY_MS = 86_400_000
/** One installing may be told twice with times apart: by the event, and by a later list. */
const SAME_INSTALL_MS = DAY_MS

export function appFeatures(presences: readonly Presence[], asOf: Instant): AppFeatures {
  const known = presences.filter((one) => heardBy(one, asOf) !== null)
  const there = known.filter((one) => isThere(one, asOf))
  const lenders = known.filter((one) => one.kind === 'lending')
  const [weekAgo, monthAgo] = [later(asOf, -7 * DAY_MS), later(asOf, -30 * DAY_MS)]
  const came = (all: readonly Presence[], since: Instant) =>
    all.flatMap((one) => comings(one, asOf).filter((at) => at > since))
  const lastSeenAt = latestBy(
    asOf,
    known.map((one) => heardBy(one, asOf)),
  )
  return {
    coverage: coverageOf(known),
    counts: countsOf(there),
    newLenders7Days: lenders.filter((one) => came([one], weekAgo).length > 0).length,
    newLenders30Days: lenders.filter((one) => came([one], monthAgo).length > 0).length,
    installs30Days: came(known, monthAgo).length,
    removals30Days: known.flatMap((one) => goings(one, asOf)).filter((at) => at > monthAgo).length,
    ...(lastSeenAt && { lastSeenAt }),
  }
}

/** Installs up to an instant: one told again within a day, with no removal between, is the same. */
function comings({ installs, removals }: Presence, asOf: Instant): readonly Instant[] {
  const kept: Instant[] = []
  for (const at of installs.filter((one) => one <= asOf)) {
    const last = kept.at(-1)
    const again =
      last !== undefined &&
      at <= later(last, SAME_INSTALL_MS) &&
      !removals.some((gone) => gone > last && gone < at)
    if (!again) kept.push(at)
  }
  return kept
}

/** Removals up to an instant: a second one with no installing between is the same. */
function goings({ installs, removals }: Presence, asOf: Instant): readonly Instant[] {
  return removals.filter((at, i) => {
    const last = removals[i - 1]
    return at <= asOf && (!last || installs.some((came) => came > last && came <= at))
  })
}

const heardBy = ({ heardAt, firstSeenAt, removals }: Presence, asOf: Instant): Instant | null =>
  latestBy(asOf, [heardAt, firstSeenAt, ...removals])

/** By the newest records: who once showed all and now declares a few, shows a few. */
function coverageOf(known: readonly Presence[]): AppFeatures['coverage'] {
  if (known.length === 0) return 'none'
  const newest = (declared: boolean): string =>
    known
      .filter((one) => one.declared === declared)
      .reduce((last, { heardAt }) => (heardAt > last ? heardAt : last), '')
  return newest(false) >= newest(true) ? 'full' : 'declared'
}

function countsOf(there: readonly Presence[]): AppFeatures['counts'] {
  const counts = Object.fromEntries(appKinds.map((kind) => [kind, 0])) as Record<AppKind, number>
  for (const { kind } of there) counts[kind] += 1
  return counts
}
