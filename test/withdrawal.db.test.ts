/**
 * What a withdrawal leaves behind, in a whole house: the phone's records went through its doors to
 * the log, the wide store, PostgreSQL and the lake, and then the person takes the consent back.
 */
import { DuckDBInstance } from '@duckdb/node-api'
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Actor, Fact } from '#kernel/contract'
import { date, atTime, later } from '#kernel/dates'
import { must } from '#kernel/decider'
import { revealRecords } from '#modules/device'
import { signIn } from '#modules/gateway'
import {
  dataKeys,
  giveConsents,
  noticeOf,
  openCode,
  requestOtp,
  withdrawConsent,
} from '#modules/identity'
import { PARTITIONS } from '#platform/log'
import { moduleNamed, visitor } from '#test/doorstep'
import { module as archive } from '../modules/archive/module.ts'
import { module as device } from '../modules/device/module.ts'
import { module as gateway } from '../modules/gateway/module.ts'
import { module as identity } from '../modules/identity/module.ts'
import { module as monitor } from '../modules/monitor/module.ts'
import { configOf } from '../platform/runtime/config.ts'
import { openHouse, type House } from '../platform/runtime/house.ts'
import { removeEngine } from '../platform/sql/engine.ts'
import { HASTE } from './haste.ts'

const root = new URL('..', import.meta.url).pathname.replace(/\/$/, '')
/** All that a batch meets; nobody lends here. */
const modules = [identity, gateway, device, archive, monitor]
/** Words that stand nowhere else in the house. */
const SHOP = 'ZEBRAFISH STORES'
const PACKAGE = 'in.zebrafish.wallet'
const TOPICS = ['device.sms', 'device.sms.historical', 'device.apps']
const support: Actor = { kind: 'staff', id: 'stf_support', roles: ['support'] }

let house: House
let data = ''
let customerId = ''
let token = ''
before(async () => {
  data = mkdtempSync(join(tmpdir(), 'dhara-withdrawal-'))
  chmodSync(data, 0o755) // As root, PostgreSQL runs as another and has to go through it.
  const config = configOf({ DHARA_DATA: data, PORT: '0' }, root)
  const beginAt = atTime(date('2026-01-05'), '09:00')
  house = await openHouse({ config, root, modules, rate: 0, beginAt, flags: HASTE })
  await arrive()
  await send('sms', 'main', message(1))
  await send('sms', 'historical', message(2))
  await send('apps', 'main', { what: 'listed', package: PACKAGE, label: 'Zebra Wallet' })
  await settled()
  await house.lake.pour()
})
after(async () => {
  await house?.stop()
  await removeEngine({ data, explicit: true, repository: root })
  rmSync(data, { recursive: true, force: true })
})

describe('A consent withdrawn', () => {
  it('was kept by everybody sealed only, and could be opened before', async () => {
    assert.equal((await factsOfLog()).length, 3)
    assert.equal((await rowsOfLake()).length, 3)
    const told = await revealed('device-sms')
    assert.equal(told.records.length, 2)
    assert.ok(JSON.stringify(told.records).includes(SHOP))
    assert.ok((await tellingTables()).length > 1)
    assert.deepEqual(await tablesWith(SHOP), [])
    assert.deepEqual(await filesWith(SHOP), [])
    assert.ok(!JSON.stringify([await factsOfLog(), await rowsOfLake()]).includes(SHOP))
  })

  it('shuts the door at once, and no key opens what is left anywhere', async () => {
    for (const purpose of ['device-sms', 'device-apps'] as const) {
      must(await house.doors.call(withdrawConsent, { purpose }, customer()))
      const kind = purpose === 'device-sms' ? 'sms' : 'apps'
      assert.equal((await post(kind, { batchId: `after-${kind}`, records: [] })).status, 403)
    }
    await settled()
    await house.lake.pour()

    // The log and the lake keep the bytes; the keys of all their generations are gone.
    const sealed = [...(await factsOfLog()), ...(await rowsOfLake())]
    assert.equal(sealed.length, 6)
    const wanted = sealed.map(({ data: of }) => {
      const { class: name, generation } = of as { class: 'device-sms'; generation: number }
      return { customerId: customerId as never, class: name, generation }
    })
    const { keys } = await house.doors.call(dataKeys, { wanted }, moduleNamed('device'))
    assert.deepEqual(keys, [])
    for (const name of ['device-sms', 'device-apps'] as const) {
      assert.deepEqual((await revealed(name)).records, [])
    }
    const wrapped = await house.db.owner`
      select from identity.data_key
       where customer_id = ${customerId} and class like 'device-%' and wrapped is not null`
    assert.equal(wrapped.length, 0)
    assert.deepEqual(await tablesWith(SHOP), [])
    assert.deepEqual(await filesWith(SHOP), [])
  })

  it('leaves nothing that was read out of the records about this person', async () => {
    assert.deepEqual(await tellingTables(), [])
  })
})

