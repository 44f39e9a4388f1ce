/**
 * One real house with its sandbox, people at several steps of their journey, and one of the staff
 * for each role: what the suites of bad input knock at.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, atTime, businessDateOf, date } from '#kernel/dates'
import { modules } from '../../main.ts'
import { facesOf, type Faces } from '../../platform/http/faces.ts'
import { configOf } from '../../platform/runtime/config.ts'
import { openHouse, type House } from '../../platform/runtime/house.ts'
import type { Module } from '../../platform/runtime/index.ts'
import { removeEngine } from '../../platform/sql/engine.ts'
import type { Person } from '../../sandbox/people/person.ts'
import { HASTE } from '../haste.ts'
import { knockAt, type Knock } from './knock.ts'
import { enrolled, type Staff } from './staff.ts'

export type Borrower = {
  readonly person: Person
  readonly token: string
  readonly customerId: string
  readonly applicationId: string
}
export type Rig = {
  readonly house: House
  readonly home: string
  readonly modules: readonly Module[]
  readonly faces: Faces
  readonly knock: Knock
  /** By role; `second` holds every role and is another person. */
  readonly staff: { readonly [role: string]: Staff }
  /** People standing at this screen, in the order they came. */
  at(screen: string): readonly Borrower[]
  /** A merchant, and what its letters are signed with. */
  readonly merchant: { readonly merchantId: string; readonly secret: string }
  /** Everyone the house was told of, whoever they are. */
  readonly people: readonly Person[]
  /** Waits until nothing is under way. */
  settle(): Promise<void>
  /** What was last sent to this phone. */
  codeFor(phone: string): Promise<string>
  close(): Promise<void>
}

const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '')
const BEGIN = date('2026-01-05')
const DAYS_MAX = 4
const GOOD = {
  ...{ score: 830, pan: 'valid', pennyDrop: 'success', sanctioned: false },
  ...{ mandate: 'confirmed', payout: 'processed', sms: 'delivered' },
}
/** Whom we need, and where they stop; a few are spare, for some put their phone away for good. */
const CAST = { kfs: { count: 2, wanted: 1 }, active: { count: 3, wanted: 2 } } as const

export async function openRig(): Promise<Rig> {
  const data = mkdtempSync(join(tmpdir(), 'dhara-doors-'))
  chmodSync(data, 0o755) // As root, PostgreSQL runs as another and has to go through it.
  const config = configOf({ DHARA_DATA: data, PORT: '0', DHARA_SEED: '7' }, root)
  const loaded = await modules()
  const beginAt = atTime(BEGIN, '09:00')
  const house = await openHouse({ config, root, modules: loaded, rate: 0, beginAt, flags: HASTE })
  const close = async () => {
    await house.stop()
    await removeEngine({ data, explicit: true, repository: root })
    rmSync(data, { recursive: true, force: true })
  }
  try {
    const home = `http://127.0.0.1:${house.port}`
    const knock = knockAt(home)
    const staff = await enrolled(house, knock)
    const { people, stopped } = await lived(house)
    const settle = () => house.mover.settle()
    const first = stopped.get('active')![0]!
    await payLinkFor(house, knock, first)
    await limitFor(knock, staff, first)
    const merchant = await merchantFor(knock, staff)
    await settle()
    const codeFor = async (phone: string) => {
      await settle()
      const path = `/inbox.json?to=${phone}&limit=5`
      const { messages } = await house.sandbox!.send<{ messages: { otp?: string }[] }>('GET', path)
      return messages.find(({ otp }) => otp)?.otp ?? ''
    }
    const at = (screen: string) => stopped.get(screen) ?? []
    const shared = { house, home, modules: loaded, faces: facesOf(loaded), knock, staff, people }
    return { ...shared, merchant, at, settle, codeFor, close }
  } catch (fault) {
    await close()
    throw fault
  }
}

