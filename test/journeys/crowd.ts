/**
 * Many walkers abreast in one town. Vendors' faults and time itself are everybody's, so the walk
 * goes in rounds: all that needs nothing first, then what needs the same fault together, then the
 * next timer; each round ends when the house is at rest.
 */
import { atTime, addDays, businessDateOf, instantOf, msOf, type LocalDate } from '#kernel/dates'
import { isDone } from '../../sandbox/people/phone.ts'
import { walkedOf, type Edge, type Moved } from './edges.ts'
import { arrange } from './arrangement.ts'
import { ACTING, isWait, OVERTAKEN, wayOf } from './route.ts'
import type { Town } from './town.ts'
import { DEEDS, must, withdraw, type Walker } from './walker.ts'

type Vendor = 'kyc' | 'bureau' | 'bank' | 'esign' | 'psp'
type Need = 'nothing' | 'esign-lost' | 'tomorrow' | 'timer' | Vendor
type Want = {
  readonly walker: Walker
  readonly need: Need
  readonly ms: number
  /** Who is silent now and after each wait that follows at once; only who agrees goes abreast. */
  readonly silences: string
}
type Row = {
  id: string
  state: string
  status: string
  since: string
  due: string | null
  /** The payout risk holds. */
  payout: string | null
}

const ABREAST = 6
/** Rounds at rest in an acting state before a walker counts as stuck. */
const PATIENCE = 3
const ROUNDS_MAX = 400
const MINUTE_MS = 60_000
/** Time is moved by the minute: so many, and a webhook, its answer and a payout have come. */
const SOON_MS = 4 * MINUTE_MS
/** After a round of silence, beside the patience of whoever is silent next. */
const APART_MS = 10 * MINUTE_MS
const FOR_EVER_S = 300_000_000

/** How long each fault must stand until whoever asked gives up. */
const PATIENCE_MS: { readonly [need in Need]?: number } = {
  nothing: 0,
  'esign-lost': MINUTE_MS,
  kyc: 12 * MINUTE_MS,
  bureau: 12 * MINUTE_MS,
  bank: 12 * MINUTE_MS,
  esign: 45 * MINUTE_MS,
  psp: 270 * MINUTE_MS,
}

/** Leads every walker to the end of its route, or notes in `lost` where it went astray. */
export async function walk(
  town: Town,
  edges: readonly Edge[],
  walkers: readonly Walker[],
  say: (line: string) => void,
): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const rows = await look(town, edges, walkers)
    const wants = walkers.flatMap((walker) => wantOf(town, walker, rows) ?? [])
    if (wants.length === 0) return
    const next = wants.reduce((least, want) => (want.ms < least.ms ? want : least))
    const group = wants.filter(
      ({ need, ms, silences }) =>
        need === next.need && silences === next.silences && ms <= next.ms + MINUTE_MS,
    )
    const about = `${businessDateOf(town.house.clock.now())} ${next.need}`
    say(`round ${round}: ${about}, ${group.length} of ${wants.length} under way`)
    await goOn(
      town,
      next,
      group.map(({ walker }) => walker),
    )
  }
  throw new Error(`not at the end after ${ROUNDS_MAX} rounds`)
}

/** What the log says of each walker's way, and where the journey's row stands. */
async function look(
  town: Town,
  edges: readonly Edge[],
  walkers: readonly Walker[],
): Promise<Map<string, Row>> {
  await town.read()
  const moves = movesIn(town, 'lending.application-moved')
  for (const walker of walkers) {
    if (!walker.applicationId || walker.lost) continue
    const walked = walkedOf(edges, moves.get(walker.applicationId) ?? [])
    // Past its end a route may still run on by itself.
    const within = walked.slice(0, walker.route.length)
    const astray = within.findIndex((edge, index) => edge.id !== walker.route[index]?.id)
    walker.done = Math.min(walked.length, walker.route.length)
    if (astray < 0) continue
    const planned = walker.route[astray]?.id ?? 'no further'
    walker.lost = `went ${walked[astray]?.id} instead of ${planned}`
  }
  const rows = await town.house.db.owner<Row[]>`
    select j.id, j.state, j.status, j.since::text, t.due::text as due,
           (select p.id from payments.journey p
             where p.key = j.key and p.status = 'held') as payout
      from lending.journey j
      left join platform.timer t on t.name like 'application:' || j.id || ':%'`
  return new Map(rows.map((row) => [row.id, row]))
}

