/** The owner's connections as the log uses them: platform's own tables, seen whole. */
import type { Sql, TransactionSql } from 'postgres'

// oxlint-disable-next-line no-explicit-any -- whatever types the opener taught the driver
export type OwnerSql = Sql<any> | TransactionSql<any>

/**
 * An array as Postgres's own literal, bound as text: the driver then needs to know no array types.
 */
export const textArray = (values: readonly (string | number)[]): string =>
  `{${values
    .map((v) => (typeof v === 'number' ? v : `"${v.replace(/["\\]/g, (c) => `\\${c}`)}"`))
    .join(',')}}`