/** The cast lives until each stands where they stop, or a few days are over. */
async function lived(house: House) {
  const send = house.sandbox!.send
  const people: { person: Person; until: string }[] = []
  for (const [until, { count }] of Object.entries(CAST)) {
    for (let i = 0; i < count; i++) {
      const person = await send<Person>('POST', '/people/mint', { until, traits: GOOD })
      const traits = { ...GOOD, nameAtBank: person.name, subject: `person-${person.n}` }
      await send('POST', '/traits', traits)
      people.push({ person, until })
    }
  }
  const stopped = new Map<string, Borrower[]>()
  for (let day = 0; day < DAYS_MAX; day++) {
    await house.mover.moveTo(atTime(addDays(businessDateOf(house.clock.now()), 1), '10:00'))
    const lives = await Promise.all(people.map((one) => standing(house, one.person)))
    stopped.clear()
    for (const [i, life] of lives.entries()) {
      const { person, until } = people[i]!
      if (!life || life.screen !== until) continue
      stopped.set(until, [...(stopped.get(until) ?? []), { person, ...life.borrower }])
    }
    const isThere = ([until, { wanted }]: [string, { wanted: number }]) =>
      (stopped.get(until)?.length ?? 0) >= wanted
    if (Object.entries(CAST).every(isThere))
      return { people: people.map(({ person }) => person), stopped }
  }
  const found = [...stopped].map(([screen, those]) => `${those.length} at ${screen}`)
  throw new Error(`the cast did not get there: ${found.join(', ')}`)
}

async function standing(house: House, person: Person) {
  type Told = { life: { token?: string; screen?: string; left?: string } | null }
  const { life } = await house.sandbox!.send<Told>('GET', `/people/${person.n}`)
  if (!life?.token || !life.left?.startsWith('stopped at')) return undefined
  const next = await knockAt(`http://127.0.0.1:${house.port}`)({
    ...{ method: 'GET', path: '/v1/app/next', token: life.token },
  })
  const { applicationId } = next.json['data'] as { applicationId: string }
  const [row] = await house.db.owner<{ customerId: string }[]>`
    select customer_id as "customerId" from lending.application where id = ${applicationId}`
  if (!row) return undefined
  const { customerId } = row
  return { screen: life.screen, borrower: { token: life.token, customerId, applicationId } }
}

/** So that there is a limit of somebody's for another to try. */
async function limitFor(knock: Knock, staff: Rig['staff'], { customerId }: Borrower) {
  const body = { customerId, product: 'flexi', amount: 5000_00, rate: '20' }
  const path = '/v1/lending/grant-limit'
  await agreed(knock, staff, { path, body, token: staff['risk']!.token })
}

/** So that there is one who signs letters with a secret of its own. */
async function merchantFor(knock: Knock, staff: Rig['staff']): Promise<Rig['merchant']> {
  const account = { verification: 'penny drop 4411', fundAccount: 'fa_Doors1' }
  const body = { name: 'A shop at the door', gstState: '29', ...account }
  const path = '/v1/lending/register-merchant'
  const token = staff['finance']!.token
  return (await agreed(knock, staff, { path, body, token })) as Rig['merchant']
}

/** Proposed by one, and approved by a second person. */
async function agreed(knock: Knock, staff: Rig['staff'], asked: Parameters<Knock>[0]) {
  const { proposalId } = (await knock(asked)).json
  const decided = { path: '/v1/platform/approve', body: { proposalId } }
  const { status, text, json } = await knock({ ...decided, token: staff['second']!.token })
  if (status !== 200) throw new Error(`${asked.path} was not approved: ${status} ${text}`)
  return json['answer']
}

/** So that there is a link of somebody's for another to try. */
async function payLinkFor(house: House, knock: Knock, { token, customerId }: Borrower) {
  const [loan] = await house.db.owner<{ id: string }[]>`
    select id from lending.loan where customer_id = ${customerId}`
  const body = { loanId: loan?.id, amount: 100_00 }
  const { status } = await knock({ path: '/v1/payments/pay-now', token, body })
  if (status !== 200) throw new Error(`no link was made: ${status}`)
}
