/** What a module hands to the house: its table of contents (DESIGN §16). */
import type { Aggregate } from '#kernel/aggregate'
import type { Door, Egress, Hook, Intake, Seen, Shelf } from '#platform/http'
import type { Journey } from '#platform/journeys'
import type { Reaction } from '#platform/log'
import type { Actor, Allow, Command } from '#kernel/contract'
import type { Effect, Lane } from '#platform/queue'
import type { Tx } from '#platform/sql'
import type { TimerKind } from '#platform/timers'
import type { Beat, Watch } from './tower.ts'

export type { Beat, Tower, Watch } from './tower.ts'

export type Module = {
  readonly name: string
  /** The face: `import * as contract from './contract.ts'`. */
  readonly contract: object
  readonly commands?: readonly Door[]
  readonly queries?: readonly (Door | Shelf)[]
  readonly reactions?: readonly Reaction[]
  readonly routes?: readonly Hook[]
  readonly intakes?: readonly Intake[]
  readonly timers?: readonly TimerKind[]
  readonly journeys?: readonly Journey[]
  // oxlint-disable-next-line no-explicit-any -- effects of any input
  readonly effects?: readonly Effect<any>[]
  readonly lanes?: readonly Lane[]
  readonly egress?: readonly Egress[]
  readonly streams?: readonly LiveStream[]
  /** What analytics counts of the module's own facts, as they come. */
  readonly aggregates?: readonly Aggregate[]
  /** Keeps on record whom the staff were shown: asked by the doors of all other modules. */
  // oxlint-disable-next-line no-explicit-any -- whatever the keeper answers
  readonly noteSeen?: Command<Seen, any>
  /** Its tables of the wide store, `<module>-<what>`: the process that runs it holds that store. */
  readonly wide?: readonly string[]
  /** Run at each start, in a transaction: sets what recurs by itself. It may run again. */
  readonly atStart?: (tx: Tx) => Promise<void>
  /** `new URL('./migrations/', import.meta.url)` */
  readonly migrations?: URL
}

/** A live screen (SSE): pushes until the function it returned is called. */
export type LiveStream = {
  readonly path: string
  readonly allow: Allow
  open(
    actor: Actor,
    push: (data: unknown, event?: string) => void,
    watch: Watch,
    beat: Beat,
  ): () => void
}
