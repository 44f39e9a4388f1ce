/**
 * The outside world as its vendors see it: their clock, their memory, their agenda, and who the
 * people are. A vendor is a table of doors (Dhara knocks), pages (people do) and deeds (time does).
 */
import { businessDateOf, instantOf, type LocalDate } from '#kernel/dates'
import type { Agenda, Item } from './agenda.ts'
import type { Clock } from './clock.ts'
import { fraction } from './draw.ts'
import type { Faults } from './faults.ts'
import { phoneOf } from './form.ts'
import type { Hooks } from './hooks.ts'
import type { Inbox } from './inbox.ts'
import type { Ledger } from './ledger.ts'
import { personBy, type Person } from './people/person.ts'
import type { Store } from './store.ts'
import { traitsOf, type Traits } from './traits.ts'

export type World = {
  readonly seed: string
  /** Where Dhara listens; empty when nobody does. */
  readonly home: string
  readonly secret: string
  /** The path under which browsers see us, `/sandbox`. */
  readonly mount: string
  readonly clock: Clock
  readonly store: Store
  readonly ledger: Ledger
  readonly agenda: Agenda
  readonly faults: Faults
  readonly inbox: Inbox
  readonly hooks: Hooks
}

export type Ask = {
  readonly params: { readonly [name: string]: string }
  readonly query: URLSearchParams
  readonly headers: { readonly [name: string]: string | undefined }
  readonly body: { readonly [field: string]: unknown }
  /** A browser asks, not a program. */
  readonly wantsPage: boolean
}
export type Answer = {
  readonly status?: number
  readonly json?: unknown
  readonly text?: string
  readonly type?: string
}
export type Door = (ask: Ask, world: World) => Answer | Promise<Answer>
/** Runs in the transaction that takes the item off the agenda. */
export type Deed = (item: Item, world: World) => void
/** Takes its time (a webhook, a person's step); done at least once. */
export type Errand = (item: Item, world: World) => Promise<void>

export type Vendor = {
  readonly name: string
  /** `'POST /psp/v1/payouts'`: needs the secret, obeys the vendor's faults. */
  readonly doors?: { readonly [route: string]: Door }
  /** Open to people, as a bank's page is. */
  readonly pages?: { readonly [route: string]: Door }
  readonly deeds?: { readonly [kind: string]: Deed }
  readonly errands?: { readonly [kind: string]: Errand }
}

/** Who a vendor is dealing with: one of ours, or a stranger (a human trying the product). */
export type Party = { readonly subject: string; readonly person?: Person; readonly traits: Traits }

type Marks = { phone?: string | undefined; pan?: string | undefined; account?: string | undefined }

export function partyOf(world: World, marks: Marks): Party {
  const phone = marks.phone === undefined ? undefined : phoneOf(marks.phone)
  const person = personBy(world.seed, { ...marks, phone })
  const mark = marks.account ?? marks.pan ?? phone ?? 'nobody'
  const subject = person ? `person-${person.n}` : mark
  const traits = traitsOf(world.store, [subject, marks.account, marks.pan, phone])
  return person ? { subject, person, traits } : { subject, traits }
}

/** Chance for this subject, on this business date, to this purpose. */
export const chance = (world: World, subject: string, purpose: string, on?: LocalDate): number =>
  fraction(world.seed, subject, on ?? world.clock.today(), purpose)

/** Chance that stays with the subject all its life. */
export const fate = (world: World, subject: string, purpose: string): number =>
  fraction(world.seed, subject, purpose)

export const dayOf = (atMs: number): LocalDate => businessDateOf(instantOf(atMs))
export const unixOf = (atMs: number): number => Math.floor(atMs / 1000)