/** The moves of each instance, in their order. */
export function movesIn(town: Pick<Town, 'facts'>, type: string): Map<string, Moved[]> {
  const moves = new Map<string, Moved[]>()
  for (const fact of town.facts) {
    if (fact.type !== type) continue
    const { id, ...move } = fact.data as Moved & { id: string }
    moves.set(id, [...(moves.get(id) ?? []), move])
  }
  return moves
}

function wantOf(town: Town, walker: Walker, rows: Map<string, Row>): Want | undefined {
  const next = walker.route[walker.done]
  if (!next || walker.lost) return undefined
  const row = walker.applicationId === undefined ? undefined : rows.get(walker.applicationId)
  const nowMs = town.nowMs()
  const silences = silencesOf(walker).join()
  walker.held = row?.status === 'held' ? 'application' : (row?.payout ?? undefined)
  if (row?.status === 'held' && wayOf(next) === 'payingOut payout-withheld') {
    // A day must go by, so that the sanctions screen is yesterday's.
    const fresh = dayOf(Date.parse(row.since)) === dayOf(nowMs)
    if (next.to === 'screening' && fresh)
      return { walker, need: 'tomorrow', ms: msToMorning(nowMs), silences }
  }
  if (row && ACTING.has(row.state) && row.status !== 'held') {
    walker.patience = (walker.patience ?? PATIENCE) - 1
    if (walker.patience > 0) return { walker, need: 'nothing', ms: 0, silences }
    walker.lost = `stands still in ${row.state}, where ${next.id} was to come`
    return undefined
  }
  if (next.trigger.startsWith('xstate.after.')) {
    if (!row?.due) walker.lost = `no timer for ${next.id}`
    if (!row?.due) return undefined
    return { walker, need: 'timer', ms: Date.parse(row.due) - nowMs, silences }
  }
  const need = needOf(walker)
  return { walker, need, ms: lengthMs(need, silencesOf(walker)), silences }
}

/** How far a round moves time: a timer due before that goes first. */
const lengthMs = (need: Need, [, next]: (Vendor | undefined)[]): number =>
  need === 'nothing' ? 0 : (PATIENCE_MS[need] ?? 0) + apartMs(next)

/** The next group's timers are due only when what this group's bring about is over. */
const apartMs = (silentNext?: Vendor): number =>
  APART_MS + (silentNext ? (PATIENCE_MS[silentNext] ?? 0) : 0)

/** The trouble under which the next step, and what follows of itself, goes as the route says. */
function needOf(walker: Walker): Need {
  const chain = chainOf(walker.route, walker.done).map((edge) => `${wayOf(edge)} ${edge.to}`)
  if (OVERTAKEN.some((way) => chain.includes(way))) return 'esign-lost'
  return silentOf(walker) ?? 'nothing'
}

/**
 * Who must be silent now, and when the wait that begins now is over, and so on: walkers who differ
 * in that must not wait abreast, or one timer would fire for both.
 */
function silencesOf(walker: Walker): (Vendor | undefined)[] {
  const next = walker.done + chainOf(walker.route, walker.done).length
  const waits = isWait(walker.route[next]?.from ?? '')
  return [silentOf(walker), ...(waits ? silencesOf({ ...walker, done: next }) : [])]
}

const VENDORS: { readonly [state: string]: Vendor } = {
  checkingPan: 'kyc',
  pullingBureau: 'bureau',
  preparingAgreement: 'esign',
  creatingMandate: 'psp',
  verifyingAccount: 'bank',
  screening: 'kyc',
}

