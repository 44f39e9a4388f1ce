/**
 * Vendors misbehave on request (POST /faults). slow, down, lost, wrong spoil an answer; double,
 * late, reorder spoil webhooks. `lost` is the cruel one: the vendor does the work and hangs up.
 */
import type { Clock } from './clock.ts'
import { fraction } from './draw.ts'
import { BadRequest, optionalText, text, whole, type Form } from './form.ts'
import type { Store } from './store.ts'

export const FAULT_KINDS = ['slow', 'down', 'lost', 'wrong', 'double', 'late', 'reorder'] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

export type Fault = {
  vendor: string
  kind: FaultKind
  secondsLeft: number
  /** Seconds of the wall by default while business time runs, of business time while it stands. */
  clock: 'wall' | 'business'
  /** What share of the requests or webhooks it hits. */
  share: number
  delayMs: number
}

export type Faults = {
  add(form: Form): Fault
  list(): Fault[]
  clear(vendor?: string): void
  /** Whether the fault hits this act; `words` make the draw. */
  hits(vendor: string, kind: FaultKind, ...words: (string | number)[]): Fault | undefined
  /** The how-manieth time today the subject tries this; so that a retry draws anew. */
  attempt(subject: string, act: string): number
}

const ATTEMPTS_KEPT = 50_000

export function openFaults(store: Store, clock: Clock, seed: string): Faults {
  const attempts = new Map<string, number>()
  let today = ''
  const list = (): Fault[] => {
    const left = (row: { clock?: unknown; until?: unknown }): number =>
      Number(row.until) - (row.clock === 'business' ? clock.now() : Date.now())
    return store
      .all('select * from fault order by vendor, kind')
      .filter((row) => left(row) > 0)
      .map((row) => ({
        vendor: String(row.vendor),
        kind: row.kind as FaultKind,
        secondsLeft: Math.ceil(left(row) / 1000),
        clock: row.clock as Fault['clock'],
        share: Number(row.share),
        delayMs: Number(row.delay),
      }))
  }
  const hits: Faults['hits'] = (vendor, kind, ...words) =>
    list().find(
      (fault) =>
        fault.kind === kind &&
        (fault.vendor === vendor || fault.vendor === '*') &&
        fraction(seed, clock.today(), 'fault', vendor, kind, ...words) < fault.share,
    )
  return {
    add: (form) => add(store, clock, form),
    list,
    clear: (vendor) =>
      void store.run(`delete from fault where ?1 = '' or vendor = ?1`, vendor ?? ''),
    hits,
    attempt: (subject, act) => {
      if (today !== clock.today() || attempts.size > ATTEMPTS_KEPT) attempts.clear()
      today = clock.today()
      const tries = (attempts.get(`${subject} ${act}`) ?? 0) + 1
      attempts.set(`${subject} ${act}`, tries)
      return tries
    },
  }
}

function add(store: Store, clock: Clock, form: Form): Fault {
  const vendor = text(form, 'vendor', /^(\*|[a-z]{2,20})$/)
  const kind = FAULT_KINDS.find((known) => known === text(form, 'kind'))
  if (!kind) throw new BadRequest('kind', `is none of ${FAULT_KINDS.join(', ')}`)
  const seconds = whole(form, 'seconds', 1, 400_000_000)
  const share = typeof form.share === 'number' ? form.share : 1
  if (!(share > 0 && share <= 1)) throw new BadRequest('share', 'must be above 0 and at most 1')
  const delayMs = form.delayMs === undefined ? 3000 : whole(form, 'delayMs', 0, 60_000)
  const asked = optionalText(form, 'clock')
  const by = asked ?? (clock.rate() > 0 ? 'wall' : 'business')
  if (by !== 'wall' && by !== 'business') throw new BadRequest('clock', 'is wall or business')
  const until = (by === 'wall' ? Date.now() : clock.now()) + seconds * 1000
  store.run(
    'insert or replace into fault values (?, ?, ?, ?, ?, ?)',
    vendor,
    kind,
    until,
    by,
    share,
    delayMs,
  )
  return { vendor, kind, secondsLeft: seconds, clock: by, share, delayMs }
}
