/** DuckDB's values as plain ones: what may travel to a page as JSON. */
import {
  DuckDBDateValue,
  DuckDBListValue,
  DuckDBArrayValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api'
import type { OlapValue } from './index.ts'

export const typeName = (type: DuckDBType): string => type.toString()

export function valueOf(value: DuckDBValue): OlapValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : value.toString()
  }
  if (value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimestampValue) {
    return isoOf(value.micros) ?? value.toString()
  }
  if (value instanceof DuckDBDateValue) return value.toString()
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    return value.items.map(valueOf)
  }
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(
      Object.entries(value.entries).map(([name, inner]) => [name, valueOf(inner)]),
    )
  }
  if (value instanceof DuckDBMapValue) {
    return Object.fromEntries(
      value.entries.map(({ key, value: inner }) => [String(valueOf(key)), valueOf(inner)]),
    )
  }
  return (value as object).toString()
}

const YEAR_10000_MS = 253_402_300_800_000

/** To the millisecond; undefined for an infinity. */
function isoOf(micros: bigint): string | undefined {
  const ms = Number(micros / 1000n)
  return Math.abs(ms) < YEAR_10000_MS ? new Date(ms).toISOString() : undefined
}