/** Device's tables with a row on this person that says more than that they were once known. */
async function tellingTables(): Promise<string[]> {
  const tables = (await tablesWith(customerId)).filter((table) => table.startsWith('device.'))
  const telling: string[] = []
  for (const table of tables) {
    const rows = await house.db.owner.unsafe<{ row: object }[]>(
      `select to_jsonb(t) as row from ${table} t where t::text like '%' || $1 || '%'`,
      [customerId],
    )
    if (rows.flatMap(({ row }) => Object.entries(row)).some(isTelling)) telling.push(table)
  }
  return telling
}
const isTelling = ([name, value]: [string, unknown]): boolean =>
  !/_id$|_at$|_on$|^id$|^class$|^generation$|^version$/.test(name) &&
  value !== null &&
  value !== 0 &&
  value !== '0' &&
  value !== false &&
  JSON.stringify(value) !== '[]' &&
  JSON.stringify(value) !== '{}'

const customer = (): Actor => ({ kind: 'customer', id: customerId })
const message = (n: number) => ({
  sender: 'VM-HDFCBK',
  body: `Rs.4${n}0.00 debited from a/c **1234 on 02-01-26 to ${SHOP} UPI Ref 60012345678${n}`,
  at: later(atTime(date('2026-01-02'), '10:00'), n * 60_000),
})

async function arrive(): Promise<void> {
  const { call } = house.doors
  const issued = Promise.withResolvers<string>()
  const off = house.log.watch(['identity'], ({ type, data: of }) => {
    if (type === 'identity.otp-issued') issued.resolve((of as { codeSealed: string }).codeSealed)
  })
  const { otpId } = must(await call(requestOtp, { phone: '9876577001' }, visitor))
  const codeSealed = await issued.promise
  off()
  const { code } = await call(openCode, { codeSealed }, moduleNamed('comms'))
  const session = must(await call(signIn, { otpId, code }, visitor))
  ;({ token, customerId } = session)
  const { noticeId, version: noticeVersion } = await call(noticeOf, {}, visitor)
  const purposes: ('device-sms' | 'device-apps')[] = ['device-sms', 'device-apps']
  must(await call(giveConsents, { purposes, noticeId, noticeVersion, language: 'en' }, customer()))
}

const post = (kind: string, batch: object) =>
  fetch(`http://127.0.0.1:${house.port}/v1/device/${kind}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      authorization: `Bearer ${token}`,
    },
    body: gzipSync(JSON.stringify(batch)),
  })

async function send(kind: string, lane: string, record: object): Promise<void> {
  const answer = await post(kind, { batchId: `before-${kind}-${lane}`, lane, records: [record] })
  assert.equal(answer.status, 200)
}

const settled = (): Promise<void> => house.mover.settle()

async function factsOfLog(): Promise<Fact[]> {
  const places = TOPICS.flatMap((topic) =>
    Array.from({ length: PARTITIONS }, (_, part) => ({ topic, part, max: 100 })),
  )
  const pages = await Promise.all(places.map((place) => house.log.read(place)))
  return pages.flatMap((page) => page.facts.map(({ fact }) => fact))
}

/** As any reader of Parquet sees it, without the house. */
async function rowsOfLake(): Promise<Pick<Fact, 'data'>[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const files = join(data, 'objects/lake/**/*.parquet')
  const topics = TOPICS.map((topic) => `'${topic}'`).join(', ')
  const read = await connection.runAndReadAll(
    `select to_json(row) as said from (
       select * from read_parquet('${files}', hive_partitioning = true, union_by_name = true)
        where topic in (${topics})) row`,
  )
  connection.closeSync()
  return read.getRowObjectsJson().map(({ said }) => {
    const row = JSON.parse(String(said)) as { data: unknown }
    return { data: typeof row.data === 'string' ? JSON.parse(row.data) : row.data }
  })
}

const revealed = async (of: 'device-sms' | 'device-apps') =>
  house.doors.call(
    revealRecords,
    { customerId: customerId as never, class: of, purpose: 'a test of withdrawal' },
    support,
  )

/** Every table of every schema in which some row, as text, holds the words. */
async function tablesWith(words: string): Promise<string[]> {
  const tables = await house.db.owner<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await house.db.owner.unsafe(
      `select 1 from ${name} t where t::text like '%' || $1 || '%' limit 1`,
      [words],
    )
    if (row) found.push(name)
  }
  return found
}

/** Every file of the data folder but the database's own, which `tablesWith` has read. */
async function filesWith(words: string): Promise<string[]> {
  const names = readdirSync(data, { recursive: true, withFileTypes: true })
  return names
    .filter((entry) => entry.isFile() && !/\/(postgres|sandbox)\b/.test(`${entry.parentPath}/`))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(words))
}
