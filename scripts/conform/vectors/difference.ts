/** The first place in which what was found is not what was expected. */

/** Every expected field must be equal; what is found beyond them, and notes, are not asserted. */
export function differenceOf(expected: unknown, found: unknown, path = ''): string | undefined {
  if (Array.isArray(expected)) return ofLists(expected, found, path)
  if (typeof expected !== 'object' || expected === null) {
    if (Object.is(expected, found)) return undefined
    return `${path || 'it'} is ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`
  }
  if (typeof found !== 'object' || found === null) {
    return `${path || 'it'} is ${JSON.stringify(found)}, expected an object`
  }
  for (const [field, value] of Object.entries(expected)) {
    if (field === 'note') continue
    const inner = (found as { readonly [field: string]: unknown })[field]
    const why = differenceOf(value, inner, path ? `${path}.${field}` : field)
    if (why !== undefined) return why
  }
  return undefined
}

function ofLists(expected: readonly unknown[], found: unknown, path: string): string | undefined {
  if (!Array.isArray(found) || found.length !== expected.length) {
    const many = Array.isArray(found) ? found.length : 'no'
    return `${path || 'it'} has ${many} entries, expected ${expected.length}`
  }
  for (const [i, value] of expected.entries()) {
    const why = differenceOf(value, found[i], `${path}[${i}]`)
    if (why !== undefined) return why
  }
  return undefined
}
