/** A training set must know no more than its decisions did. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { addMonths, atTime, businessDateOf, date, instant, type Instant } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import type { Tx } from '#platform/sql'
import { freshDatabase, type Fresh } from '#test/database'
import { featureQueries } from '../../modules/device/feature/queries.ts'
import {
  dropEntries,
  keepAlias,
  keepEntries,
  type KeptEntry,
} from '../../modules/device/feature/store.ts'
import { openDuckdb } from '../../platform/olap/duckdb.ts'
import { labels } from './label.ts'
import { lineageOf } from './lineage.ts'
import { parquetOf } from './parquet.ts'
import { rowsOf, type Row } from './row.ts'

const customerId = id('cus', 'one')
const decidedAt = instant('2026-01-01T09:00:00.000+05:30')
const label = labels['npa-in-6-months']!

let fresh: Fresh
let folder: string
before(async () => {
  fresh = await freshDatabase({ modules: ['device', 'decision', 'bureau', 'lending'] })
  folder = mkdtempSync(join(tmpdir(), 'dhara-dataset-'))
})
after(async () => {
  rmSync(folder, { recursive: true })
  await fresh.drop()
})

const inDevice = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  fresh.db.transact('device', {}, (open) =>
    work(open.tx({ actor: { kind: 'module', id: 'device' } })),
  )

/** As a decision asks device for features. */
const serve = featureQueries.flatMap((one) =>
  'call' in one && one.call.name === 'device.features-of' ? [one.shell] : [],
)[0] as (input: object, tx: Tx) => Promise<{ features?: object; readTo?: object }>

let serial = 0
/** A salary or another entry, and when we came to know it. */
const known = (on: string, knownAt: Instant, more: Partial<KeptEntry> = {}): KeptEntry => ({
  ...{
    customerId,
    id: `e${++serial}`,
    reading: 0,
    confidence: 1,
    generation: 1,
    lane: 'live',
    knownAt,
  },
  ...{ source: 'sms', on: date(on), at: atTime(date(on), '10:00'), place: 0 },
  ...{ kind: 'salary', amount: rupees('40000'), partyKind: 'employer', party: 'k' },
  teller: 'HDFCBK',
  ...more,
})
const salaries = ['2025-11-01', '2025-12-01', '2025-12-31'].map((on) => known(on, decidedAt))

const decide = (name: string, at = decidedAt) => fresh.db.owner`
  insert into decision.decision
    (id, customer_id, application_id, outcome, grade, reasons, amount_max, tenor_months_max,
     policy_version, inputs_hash, decided_by, decided_at, device)
  values (${`dec_${name}`}, ${customerId}, ${`app_${name}`}, 'approve', 'B', '', 100, 12,
          'personal-2026-1', ${'a'.repeat(64)}, 'policy', ${at}, '{}')`
const lend = (name: string) => fresh.db.owner`
  insert into lending.loan
    (id, account_number, customer_id, application_id, product, terms, cooling_off_until,
     bounce_charge, bounce_gst_percent, status, principal, outstanding, overdue, asset_class,
     disbursed_on, course)
  values (${`loan_${name}`}, ${name}, ${customerId}, ${`app_${name}`}, 'personal', '{}',
          '2026-01-04', 0, '18', 'active', 100, 100, 0, 'standard', '2026-01-01', '{}')`

beforeEach(async () => {
  await fresh.db.owner`truncate decision.decision, device.entry`
  await fresh.db.owner`delete from lending.loan`
  await decide('a')
  await inDevice((tx) => keepEntries(tx, salaries))
})

async function rows(more: { npa?: Map<string, never>; today?: Instant } = {}): Promise<Row[]> {
  const asked = { label, npa: more.npa ?? new Map(), today: more.today ?? fresh.clock.now() }
  return Array.fromAsync(rowsOf(fresh.db, asked))
}

