/**
 * A house of its own for the walks: real engines, real sandbox, business time that stands still and
 * moves only by barrier. Whatever the journeys tell is heard as it comes.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atTime, date, instantOf, msOf, type Instant } from '#kernel/dates'
import type { Fact } from '#kernel/contract'
import * as identity from '#modules/identity'
import { modules } from '../../main.ts'
import { codeAt } from '../../modules/identity/engines/totp.ts'
import { configOf, environment } from '../../platform/runtime/config.ts'
import { firstLogins } from '../../platform/runtime/first-start.ts'
import { openHouse, type House } from '../../platform/runtime/house.ts'
import type { Sandbox } from '../../platform/runtime/sandbox-child.ts'
import { removeEngine } from '../../platform/sql/engine.ts'
import { phoneOf, type Phone, type Reply } from '../../sandbox/people/phone.ts'
import { HASTE } from '../haste.ts'

export type Town = {
  readonly house: House
  readonly sandbox: Sandbox
  /** Every fact read so far, in the order of each customer; `read` goes on to the end. */
  readonly facts: readonly Fact[]
  read(): Promise<void>
  /** A member of the staff at the doors. */
  staff(role: 'ops' | 'credit' | 'risk', command: string, input: object): Promise<Reply>
  /** Someone at a vendor's page: a bank's, the signing service's. */
  page(path: string, form: object): Promise<number>
  phone(token?: string): Phone
  nowMs(): number
  /** Business time goes on by so much, and all that is due is done: by the house's own barrier. */
  leap(ms: number): Promise<void>
  /** As `leap`, but strictly one due thing after the other: where a walk depends on their order. */
  pass(ms: number): Promise<void>
  close(): Promise<void>
}

const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '')
const TOPICS = ['lending', 'payments', 'kyc']
const PAGE = 500

export async function openTown(seed: string): Promise<Town> {
  const data = mkdtempSync(join(tmpdir(), 'dhara-paths-'))
  chmodSync(data, 0o755) // PostgreSQL runs as another user where we are root.
  const env = { ...environment(), DHARA_DATA: data, PORT: '0', DHARA_SEED: seed }
  const config = configOf({ ...env, DATABASE_URL: undefined }, root)
  const beginAt = atTime(date('2026-01-05'), '09:00')
  const all = await modules()
  const house = await openHouse({ config, root, modules: all, rate: 0, beginAt, flags: HASTE })
  const { sandbox } = house
  if (!sandbox) throw new Error('a town needs its sandbox')
  const home = `http://127.0.0.1:${house.port}`
  const facts: Fact[] = []
  const staff = await staffOf(house, home)
  return {
    ...{ house, sandbox, facts, staff },
    read: reader(house, facts),
    page: async (path, form) => {
      const headers = { 'content-type': 'application/json', accept: 'application/json' }
      const body = JSON.stringify(form)
      return (await fetch(`${sandbox.url}${path}`, { method: 'POST', headers, body })).status
    },
    phone: (token) => phoneOf(home, token),
    nowMs: () => house.clock.nowMs(),
    leap: (ms) => house.mover.moveTo(instantOf(house.clock.nowMs() + ms)),
    pass: (ms) => pass(house, sandbox, instantOf(house.clock.nowMs() + ms)),
    close: async () => {
      await house.stop()
      await removeEngine({ data, explicit: true, repository: root })
      rmSync(data, { recursive: true, force: true })
    },
  }
}

const MINUTE_MS = 60_000

/** From the minute of one thing that is due to that of the next. */
async function pass(house: House, sandbox: Sandbox, to: Instant): Promise<void> {
  const { clock, mover, timers, queue } = house
  while (clock.now() < to) {
    const { next } = await sandbox.agenda()
    const due = [await timers.nextDue(), await queue.nextRunAt(), next ?? undefined]
    const first = due.filter((at) => at !== undefined).toSorted()[0] ?? to
    const minute = Math.ceil((msOf(first) + 1) / MINUTE_MS) * MINUTE_MS
    const step = instantOf(Math.max(minute, clock.nowMs() + 1))
    await mover.moveTo(step < to ? step : to)
    await mover.settle()
  }
}

/** Reads on from where it stopped, to the end of each partition. */
function reader({ log }: House, into: Fact[]): () => Promise<void> {
  const read = new Map<string, string>()
  return async () => {
    for (const { topic, part, next } of await log.heads()) {
      if (!TOPICS.includes(topic) || read.get(`${topic}/${part}`) === next) continue
      for (;;) {
        const from = read.get(`${topic}/${part}`)
        const page = await log.read({ topic, part, max: PAGE, ...(from !== undefined && { from }) })
        into.push(...page.facts.map(({ fact }) => fact))
        read.set(`${topic}/${part}`, page.next)
        if (page.facts.length < PAGE) break
      }
    }
  }
}

type Login = { readonly password: string; readonly totp: string }

async function staffOf(house: House, home: string): Promise<Town['staff']> {
  const { folder, doors } = house
  const file = await firstLogins({
    ...{ folder, roles: identity.roles, enrolStaff: identity.enrolStaff, address: home },
    ask: (command, input, actor) => doors.call(command, input, actor),
  })
  const logins = loginsIn(readFileSync(file, 'utf8'))
  const sessions = new Map<string, Promise<Phone>>()
  let nth = 0
  const open = async (role: string): Promise<Phone> => {
    const { password, totp } = logins.get(role) as Login
    const input = { login: role, password, totp: codeAt(totp, Date.now()) }
    const reply = await phoneOf(home).command('gateway.sign-in-staff', input, `staff-${role}-login`)
    if (reply.status !== 200) throw new Error(`${role} can't sign in: ${JSON.stringify(reply)}`)
    return phoneOf(home, String(reply.json.token))
  }
  return async (role, command, input) => {
    const session = sessions.get(role) ?? open(role)
    sessions.set(role, session)
    return (await session).command(command, input, `staff-${role}-${nth++}`.padEnd(12, '-'))
  }
}

/** The first-start file as people read it. */
function loginsIn(text: string): Map<string, Login> {
  const blocks = text.split(/^role /m).slice(1)
  return new Map(
    blocks.map((block) => {
      const read = (name: string): string => new RegExp(`${name} +(\\S+)`).exec(block)?.[1] ?? ''
      return [block.split('\n')[0] ?? '', { password: read('password'), totp: read('totp') }]
    }),
  )
}
