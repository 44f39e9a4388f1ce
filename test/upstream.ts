/**
 * The upstream doors on a port of their own: identity and device in a fresh database, the real log
 * behind real HTTP, and people with consents. Sessions are given, not signed in for: a token is the
 * customer's id.
 *
 *   await using doors = await openUpstream()
 *   const asha = await doors.person('9876500001', 'device-sms')
 *   const { status, json } = await doors.send('sms', asha, { batchId: 'batch-0001', records })
 */
import { gzipSync } from 'node:zlib'
import type { Actor, Fact } from '#kernel/contract'
import { instantOf } from '#kernel/dates'
import { must } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { giveConsents, noticeOf, requestOtp, withdrawConsent } from '#modules/identity'
import type { Module } from '#platform/runtime'
import * as uplink from '../modules/device/uplink/face.ts'
import { intakes } from '../modules/device/uplink/routes.ts'
import { module as identity } from '../modules/identity/module.ts'
import { openDoors, type Doors } from '../platform/http/doors.ts'
import type { DoorsConfig } from '../platform/http/house.ts'
import { openMemoryKv } from '../platform/kv/memory.ts'
import { openLog } from '../platform/log/embedded-log.ts'
import { PARTITIONS, type Log } from '#platform/log'
import { newId, random } from '../platform/runtime/chance.ts'
import { wallClock } from '../platform/runtime/clock.ts'
import { openMetrics } from '../platform/runtime/metrics.ts'
import { freshDatabase, type Fresh } from './database.ts'
import { visitor } from './doorstep.ts'

export type Purpose = 'device-apps' | 'device-sms'
export type Answer = {
  readonly status: number
  // oxlint-disable-next-line no-explicit-any -- answers of any door
  readonly json: { readonly [field: string]: any }
  readonly retryAfter: string | null
}
export type Upstream = {
  readonly home: string
  readonly fresh: Fresh
  readonly doors: Doors
  readonly log: Log
  /** Signed in and consenting to these. */
  person(phone: string, ...purposes: Purpose[]): Promise<Id<'cus'>>
  consent(customerId: string, ...purposes: Purpose[]): Promise<void>
  withdraw(customerId: string, purpose: Purpose): Promise<void>
  /** Packed with gzip, as the customer. */
  send(path: string, token: string, batch: object): Promise<Answer>
  post(path: string, token: string, body: BodyInit, headers?: object): Promise<Answer>
  /** Every fact of a topic, partition by partition. */
  facts(topic: string): Promise<Fact[]>
  [Symbol.asyncDispose](): Promise<void>
}

/** Only its doors: what becomes of the records is their readers' affair. */
const device: Module = { name: 'device', contract: uplink, intakes }

export async function openUpstream(
  config: DoorsConfig = {},
  wrap: (log: Log) => Log = (log) => log,
): Promise<Upstream> {
  const modules: readonly Module[] = [identity, device]
  const fresh = await freshDatabase({
    modules: modules.map(({ name, contract, migrations }) => ({
      ...{ name, contract },
      ...(migrations && { migrations }),
    })),
    call: (query, input, caller) => doors.callFrom(query, input, caller),
    poolMax: 8,
  })
  const { db, clock, signals } = fresh
  const log = openLog({
    ...{ db, signals, wall: wallClock, logger: quiet, kindOf: () => undefined, modules: [] },
  })
  const doors = await openDoors({
    ...{ modules, db, wall: wallClock, newId, config, hosts: {}, sealKey: 'upstream' },
    ...{ kv: openMemoryKv({ wall: wallClock }), metrics: openMetrics(), logger: quiet },
    intake: { take: wrap(log).take, now: clock.now, random },
    sessions: {
      check: async (token) =>
        /^cus_/.test(token)
          ? { actor: as(token), expiresAt: instantOf(Date.now() + 60_000) }
          : undefined,
    },
  })
  const home = `http://127.0.0.1:${await doors.listen(0)}`
  const post = postTo(home)
  return {
    ...{ home, fresh, doors, log, post, ...peopleOf(fresh, doors) },
    send: (path, token, batch) =>
      post(path, token, gzipSync(JSON.stringify(batch)), { 'content-encoding': 'gzip' }),
    facts: async (topic) => {
      const parts = Array.from({ length: PARTITIONS }, (_, part) =>
        log.read({ topic, part, max: 10_000 }),
      )
      return (await Promise.all(parts)).flatMap((page) => page.facts.map(({ fact }) => fact))
    },
    [Symbol.asyncDispose]: async () => {
      await doors.close()
      await fresh.drop()
    },
  }
}

const as = (customerId: string): Actor => ({ kind: 'customer', id: customerId })

function peopleOf(fresh: Fresh, { call }: Doors) {
  const consent = async (customerId: string, ...purposes: Purpose[]): Promise<void> => {
    const { noticeId, version } = await call(noticeOf, {}, visitor)
    const notice = { noticeId, noticeVersion: version, language: 'en' } as const
    must(await call(giveConsents, { purposes, ...notice }, as(customerId)))
  }
  return {
    consent,
    person: async (phone: string, ...purposes: Purpose[]): Promise<Id<'cus'>> => {
      must(await call(requestOtp, { phone }, visitor))
      const [row] = await fresh.db.owner<{ id: Id<'cus'> }[]>`
        select id from identity.person order by id desc limit 1`
      if (purposes.length > 0) await consent(row!.id, ...purposes)
      return row!.id
    },
    withdraw: async (customerId: string, purpose: Purpose): Promise<void> => {
      must(await call(withdrawConsent, { purpose }, as(customerId)))
    },
  }
}

const postTo =
  (home: string): Upstream['post'] =>
  async (path, token, body, headers = {}) => {
    const answer = await fetch(`${home}/v1/device/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        ...headers,
      },
      body,
    })
    const json = (await answer.json()) as Answer['json']
    return { status: answer.status, json, retryAfter: answer.headers.get('retry-after') }
  }

const quiet = { debug() {}, info() {}, warn: console.warn, error: console.error }
