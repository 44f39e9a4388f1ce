/**
 * Before `npm test` runs its files: one server, and the template of all modules. Others may be
 * using the server too, so it is stopped afterwards only if we started it and nobody is left.
 */
import postgres from 'postgres'
import type { Engine } from '../platform/sql/engine.ts'
import { modulesOfTree, openTestServer, sweep, templateOf } from './database-server.ts'

let server: Engine | undefined

export async function globalSetup(): Promise<void> {
  server = await openTestServer()
  process.env['DHARA_TEST_SERVER'] = server.url
  await sweep(server.url)
  await templateOf(server.url, modulesOfTree())
}

export async function globalTeardown(): Promise<void> {
  if (!server || server.adopted) return
  if (!(await isUsed(server.url))) await server.stop()
}

async function isUsed(url: string): Promise<boolean> {
  const owner = postgres(url, { max: 1, fetch_types: false })
  try {
    const rows = await owner`
      select from pg_stat_activity
       where backend_type = 'client backend' and pid <> pg_backend_pid()`
    return rows.length > 0
  } finally {
    await owner.end({ timeout: 1 })
  }
}
