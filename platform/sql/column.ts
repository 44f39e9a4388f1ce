/**
 * Values of many rows as one parameter a column: a line each, split by the database, which is
 * several times cheaper than an array's literal. An empty line is null.
 */
export const column = (values: Iterable<string | number | null | undefined>): string =>
  [...values].map(lineOf).join('\n')

function lineOf(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  const line = String(value)
  if (line.includes('\n')) throw new TypeError('a value of a column holds a line break')
  return line
}
