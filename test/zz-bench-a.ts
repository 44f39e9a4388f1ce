import { openEngine, removeEngine } from '../platform/sql/engine.ts'
import { mkdtempSync, chmodSync, rmSync } from 'node:fs'
const data = mkdtempSync('/tmp/a/fs-')
chmodSync(data, 0o755)
chmodSync('/tmp/a', 0o755)
const eng = await openEngine({ data, explicit: true, repository: '/work/main' })
process.env.DHARA_TEST_SERVER = eng.url
const { freshDatabase } = await import('./database.ts')
const postgres = (await import('postgres')).default
const fresh = await freshDatabase({ modules: [{ name: 'alpha' }], checkEvents: false, poolMax: 4 })
await fresh.db.transact('alpha', {}, async (o) => {
  await o.sql`create table w (id int primary key, n bigint)`
  await o.sql`insert into w select g,0 from generate_series(1,20000) g`
  return 0
})
const bare = postgres(fresh.url, { max: 4, onnotice() {} })
const N = 1500,
  C = +(process.argv[2] ?? 4)
const par = async (f: (i: number) => Promise<any>) => {
  let i = 0
  const t = performance.now()
  await Promise.all(
    Array.from({ length: C }, async () => {
      while (i < N) await f(i++)
    }),
  )
  return N / ((performance.now() - t) / 1000)
}
const four = async (sql: any, i: number) => {
  for (let k = 0; k < 4; k++)
    await sql`update alpha.w set n=n+1 where id=${((i * 4 + k) % 20000) + 1}`
}
const actor = { kind: 'module', id: 'alpha' } as const
const b = () => par((i) => bare.begin((s) => four(s, i)))
const n = () => par((i) => fresh.db.transact('alpha', {}, (o) => four(o.sql, i)))
const e = () =>
  par((i) =>
    fresh.db.transact('alpha', {}, async (o) => {
      await four(o.sql, i)
      await o
        .tx({ actor })
        .emit('cus_' + i, [{ type: 'alpha.done', v: 1, data: { i, t: 'x'.repeat(300) } }])
    }),
  )
await b()
await n()
await e()
const R: number[] = [],
  Q: number[] = []
for (let r = 0; r < 7; r++) {
  const x = await b(),
    y = await n(),
    z = await e()
  R.push(z / x)
  Q.push(z / y)
  console.log('bare', x | 0, 'none', y | 0, 'emit', z | 0)
}
const med = (a: number[]) => a.sort((p, q) => p - q)[a.length >> 1]!.toFixed(2)
console.log('emit/bare', med(R), 'emit/none', med(Q))
await bare.end()
await fresh.drop()
await eng.stop()
rmSync(data, { recursive: true })
