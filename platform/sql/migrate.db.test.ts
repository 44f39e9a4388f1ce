/** The migrator: once, in order, never silently different. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { freshDatabase, type Fresh } from '#test/database'
import { migrate } from './migrate.ts'

let fresh: Fresh
let folder: string
const url = () => pathToFileURL(`${folder}/`)
const write = (file: string, text: string) => writeFileSync(join(folder, file), text)
const run = () =>
  migrate({
    ...{ url: fresh.url, masterKey: fresh.masterKey },
    modules: [{ name: 'gamma', migrations: url() }],
  })

before(async () => {
  fresh = await freshDatabase({ modules: [] })
  folder = mkdtempSync(join(tmpdir(), 'dhara-migrate-'))
})
after(async () => {
  rmSync(folder, { recursive: true })
  await fresh.drop()
})

test('files run once, in the order of their names, as the role of their module', async () => {
  write('0002-later.sql', 'alter table thing add column at timestamptz;')
  write('0001-thing.sql', 'create table thing (id int primary key);')
  assert.deepEqual((await run()).ran, ['gamma/0001-thing.sql', 'gamma/0002-later.sql'])
  assert.deepEqual((await run()).ran, [])
  const [table] = await fresh.db.owner`
    select schemaname, tableowner from pg_tables where tablename = 'thing'`
  assert.deepEqual({ ...table }, { schemaname: 'gamma', tableowner: 'dhara_gamma' })
})

test('a file that fails changes nothing, says which line, and runs again when mended', async () => {
  write('0003-broken.sql', 'create table half (id int);\n\ninsert into half values (1, 2);')
  await assert.rejects(run(), /gamma\/0003-broken\.sql failed, line 3: INSERT has more expressions/)
  const half = () => fresh.db.owner`select from pg_tables where tablename = 'half'`
  assert.equal((await half()).length, 0)
  write('0003-broken.sql', 'create table half (id int);')
  await run()
  assert.equal((await half()).length, 1)
})

test('a file that was changed after it ran stops the start', async () => {
  write('0001-thing.sql', 'create table thing (id bigint primary key);')
  await assert.rejects(run(), { name: 'StartFault', message: /gamma\/0001-thing\.sql was changed/ })
  write('0001-thing.sql', 'create table thing (id int primary key);')
  await run()
})

test('a module may not touch what is not its own while it migrates', async () => {
  write('0004-reach.sql', 'create table platform.mine (id int);')
  await assert.rejects(run(), /permission denied for schema platform/)
  rmSync(join(folder, '0004-reach.sql'))
})

test('two that migrate at once take turns', async () => {
  write('0004-slow.sql', 'select pg_sleep(0.2); create table slow (id int);')
  const both = await Promise.all([run(), run()])
  assert.deepEqual(both.map(({ ran }) => ran.length).sort(), [0, 1])
})

test('a file with a stray name and a module with a platform name are refused', async () => {
  write('5-odd.sql', 'select 1')
  await assert.rejects(run(), /not named NNNN-<noun>\.sql/)
  rmSync(join(folder, '5-odd.sql'))
  const modules = [{ name: 'platform' }]
  const { url: at, masterKey } = fresh
  await assert.rejects(migrate({ url: at, masterKey, modules }), /can't be called platform/)
})
