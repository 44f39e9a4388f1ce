/** Rows as a file for a spreadsheet. */

/** A cell that a spreadsheet would run as a formula is told apart by a quote before it. */
const cellOf = (value: unknown): string => {
  const text = value === null || value === undefined ? '' : plain(value)
  const safe = typeof value === 'string' && /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const plain = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value)

export const csvOf = (head: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  [head, ...rows].map((row) => row.map(cellOf).join(',')).join('\r\n')

export const csvHref = (text: string): string =>
  `data:text/csv;charset=utf-8,${encodeURIComponent(text)}`
