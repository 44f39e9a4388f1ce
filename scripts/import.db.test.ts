/**
 * `bin/dhara import loans` against real tables: what it says of a loan the books refuse, and what a
 * kill in the midst leaves. The file is also the process to be killed.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { instant } from '#kernel/dates'
import type { Database } from '#platform/sql'
import { freshDatabase, type Fresh } from '#test/database'
import { newId, random } from '../platform/runtime/chance.ts'
import { businessClock, wallClock } from '../platform/runtime/clock.ts'
import type { House } from '../platform/runtime/house.ts'
import { signals } from '../platform/runtime/signals.ts'
import { openDatabase, type DatabaseOptions } from '../platform/sql/database.ts'
import { atHouse } from './import.ts'

const clock = businessClock(instant('2026-03-10T06:00:00.000Z'), 0)
const call: DatabaseOptions['call'] = async ({ name }, input) => {
  assert.equal(name, 'identity.customers-known')
  return { customerIds: (input as { customerIds: string[] }).customerIds }
}
/** Loans of ₹12,000 each, with a fee of some kind. */
const book = (loans: readonly string[], kind = 'processing') =>
  loans.map((loan) => ({
    ...{ loan, customer: `cus_${loan}`, product: 'personal' },
    terms: {
      ...{ principal: 1_200_000, rate: '0', instalments: 12, placeOfSupply: 'same-state' },
      fees: [{ kind, amount: 0, gst: 0, payee: 'lender', onExit: 'kept' }],
    },
    facts: [
      { id: 'd', kind: 'disbursed', on: '2026-01-10', amount: 1_200_000 },
      { id: 'c', kind: 'credited', on: '2026-01-10' },
    ],
  }))

type Child = { readonly url: string; readonly masterKey: string; readonly file: string }
const child = process.env['DHARA_TEST_IMPORT_CHILD']
if (child) await dieInside(JSON.parse(child) as Child)
else testImport()

function testImport(): void {
  let fresh: Fresh
  let folder: string
  before(async () => {
    fresh = await freshDatabase({ modules: ['lending'], call, clock })
    folder = mkdtempSync(join(tmpdir(), 'dhara-import-'))
  })
  after(async () => {
    await fresh?.drop()
    rmSync(folder, { recursive: true })
  })
  const fileOf = (content: unknown): string => {
    const file = join(folder, 'book.json')
    writeFileSync(file, JSON.stringify(content))
    return file
  }
  const told = async (content: unknown) => {
    const lines: string[] = []
    const house = { db: fresh.db, clock } as House
    const code = await atHouse(house, ['loans', fileOf(content)], (text) => lines.push(text))
    return { code, text: lines.join('\n') }
  }
  const loans = async () => {
    const [row] = await fresh.db.owner<{ n: number }[]>`
      select ((select count(*) from lending.loan) + (select count(*) from lending.loan_fact)
              + (select count(*) from lending.journal) + (select count(*) from platform.timer)
              + (select count(*) from platform.outbox))::int as n`
    return row!.n
  }

  test('what no database keeps is a sentence with its loan and its place', async () => {
    const { code, text } = await told(book(['A-1001'], 'proc\u0000essing'))
    assert.equal(code, 1)
    assert.match(text, /^Loan A-1001: terms fees 1 kind holds a character that is no text\.$/m)
    assert.match((await told([null])).text, /^Loan no\. 1: /m)
  })

  test('what the tables refuse is a sentence that names the loan among many', async () => {
    await fresh.db.owner.begin(async (sql) => {
      await sql`set local role dhara_lending`
      await sql`alter table lending.loan
                  add constraint number_of_ours check (account_number <> 'A-1004')`
    })
    const { code, text } = await told(book([1, 2, 3, 4, 5, 6, 7].map((n) => `A-100${n}`)))
    assert.equal(code, 1)
    assert.match(text, /^Loan A-1004: loan, number of ours: it is outside its bounds\.$/m)
    assert.equal(await loans(), 0)
  })

  test('killed when all was written but the commit, nothing stands; again, all does', async () => {
    const file = fileOf(book(['K-1001', 'K-1002', 'K-1003']))
    await killedInside({ url: fresh.url, masterKey: fresh.masterKey, file })
    assert.equal(await loans(), 0)
    const { code, text } = await told(book(['K-1001', 'K-1002', 'K-1003']))
    assert.deepEqual(
      [code, text.split('\n').at(-1)],
      [0, '3 loans taken over, 0 known from before.'],
    )
  })
}

async function killedInside(about: Child): Promise<void> {
  const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit']
  const env = { ...process.env, DHARA_TEST_IMPORT_CHILD: JSON.stringify(about) }
  const started = spawn(process.execPath, [fileURLToPath(import.meta.url)], { stdio, env })
  const closed = new Promise((done) => started.once('close', done))
  await Promise.race([new Promise((done) => started.stdout.once('data', done)), closed])
  assert.equal(started.exitCode, null, 'it ended by itself')
  started.kill('SIGKILL')
  await closed
}

/** Writes all of the file, says so, and never commits: the parent kills us. */
async function dieInside({ url, masterKey, file }: Child): Promise<void> {
  const db = openDatabase({
    ...{ url, masterKey, modules: ['lending'], signals: signals(), newId, random, poolMax: 1 },
    ...{ clock, wall: wallClock, secretFor: () => new Uint8Array(32), ports: {} as never, call },
  })
  const transact = ((module, options, work) =>
    db.transact(module, options, async (open) => {
      await work(open)
      process.stdout.write('written\n')
      return new Promise<never>((done) => setTimeout(done, 600_000))
    })) as Database['transact']
  await atHouse({ db: { ...db, transact }, clock } as House, ['loans', file], () => {})
}
