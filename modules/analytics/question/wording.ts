/** A question without its values: by this, askings of one question are counted together. */

/** Comments go, blanks are one, text and figures become `?`; lists of them become one. */
export function wordingOf(sql: string): string {
  return sql
    .replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replaceAll(/'(?:[^']|'')*'/g, '?')
    .replaceAll(/\b\d+(?:\.\d+)?\b/g, '?')
    .replaceAll(/\?(?:\s*,\s*\?)+/g, '?')
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s;]+$/, '')
    .trim()
    .toLowerCase()
}

export type Limits = { readonly rows: number; readonly seconds: number; readonly atOnce: number }

/** The most a person may ask of the house, by the widest of their roles. */
export function limitsFor(roles: readonly string[]): Limits {
  if (roles.includes('risk') || roles.includes('admin')) {
    return { rows: 10_000, seconds: 30, atOnce: 2 }
  }
  if (roles.includes('finance') || roles.includes('credit')) {
    return { rows: 5000, seconds: 15, atOnce: 2 }
  }
  return { rows: 1000, seconds: 8, atOnce: 1 }
}

/** Which figure in a row is drawn against which: the first text or date, then the figures. */
export const isValue = (value: unknown): value is null | boolean | number | string =>
  value === null || ['boolean', 'number', 'string'].includes(typeof value)
