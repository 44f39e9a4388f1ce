/** What of a chart nobody can walk, and why; a line that names nothing of it is a mistake. */
import { readFileSync } from 'node:fs'
import { pairsOf, type Edge, type Pair } from './edges.ts'

export type Line = { readonly first: string; readonly second: string; readonly because: string }

const listed = JSON.parse(readFileSync(new URL('./unreachable.json', import.meta.url), 'utf8')) as {
  readonly [machine: string]: readonly Line[]
}

export type Reach = {
  readonly edges: readonly Edge[]
  readonly pairs: readonly Pair[]
  readonly cut: readonly (Pair & { readonly because: string })[]
  /** Edges into which no reachable pair leads. */
  readonly cutEdges: readonly Edge[]
}

export function reachOf(machine: string, edges: readonly Edge[]): Reach {
  const lines = listed[machine] ?? []
  const all = pairsOf(edges)
  const lineOf = ({ first, second }: Pair): Line | undefined =>
    lines.find((line) => fits(line.first, first) && fits(line.second, second))
  const cut = all.flatMap((pair) => {
    const line = lineOf(pair)
    return line ? [{ ...pair, because: line.because }] : []
  })
  const pairs = all.filter((pair) => !lineOf(pair))
  const into = new Set(pairs.map(({ second }) => second.id))
  const cutEdges = edges.filter(({ id, from }) => from !== '' && !into.has(id))
  const idle = lines.filter((line) => !cut.some((pair) => lineOf(pair) === line))
  for (const { first, second } of idle)
    throw new Error(`no pair of ${machine}: ${first} ⟶ ${second}`)
  return { edges, pairs, cut, cutEdges }
}

const fits = (pattern: string, { id }: Edge): boolean => pattern === '*' || pattern === id
