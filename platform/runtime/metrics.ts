/**
 * Counters and log2 histograms of this process, told as Prometheus text.
 *
 * A port asks once for `counter(name, labels)` and keeps it: adding is one addition, observing a
 * `clz32` and three (about 3 ns), so the hot paths can count everything.
 */

export type Labels = { readonly [label: string]: string }
export type Counter = { add(n?: number): void; value(): number }
/** Values are in the unit the name carries (`…_ms`), to 1/1024 of it; the last bucket is open. */
export type Histogram = {
  observe(value: number): void
  count(): number
  /** The upper bound of the bucket up to which that share of the values lies; 0 without any. */
  quantile(share: number): number
}
export type Metrics = {
  counter(name: string, labels?: Labels): Counter
  histogram(name: string, labels?: Labels): Histogram
  /** Read when told: a length, an age, a size. */
  gauge(name: string, read: () => number, labels?: Labels): void
  text(): string
}

const SCALE = 1024
const BUCKETS = 33 // 2^-10 … 2^21 of the unit (for ms: about 1 µs to 35 minutes), and beyond.
/** Distinct label sets of all names together: beyond it, new ones share one `other`. */
const SERIES_MAX = 10_000

type Kept = { kind: 'counter' | 'histogram' | 'gauge'; series: Map<string, () => string[]> }
type Series = Counter | Histogram

export function openMetrics(): Metrics {
  const names = new Map<string, Kept>()
  const made = new Map<string, Series>()
  const keep = (kind: Kept['kind'], name: string, key: string, lines: () => string[]) => {
    const kept = names.get(name) ?? { kind, series: new Map() }
    if (kept.kind !== kind) throw new Error(`metrics: ${name} is a ${kept.kind}, not a ${kind}`)
    names.set(name, kept)
    kept.series.set(key, lines)
  }
  const once = <S extends Series>(
    kind: Kept['kind'],
    name: string,
    labels: Labels,
    make: Make<S>,
  ) => {
    const known = made.get(`${name}${written(labels)}`)
    if (known !== undefined) return known as S
    const key = made.size < SERIES_MAX ? written(labels) : '{series="other"}'
    const again = made.get(`${name}${key}`)
    if (again !== undefined) return again as S
    const [series, lines] = make(name, key)
    keep(kind, name, key, lines)
    made.set(`${name}${key}`, series)
    return series
  }
  return {
    counter: (name, labels = {}) => once('counter', name, labels, newCounter),
    histogram: (name, labels = {}) => once('histogram', name, labels, newHistogram),
    gauge: (name, read, labels = {}) => {
      const key = written(labels)
      keep('gauge', name, key, () => [`${name}${key} ${read()}`])
    },
    text: () => told(names),
  }
}

type Make<S> = (name: string, key: string) => [S, () => string[]]

const newCounter: Make<Counter> = (name, key) => {
  let sum = 0
  const counter = { add: (n = 1) => void (sum += n), value: () => sum }
  return [counter, () => [`${name}${key} ${sum}`]]
}

const newHistogram: Make<Histogram> = (name, key) => {
  const counts = new Float64Array(BUCKETS)
  let [sum, count] = [0, 0]
  const histogram: Histogram = {
    observe: (value) => {
      const scaled = value * SCALE
      const bucket = scaled >= 2 ** 32 ? BUCKETS - 1 : 32 - Math.clz32(scaled > 0 ? scaled : 0)
      counts[bucket] = (counts[bucket] ?? 0) + 1
      sum += value
      count += 1
    },
    count: () => count,
    quantile: (share) => {
      let passed = 0
      if (count === 0) return 0
      for (let i = 0; i < BUCKETS; i++) {
        passed += counts[i] ?? 0
        if (passed >= share * count) return boundOf(i)
      }
      return boundOf(BUCKETS - 1)
    },
  }
  const lines = () => {
    const out: string[] = []
    let passed = 0
    counts.forEach((n, i) => {
      passed += n
      if (n > 0 && i < BUCKETS - 1) out.push(`${name}_bucket${withLe(key, boundOf(i))} ${passed}`)
    })
    out.push(`${name}_bucket${withLe(key, '+Inf')} ${count}`)
    return [...out, `${name}_sum${key} ${sum}`, `${name}_count${key} ${count}`]
  }
  return [histogram, lines]
}

const boundOf = (bucket: number): number => 2 ** bucket / SCALE

function told(names: Map<string, Kept>): string {
  const lines: string[] = []
  for (const [name, { kind, series }] of names) {
    lines.push(`# TYPE ${name} ${kind}`)
    for (const tell of series.values()) lines.push(...tell())
  }
  return `${lines.join('\n')}\n`
}

function written(labels: Labels): string {
  const pairs = Object.keys(labels)
    .sort()
    .map((name) => `${name}="${escaped(labels[name] ?? '')}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

const withLe = (key: string, le: number | string): string =>
  key === '' ? `{le="${le}"}` : `${key.slice(0, -1)},le="${le}"}`

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
