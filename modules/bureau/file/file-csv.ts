/** Records as the tabular file has them: a heading, then a line a loan. */
import { COLUMNS, type BureauRecord } from './record.ts'

export const fileCsv = (records: readonly BureauRecord[]): string =>
  [
    COLUMNS.map(quoted).join(','),
    ...records.map((record) => COLUMNS.map((column) => quoted(record[column])).join(',')),
    '',
  ].join('\r\n')

const quoted = (field: string): string =>
  /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
