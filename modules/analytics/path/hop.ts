/** A step someone took, read from a fact: a screen of the app, or a move of a journey. */
import type { Fact } from '#kernel/contract'
import { msOf, type Instant, type LocalDate } from '#kernel/dates'
import type { JourneyMoved } from '#kernel/journey'

export const APP = 'app'
/** Who comes back after this long begins a new visit. */
const VISIT_MS = 30 * 60_000

export type Carried = {
  readonly version: string | null
  readonly device: string | null
  readonly language: string | null
}
export type Hop = Carried & {
  readonly fact: string
  readonly way: string
  readonly walker: string
  readonly from: string
  readonly to: string
  readonly at: Instant
  readonly date: LocalDate
}
/** An install as it last told of itself. */
export type Walker = Carried & {
  readonly id: string
  readonly customerId: string | null
  readonly screen: string
  readonly seenAt: Instant
}

type Seen = {
  readonly installId: string
  readonly what: string
  readonly screen?: string
  readonly appVersion: string
  readonly device?: string
  readonly language?: string
}

/** What a sighting of the app says of its install, and the step it took, if it took one. */
export function seenBy(
  fact: Fact,
  before: Walker | undefined,
): { readonly walker: Walker; readonly hop?: Hop } {
  const data = fact.data as Seen
  // Told again, or overtaken on the way: where they stand now is known already.
  if (before !== undefined && fact.at < before.seenAt && before.screen !== '') {
    return { walker: before }
  }
  const carried: Carried = {
    version: data.appVersion,
    device: data.device ?? before?.device ?? null,
    language: data.language ?? before?.language ?? null,
  }
  const shown = data.what === 'screen-shown' ? data.screen : undefined
  const isVisit = before === undefined || msOf(fact.at) - msOf(before.seenAt) > VISIT_MS
  const from = isVisit ? '' : before.screen
  const signedIn = fact.key.startsWith('cus_') ? fact.key : (before?.customerId ?? null)
  const walker = {
    ...{ id: data.installId, customerId: signedIn, ...carried, seenAt: fact.at },
    screen: shown ?? from,
  }
  if (shown === undefined || shown === from) return { walker }
  const step = { from, to: shown, at: fact.at, date: fact.businessDate }
  return { walker, hop: { fact: fact.id, way: APP, walker: data.installId, ...step, ...carried } }
}

/** A journey's move; what the customer carried comes from the install they are known by. */
export function movedBy(fact: Fact, carried: Carried): Hop | undefined {
  const { id, from, to } = fact.data as JourneyMoved['data']
  if (from === to) return undefined
  const way = fact.type.slice(0, -'-moved'.length)
  const step = { from, to, at: fact.at, date: fact.businessDate }
  return { fact: fact.id, way, walker: id, ...step, ...carried }
}

export const nothingCarried: Carried = { version: null, device: null, language: null }