describe('A training set', () => {
  it('has the features of the decision’s own instant', async () => {
    const [row] = await rows()
    assert.equal(row?.['device_salary_regular'], true)
    assert.equal(row?.['device_salary_monthly'], rupees('40000'))
    assert.equal(row?.['policy_version'], 'personal-2026-1')
  })
  it('knows nothing that was recorded later, however far back it is dated', async () => {
    const before = await rows()
    const later = instant('2026-01-01T09:00:00.001+05:30')
    await inDevice((tx) =>
      keepEntries(tx, [
        known('2025-12-05', later, { kind: 'bounce', amount: rupees('900') }),
        known('2025-12-20', later, { kind: 'disbursal', partyKind: 'lender', party: 'KreditBee' }),
        known('2026-01-20', later),
      ]),
    )
    assert.deepEqual(await rows(), before)
    await decide('b', later)
    const [, second] = await rows()
    assert.deepEqual([second?.['device_bounces_90'], second?.['device_disbursals_30']], [1, 1])
  })
  it('keeps a reading that was mended since, as it was taken then', async () => {
    const before = await rows()
    await inDevice(async (tx) => {
      const mended = instant('2026-03-01T09:00:00.000+05:30')
      await tx.sql`update entry set superseded_at = ${mended} where id = ${salaries[0]!.id}`
    })
    assert.deepEqual(await rows(), before)
  })
  it('says where the decision was served other than it seems now', async () => {
    await fresh.db.owner`
      update decision.decision set device = '{"salaryRegular": true, "days": 62, "bounces90": 0}'`
    assert.equal((await rows())[0]?.['served_alike'], true)
    await inDevice((tx) => dropEntries(tx, customerId, 'sms', [1]))
    const [row] = await rows()
    assert.deepEqual([row?.['served_alike'], row?.['device_entries']], [false, 0])
  })
  it('tells each decision what it was served, though more had been recorded by then', async () => {
    // A first full sync is read behind the messages that come now: half of it after the decision.
    const [early, late] = ['08:50', '08:58'].map((at) => atTime(date('2026-01-01'), at))
    const [first, second] = [
      known('2025-12-05', early!, { kind: 'bounce', amount: rupees('900'), lane: 'history' }),
      known('2025-12-06', late!, { kind: 'bounce', amount: rupees('800'), lane: 'history' }),
    ]
    await inDevice((tx) => keepEntries(tx, [first]))
    const { features, readTo } = await inDevice((tx) => serve({ customerId }, tx))
    assert.deepEqual(readTo, { live: decidedAt, history: early })
    const served = fresh.db.owner.json({ ...(features as object), readTo } as never)
    await fresh.db.owner`update decision.decision set device = ${served}`
    await inDevice((tx) => keepEntries(tx, [second]))
    const [row] = await rows()
    assert.deepEqual([row?.['device_bounces_90'], row?.['served_alike']], [1, true])
    await fresh.db.owner`update decision.decision set device = null`
    const [blind] = await rows()
    assert.deepEqual([blind?.['device_entries'], blind?.['served_alike']], [0, true])
  })
  it('has apps as they were served, and none of whoever took that back', async () => {
    await fresh.db.owner`
      update decision.decision set device = ${fresh.db.owner.json({
        ...{ apps: 'full', lendingApps: 3, newLendingApps7: 1, newLendingApps30: 2 },
        gamblingApps: 0,
      })}`
    const apps = async () => {
      const [row] = await rows()
      return [row?.['device_apps'], row?.['device_lending_apps'], row?.['device_gambling_apps']]
    }
    assert.deepEqual(await apps(), ['none', null, null], 'nothing is consented to')
    const app = ['mark', 'lending', 3, decidedAt, false, decidedAt, decidedAt, decidedAt, [], []]
    await fresh.db.owner`
      insert into device.phone (customer_id, generation, apps)
      values (${customerId}, 1, ${fresh.db.owner.json([app])})`
    assert.deepEqual(await apps(), ['full', 3, 0])
    await fresh.db.owner`delete from device.phone`
  })
  it('knows of a merge only from its instant on', async () => {
    const other = id('cus', 'elder')
    const spent = { customerId: other, kind: 'bounce', amount: rupees('900') } as const
    await inDevice((tx) => keepEntries(tx, [known('2025-12-05', decidedAt, spent)]))
    const later = instant('2026-01-02T09:00:00.000+05:30')
    await inDevice((tx) => keepAlias(tx, { customerId, into: other, at: later }))
    await decide('b', later)
    const [first, second] = await rows()
    assert.deepEqual([first?.['device_bounces_90'], second?.['device_bounces_90']], [0, 1])
    await fresh.db.owner`truncate device.person_alias`
  })
  it('labels what has shown itself, and leaves open what has not', async () => {
    const labelOn = async (months: number, npaOn?: string) => {
      const npa = new Map(npaOn ? [['loan_a', npaOn as never]] : [])
      const today = atTime(addMonths(businessDateOf(decidedAt), months), '23:00')
      return (await rows({ npa, today }))[0]?.[label.column]
    }
    assert.equal(await labelOn(7), null)
    await lend('a')
    assert.equal(await labelOn(6), null)
    assert.equal(await labelOn(7), false)
    assert.equal(await labelOn(5, '2026-05-20'), true)
    assert.equal(await labelOn(9, '2026-07-02'), false)
  })
  it('rests in Parquet with what it was made of, and nobody’s name', async () => {
    await lend('a')
    const written = await parquetOf(
      folder,
      rowsOf(fresh.db, { label, npa: new Map(), today: atTime(date('2026-09-01'), '10:00') }),
    )
    assert.deepEqual([written.count, written.labelled], [1, 1])
    const made = { label: 'npa-in-6-months', madeAt: decidedAt, offsets: [], written }
    await lineageOf(made).writeTo(folder)
    assert.deepEqual(readdirSync(folder).toSorted(), ['lineage.json', 'rows.parquet'])
    const lineage = JSON.parse(readFileSync(join(folder, 'lineage.json'), 'utf8'))
    assert.equal(lineage.sha256, written.sha256)
    assert.ok(!written.columns.some((name) => /customer|phone|party/.test(name)))
    const scratch = mkdtempSync(join(tmpdir(), 'dhara-read-'))
    const olap = openDuckdb({ root: scratch, scratch, wall: { nowMs: () => Date.now() } })
    try {
      const sql = `select decision_id, device_salary_monthly, npa_in_6_months
                     from '${join(folder, 'rows.parquet')}'`
      const { rows: read } = await olap.work({ sql: [sql], timeoutMs: 20_000 })
      assert.deepEqual(read, [['dec_a', 4_000_000, false]])
    } finally {
      await olap.close()
      rmSync(scratch, { recursive: true })
    }
  })
})
