/** Tables of two runs compared up to what chance and the moment gave: ids, instants, hashes. */
export type Tables = { readonly [table: string]: readonly string[] }

/** What only watches the others, in whatever order it hears of them. */
const WATCHERS = /^(monitor|analytics)\./

/** Sentences on where they differ; none when they are alike. */
export function differences(one: Tables, other: Tables): string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return names
    .filter((name) => !WATCHERS.test(name))
    .flatMap((name) => {
      const [mine, theirs] = [likenessOf(one[name]), likenessOf(other[name])]
      const onlyMine = without(mine, theirs).map((row) => `${name}: only in one: ${row}`)
      const onlyTheirs = without(theirs, mine).map((row) => `${name}: only in the other: ${row}`)
      return [...onlyMine, ...onlyTheirs]
    })
}

const likenessOf = (rows: readonly string[] = []): string[] => rows.map(masked)

/** A row without what is drawn anew in every run; amounts, dates, states and words stay. */
const masked = (row: string): string =>
  row
    .replaceAll(/\b([a-z]{2,12})_[0-9a-f]{8}-[0-9a-f-]{27}/g, '$1_…')
    .replaceAll(/\b([a-z]{2,12})_[0-9a-z]{10,}\b/g, '$1_…') // A vendor's own reference.
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)/g, 'instant')
    .replaceAll(/[0-9a-f]{16,}/g, 'hash')
    .replaceAll(/"[A-Za-z0-9_-]{22}(?=["/])/g, '"keyed') // A hash of ids under a key drawn anew.
    .replaceAll(/[A-Za-z0-9+/_-]{40,}={0,2}/g, 'sealed')
    .replaceAll(/"bytes":\s?\d+/g, '"bytes":…') // A PDF holds ids, and they compress by chance.

/** Rows of `these` that `those` lack; equal rows are counted. */
function without(these: readonly string[], those: readonly string[]): string[] {
  const left = [...those]
  return these.filter((row) => {
    const at = left.indexOf(row)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
