/**
 * People living: each is a line on the agenda that acts once on the screen their phone shows and
 * puts itself off until they look again. `live` is one such look; all it remembers is a small
 * state.
 */
import { addDays, atTime, msOf, type LocalDate } from '#kernel/dates'
import type { Item } from '../agenda.ts'
import { fraction } from '../draw.ts'
import { BadRequest, formOf, optionalText, whole } from '../form.ts'
import { fixTraits } from '../traits.ts'
import type { Answer, Ask, Vendor, World } from '../world.ts'
import { person, type Person } from './person.ts'
import { isDone, phoneOf, type Phone } from './phone.ts'
import { isTired, SCREENS, type Scene, type Then, type Trouble } from './screens.ts'
import { comparesLenders, SHOPPING_DAYS } from './shopping.ts'
import { showStatement } from './statement.ts'
import { installOf, keyOf, trace, turnTo } from './traces.ts'
import { beginUploads, upload } from './upload.ts'

export type Life = {
  token?: string
  otpId?: string
  /** Messages up to here were read before the code was asked for. */
  readTo?: number
  screen?: string
  tries: number
  /** Looks in a row at a screen that asked for nothing. */
  idle: number
  /** Counts what was asked of Dhara, so that each request has its own key and a retry the same. */
  step: number
  /** Stops on reaching this screen. */
  until?: string
  trouble: Trouble
  /** A link to pay by, asked for and not yet used. */
  linkId?: string
  /** What was ordered at a shop, and is to be paid later. */
  order?: { merchantId: string; orderReference: string }
  /** The day they went to see what other lenders offer, and whether they are back. */
  shopsSince?: LocalDate
  hasCompared?: boolean
  left?: string
}

/** At 720 times the pace four seconds pass in six milliseconds: nobody's phone is that quick. */
const PATIENCE_MS = 500
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
/** Looks within the first hours, then one a day, in the end one a week. */
const IDLE_LOOKS = 9
const IDLE_DAYS = 14
const IDLE_MAX = 40
const TRICKLE = { id: 'trickle', subject: 'trickle', kind: 'trickle' }
const TRICKLE_MAX = 500
const CROWD_MAX = 5000
const FIRST_PERSON = 1

export const life: Vendor = {
  name: 'control',
  doors: {
    'POST /people': arrive,
    'POST /people/arrive': arrive,
    'POST /people/mint': mint,
    'POST /people/trickle': trickle,
    'GET /people': (_ask, world) => ({ json: censusOf(world) }),
    'GET /people/:n': (ask, world) => {
      const n = Number(ask.params.n)
      if (!Number.isSafeInteger(n) || n < 0) throw new BadRequest('n', 'must be a whole number')
      return { json: { ...person(world.seed, n), life: lifeOf(world, n) ?? null } }
    },
  },
  deeds: { trickle: comeToday },
  errands: { person: look, upload, statement: showStatement },
}

/** A crowd, spread evenly over the seconds, or coming in so many waves. */
function arrive({ body }: Ask, world: World): Answer {
  const people = whole(body, 'people', 1, CROWD_MAX)
  const seconds = body.seconds === undefined ? 60 : whole(body, 'seconds', 0, 40_000_000)
  const waves = body.waves === undefined ? people : whole(body, 'waves', 1, people)
  const first = take(world, people)
  const startMs = world.clock.now()
  world.store.together(() => {
    for (let i = 0; i < people; i += 1) {
      const wave = Math.floor((i * waves) / people)
      begin(world, first + i, startMs + Math.floor((wave * seconds * 1000) / waves))
    }
  })
  return { status: 201, json: { first, people } }
}

/** New people every day from now on, about so many; 0 ends it. */
function trickle({ body }: Ask, world: World): Answer {
  const perDay = whole(body, 'perDay', 0, TRICKLE_MAX)
  world.agenda.drop(TRICKLE.id)
  const atMs = world.clock.now()
  if (perDay > 0) world.agenda.add({ ...TRICKLE, atMs, data: { perDay } })
  return { status: 201, json: { perDay } }
}

