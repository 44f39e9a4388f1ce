/**
 * The engine's own process: DuckDB, and nothing of the house. It gets its limits at the start, jobs
 * by message, and dies with its parent. A lane for questions is shut before the first of them: it
 * reads one folder, loads nothing, and no setting can be changed again.
 */
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import type { OlapReason, View } from './index.ts'
import type { EngineLimits, FromChild, Job, Told, ToChild } from './lane.ts'
import { objection, literal } from './question.ts'
import { typeName, valueOf } from './value.ts'

/** An answer is for a person or a page: more text than this is not sent. */
const ANSWER_CHARS_MAX = 32_000_000

const limits = JSON.parse(process.argv[2] ?? '{}') as EngineLimits
const running = new Map<number, DuckDBConnection>()
const opened = open()

process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.on('message', (message: ToChild) => {
  if (message.job) void serve(message.id, message.job)
  else running.get(message.id)?.interrupt()
})

async function open(): Promise<DuckDBInstance> {
  const { memoryMb, threads, tempMb, tempFolder, shutTo } = limits
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: `${memoryMb}MB`,
    temp_directory: tempFolder,
    max_temp_directory_size: `${tempMb}MB`,
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  await connection.run("set global timezone = 'UTC'")
  // It keeps pages of a file by the file's name, and gave those of an earlier file of the same name
  // for this one's (ZSTD failures, DuckDB 1.5.5). The machine keeps pages as well.
  await connection.run('set global enable_external_file_cache = false')
  if (shutTo !== undefined) {
    await connection.run('set global parquet_metadata_cache = true')
    await connection.run(`set allowed_directories = [${literal(`${shutTo}/`)}]`)
    await connection.run('set enable_external_access = false')
    await connection.run('set lock_configuration = true')
  }
  connection.closeSync()
  return instance
}

async function serve(id: number, job: Job): Promise<void> {
  const reply = (answer: FromChild) => void process.send?.(answer)
  try {
    const connection = await (await opened).connect()
    running.set(id, connection)
    try {
      reply({
        id,
        told: job.kind === 'query' ? await ask(connection, job) : await work(connection, job),
      })
    } finally {
      running.delete(id)
      connection.closeSync()
    }
  } catch (problem) {
    reply({ id, ...reasonOf(problem) })
  }
}

class Refused extends Error {}

async function ask(connection: DuckDBConnection, job: Job & { kind: 'query' }): Promise<Told> {
  const text = 'select json_serialize_sql($1::varchar, skip_null := true, skip_empty := true)'
  const [row] = (await connection.runAndReadAll(text, [job.sql])).getRows()
  const says = objection(String(row?.[0]), job.known as readonly View[])
  if (says !== undefined) throw new Refused(says)
  for (const view of job.views) await connection.run(view)
  return read(connection, job.sql, job.maxRows, job.params.map(parameter))
}

/** A whole number stays one, so that `limit $1` takes it. */
const parameter = (value: null | boolean | number | string): DuckDBValue =>
  typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value

async function work(connection: DuckDBConnection, job: Job & { kind: 'work' }): Promise<Told> {
  const statements = [...job.sql]
  const last = statements.pop() ?? 'select 1'
  for (const statement of statements) await connection.run(statement)
  return read(connection, last, job.maxRows, [])
}

/** Streams rows until there is one too many. */
async function read(
  connection: DuckDBConnection,
  sql: string,
  maxRows: number,
  params: readonly DuckDBValue[],
): Promise<Told> {
  const reader = await connection.streamAndReadUntil(sql, maxRows + 1, [...params])
  const columns = reader.columnNames().map((name, i) => ({
    name,
    type: typeName(reader.columnType(i)),
  }))
  const found = reader.getRows()
  let chars = 0
  const rows = found.slice(0, maxRows).map((row) => {
    const shown = row.map(valueOf)
    for (const value of shown) chars += typeof value === 'string' ? value.length : 8
    if (chars > ANSWER_CHARS_MAX) throw new Error('Out of Memory Error: the answer is too long')
    return shown
  })
  return { columns, rows, more: found.length > maxRows }
}

function reasonOf(problem: unknown): { reason: OlapReason; message: string } {
  const message = (problem as Error).message.replaceAll(limits.shutTo ?? '\0', 'lake')
  if (problem instanceof Refused) return { reason: 'refused', message }
  const big = /^Out of Memory Error|max_temp_directory_size/.test(message)
  return { reason: big ? 'too-big' : 'wrong', message: message.split('\n\nPossible')[0] ?? message }
}