/** Who must not answer; a state that ends twice in one go is held between, so the first counts. */
function silentOf({ route, done }: Walker): Vendor | undefined {
  const chain = chainOf(route, done)
  const wait = chain.find(({ to }) => isWait(to))
  const first = chain.find(({ from, inner }) => from === wait?.from && !inner)
  return wait && first === wait ? VENDORS[wait.from] : undefined
}

/** The edge at `from`, and those that follow with nobody's help. */
export function chainOf(route: readonly Edge[], from: number): readonly Edge[] {
  const waits = route.findIndex((edge, i) => i > from && edge.from !== '' && !goesOn(edge))
  return route.slice(from, waits < 0 ? undefined : waits)
}
const goesOn = ({ from, trigger }: Edge): boolean => ACTING.has(from) || trigger === 'always'

async function goOn(town: Town, want: Want, walkers: readonly Walker[]): Promise<void> {
  const { need, ms } = want
  const [silent, silentNext] = silencesOf(want.walker)
  const { sandbox, house } = town
  if (need === 'tomorrow') return town.leap(ms)
  // What must be fixed beforehand is fixed while all vendors are well.
  await abreast(walkers, (walker) => arrange(walker, town))
  const lost = need === 'esign-lost'
  const vendor = lost ? 'esign' : need === 'timer' ? silent : need
  const isFault = vendor !== undefined && vendor !== 'nothing'
  if (isFault) {
    const fault = { vendor, kind: lost ? 'lost' : 'down', seconds: FOR_EVER_S, clock: 'business' }
    await sandbox.send('POST', '/faults', fault)
  }
  if (need === 'timer') await town.leap(Math.max(0, ms) + SOON_MS)
  else await abreast(walkers, (walker) => act(walker, town))
  if (lost) await signElsewhere(town, walkers)
  if (isFault) await town.leap(lost ? MINUTE_MS : (PATIENCE_MS[vendor] ?? 0))
  await sandbox.send('DELETE', '/faults')
  if (need !== 'timer') await town.leap(isFault ? apartMs(silentNext) : SOON_MS)
  await house.mover.settle()
}

async function act(walker: Walker, town: Town): Promise<void> {
  const next = walker.route[walker.done]
  if (!next || ACTING.has(next.from)) return // It was held, and let pass by the arrangement.
  if (walker.held && next.trigger !== 'withdrawn') return
  const deed = DEEDS[wayOf(next)]
  // A stop is risk's, and stands already; what the borrower does next runs into it.
  if (next.trigger === 'withdrawn') return void must(await withdraw(walker, town, {}))
  if (!deed) throw new Error(`nobody brings about ${next.id}`)
  const reply = await deed(walker, town, {})
  if (!isDone(reply)) walker.lost = `${next.id}: ${reply.status} ${JSON.stringify(reply.json)}`
  if (next.from === '') walker.applicationId = String(reply.json.applicationId)
}

/** The service did the work and hung up: the code is on the phone, its page is open. */
async function signElsewhere(town: Town, walkers: readonly Walker[]): Promise<void> {
  await town.house.mover.settle()
  type Entry = { id: string; body: { code: string; asked: { signerPhone: string } } }
  const path = '/ledger?kind=esign&status=pending'
  const { rows } = await town.sandbox.send<{ rows: Entry[] }>('GET', path)
  for (const { phoneNumber, route, done } of walkers) {
    const declines = chainOf(route, done).some(({ trigger }) => trigger === 'signing-failed')
    const entry = rows.findLast(({ body }) => body.asked.signerPhone === phoneNumber)
    if (!entry) continue
    const deed = declines ? 'decline' : 'sign'
    await town.page(`/esign/${deed}/${entry.id}`, { otp: entry.body.code })
  }
}

async function abreast<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const left = [...items]
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item; item = left.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: ABREAST }, worker))
}

const dayOf = (ms: number): LocalDate => businessDateOf(instantOf(ms))
const msToMorning = (nowMs: number): number =>
  msOf(atTime(addDays(dayOf(nowMs), 1), '09:00')) - nowMs