/** Those of one day, from breakfast to bedtime; the same people for the same seed. */
function comeToday(item: Item, world: World): void {
  const { perDay } = item.data as { perDay: number }
  const today = world.clock.today()
  const draw = (...words: (string | number)[]): number =>
    fraction(world.seed, 'trickle', today, ...words)
  const people = Math.round(perDay * (0.5 + draw('people')))
  const [firstMs, lastMs] = ['08:00', '22:00'].map((hour) => msOf(atTime(today, hour)))
  const first = people > 0 ? take(world, people) : 0
  for (let i = 0; i < people; i += 1) {
    const atMs = (firstMs ?? 0) + draw('at', i) * ((lastMs ?? 0) - (firstMs ?? 0))
    begin(world, first + i, Math.max(world.clock.now(), atMs))
  }
  world.agenda.add({ ...item, atMs: msOf(atTime(addDays(today, 1), '00:01')) })
}

/** One person with traits of the caller's choice, who stops at a screen when told to. */
function mint({ body }: Ask, world: World): Answer {
  const n = take(world, 1)
  const until = optionalText(body, 'until')
  fixTraits(world.store, `person-${n}`, formOf(body.traits))
  begin(world, n, world.clock.now(), { ...(until && { until }), trouble: formOf(body.trouble) })
  return { status: 201, json: person(world.seed, n) }
}

function take(world: World, people: number): number {
  const row = world.store.one(`select value from setting where name = 'next-person'`)
  const first = row ? Number(row.value) : FIRST_PERSON
  const next = String(first + people)
  world.store.run(`insert or replace into setting values ('next-person', ?)`, next)
  return first
}

function begin(world: World, n: number, atMs: number, more: Partial<Life> = {}): void {
  keep(world, n, { tries: 0, idle: 0, step: 0, trouble: {}, ...more })
  world.agenda.add({ id: `person:${n}`, atMs, subject: `person-${n}`, kind: 'person', data: { n } })
}

function lifeOf(world: World, n: number): Life | undefined {
  const row = world.store.one('select state from life where person = ?', n)
  return row && (JSON.parse(String(row.state)) as Life)
}

const keep = (world: World, n: number, state: Life): number =>
  world.store.run('insert or replace into life values (?, ?)', n, JSON.stringify(state))

/** How many stand at which screen; one who left counts by the reason. */
const censusOf = (world: World): object => ({
  rows: world.store.all(
    `select coalesce(state ->> 'left', state ->> 'screen', 'arriving') as at,
            state ->> 'left' is not null as gone, count(*) as people
       from life group by 1, 2 order by people desc`,
  ),
})

async function look(item: Item, world: World): Promise<void> {
  const { n } = item.data as { n: number }
  const state = lifeOf(world, n)
  if (!state || world.home === '') return
  const then = await live(person(world.seed, n), phoneOf(world.home, state.token), world, state)
  if ('left' in then) state.left = then.left
  world.store.together(() => {
    keep(world, n, state)
    if ('againMs' in then) {
      const againMs = Math.max(then.againMs, PATIENCE_MS * world.clock.rate())
      world.agenda.add({ ...item, atMs: Math.max(item.atMs, world.clock.now()) + againMs })
    }
  })
}

/** One look at the phone; changes `state`, says when to look again. */
export async function live(who: Person, phone: Phone, world: World, state: Life): Promise<Then> {
  if (!state.token) return signIn(who, phone, world, state)
  const next = await phone.look('/v1/app/next')
  if (next.status === 401) {
    delete state.token
    return { againMs: MINUTE_MS }
  }
  if (!isDone(next)) return { againMs: MINUTE_MS }
  const screen = String(next.json.screen ?? '')
  const act = SCREENS[screen]
  const arrived = state.screen !== screen
  if (arrived) await turnTo(who, phone, world, state, screen)
  if (state.until === screen) return { left: `stopped at ${screen}` }
  if (!act) return waiting(state, world)
  state.idle = 0
  // Whoever was sent somewhere goes there without a detour.
  const straight = state.until !== undefined
  const mood = straight ? undefined : awayAt(who, world, state, { screen, arrived })
  if (mood) return mood
  const tries = state.tries + 1
  if (isTired(tries, screen)) return { left: `gave up at ${screen}` }
  const { trouble, step } = state
  const key = (purpose: string): string => `${keyOf(world, who, step)}-${purpose}`
  const data = formOf(next.json.data) as Scene['data']
  const installId = installOf(who)
  const scene: Scene = { who, phone, world, data, tries, trouble, key, installId, keep: state }
  const then = await act(scene)
  if ('againMs' in then && then.silent) return then
  state.tries = tries
  state.step += 1
  return then
}

