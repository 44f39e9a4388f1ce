/**
 * Log lines: pino, as NDJSON into a file that is turned over by size; nothing personal in them.
 *
 * Any property whose name is classed in any contract, and the usual secrets, is censored at any
 * depth; what stands in free text (an engine's message quoting a value) is scrubbed by its look.
 */
import { pino, type Logger as Pino } from 'pino'
import { classOf } from '#kernel/fields'
import type { Module } from './index.ts'
import { openTurningFile } from './turning-file.ts'

export type Logger = {
  debug(about: object, message: string): void
  info(about: object, message: string): void
  warn(about: object, message: string): void
  error(about: object, message: string): void
}
export type Logs = {
  readonly logger: Logger
  /** The same, each line naming its module or port. */
  of(part: string): Logger
  close(): void
}

const SECRETS = [
  'authorization', 'cookie', 'set-cookie', 'setCookie', 'password', 'otp', 'token', 'secret',
  'codeSealed', 'totp', 'apiKey', 'signature', 'parameters',
] // prettier-ignore
const CENSORED = '[censored]'
const DEPTH_MAX = 4
const ITEMS_MAX = 50
const TEXT_MAX = 4000

/** Opens `<folder>/dhara.ndjson`; older files are `dhara.1.ndjson` (the youngest) and so on. */
export function openLogs(options: {
  folder: string
  modules: readonly Module[]
  wall: { nowMs(): number }
  level?: 'debug' | 'info' | 'warn' | 'error'
  bytesMax?: number
  keep?: number
}): Logs {
  const { folder, modules, wall, level = 'info', bytesMax = 16 * 1024 * 1024, keep = 8 } = options
  const file = openTurningFile({ path: `${folder}/dhara.ndjson`, bytesMax, keep })
  const names = new Set([...SECRETS, ...classedNames(modules)])
  const root = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: () => `,"at":"${new Date(wall.nowMs()).toISOString()}"`,
      formatters: {
        level: (label) => ({ level: label }),
        log: (about) => redacted(about, names) as Record<string, unknown>,
      },
    },
    { write: (line) => file.write(line) },
  )
  const wrapped = (to: Pino): Logger => ({
    debug: (about, message) => to.debug(about, scrubbed(message)),
    info: (about, message) => to.info(about, scrubbed(message)),
    warn: (about, message) => to.warn(about, scrubbed(message)),
    error: (about, message) => to.error(about, scrubbed(message)),
  })
  return {
    logger: wrapped(root),
    of: (part) => wrapped(root.child({ part })),
    close: () => file.close(),
  }
}

/** Every field name that some contract says is personal or secret. */
export function classedNames(modules: readonly Module[]): Set<string> {
  const names = new Set<string>()
  const seen = new Set<unknown>()
  const visit = (node: unknown): void => {
    if (node === null || (typeof node !== 'object' && typeof node !== 'function')) return
    if (seen.has(node)) return
    seen.add(node)
    for (const [name, inner] of Object.entries(node)) {
      if (typeof inner === 'object' && inner !== null && isClassed(inner)) names.add(name)
      visit(inner)
    }
  }
  for (const { contract } of modules) visit(contract)
  names.delete('items') // The schema of a list's members, not a field.
  return names
}

const isClassed = (schema: object): boolean => {
  const of = schema as { items?: object }
  return classOf(schema as never) !== undefined || (of.items !== undefined && isClassed(of.items))
}

/** The same value without what may not be logged; deeper than four levels it is cut off. */
export function redacted(value: unknown, names: ReadonlySet<string>, depth = 0): unknown {
  if (typeof value === 'string') return scrubbed(value.slice(0, TEXT_MAX))
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Error) return faultLine(value)
  if (value instanceof Date) return value.toISOString()
  if (depth > DEPTH_MAX) return '[deeper]'
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) {
    return value.slice(0, ITEMS_MAX).map((item) => redacted(item, names, depth + 1))
  }
  const out: Record<string, unknown> = {}
  for (const [name, inner] of Object.entries(value)) {
    out[name] = names.has(name) ? CENSORED : redacted(inner, names, depth + 1)
  }
  return out
}

/** An engine's error quotes rows and parameters: only kind, code, sentence and stack are told. */
function faultLine(fault: Error): object {
  const { code } = fault as { code?: unknown }
  const cause = fault.cause instanceof Error ? { cause: faultLine(fault.cause) } : {}
  const stack = scrubbed((fault.stack ?? '').slice(0, TEXT_MAX))
  return { type: fault.name, code, message: scrubbed(fault.message), stack, ...cause }
}

const PHONE = /(?<![\dA-Za-z-])(?:\+?91)?[6-9]\d{9}(?![\dA-Za-z-])/g
const PAN = /(?<![\dA-Za-z])[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z](?![\dA-Za-z])/g
const EMAIL = /[^\s@"'<>]{1,64}@[^\s@"'<>]{1,190}\.[a-z]{2,}/gi
const BEARER = /Bearer\s+[\w.~+/=-]+/gi

/** Personal values by their look, for text that nobody classed. */
export const scrubbed = (text: string): string =>
  text
    .replace(PHONE, '[phone]')
    .replace(PAN, '[pan]')
    .replace(EMAIL, '[email]')
    .replace(BEARER, 'Bearer [token]')