function awayAt(
  who: Person,
  world: World,
  state: Life,
  { screen, arrived }: { screen: string; arrived: boolean },
): Then | undefined {
  const compares = screen === 'offer' && comparesLenders(world.seed, who)
  if (compares && !state.hasCompared) return comparing(who, world, state)
  return arrived ? moodAt(who, world, screen) : undefined
}

/** Some days away with other lenders; back, the phone first tells what it has seen of them. */
function comparing(who: Person, world: World, state: Life): Then {
  if (!state.shopsSince) {
    state.shopsSince = world.clock.today()
    return { againMs: morningIn(SHOPPING_DAYS, world) - world.clock.now() }
  }
  state.hasCompared = true
  beginUploads(world, who.n)
  return { againMs: 10 * MINUTE_MS }
}

/** The phone is put away while the lender works; looked at ever more rarely, at last given up. */
function waiting(state: Life, world: World): Then {
  state.idle += 1
  if (state.idle > IDLE_MAX) return { left: `no answer at ${state.screen}` }
  if (state.idle < IDLE_LOOKS) return { againMs: 10_000 * 2 ** state.idle }
  const days = state.idle < IDLE_LOOKS + IDLE_DAYS ? 1 : 7
  return { againMs: morningIn(days, world) - world.clock.now() }
}

/** People look at their phone in the morning, most of them before work. */
export const morningIn = (days: number, world: World): number =>
  msOf(atTime(addDays(world.clock.today(), days), '09:30'))

/** On a new screen: think a while; now and then wander off for hours, or quit. */
function moodAt(who: Person, world: World, screen: string): Then | undefined {
  if (screen === 'active' || screen === 'rejected') return undefined
  const { thinkMs, wander, quit } = who.habits
  const draw = (purpose: string): number =>
    fraction(world.seed, 'life', who.n, 'mood', screen, purpose)
  if (draw('quit') < quit) return { left: `quit at ${screen}` }
  if (draw('wander') < wander) return { againMs: (1 + 29 * draw('hours')) * HOUR_MS }
  return { againMs: thinkMs * (0.5 + draw('think')) }
}

async function signIn(who: Person, phone: Phone, world: World, state: Life): Promise<Then> {
  const installId = installOf(who)
  const key = keyOf(world, who, state.step)
  if (!state.otpId) {
    if (state.step === 0) await trace(phone, who, world, [{ what: 'arrived' }], key)
    const input = { phone: who.phone, language: who.language, installId }
    state.readTo = world.inbox.list(who.phone, 0, 1)[0]?.seq ?? 0
    const asked = await phone.command('identity.request-otp', input, key)
    if (!isDone(asked)) return { againMs: 5 * MINUTE_MS * (1 + state.idle++) }
    state.otpId = String(asked.json.otpId)
    state.step += 1
    state.idle = 0
    return { againMs: 6000 }
  }
  const message = world.inbox.list(who.phone, state.readTo ?? 0, 5).find((one) => one.otp)
  if (!message) return otpMissing(state)
  const draw = fraction(world.seed, 'life', who.n, 'otp', state.step)
  const slips = draw < who.habits.slip
  const code = slips ? (message.otp ?? '').split('').toReversed().join('') : message.otp
  const opened = await phone.command(
    'gateway.sign-in',
    { otpId: state.otpId, code, installId },
    key,
  )
  if (opened.status === 0 || opened.status >= 500) return { againMs: MINUTE_MS }
  state.step += 1
  if (!isDone(opened)) {
    if (opened.json.code !== 'wrong-code') delete state.otpId
    state.idle += 1
    return state.idle > 6 ? { left: 'could not sign in' } : { againMs: 8000 }
  }
  state.token = String(opened.json.token)
  state.idle = 0
  delete state.otpId
  return { againMs: 2000 }
}

/** No SMS came: wait a little, ask for another code, in the end give up. */
function otpMissing(state: Life): Then {
  state.idle += 1
  if (state.idle % 8 === 0) delete state.otpId
  return state.idle > 40 ? { left: 'no code came' } : { againMs: 15_000 * Math.min(8, state.idle) }
}
