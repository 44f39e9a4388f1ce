/**
 * What was walked of each chart, as `coverage.json` keeps it for the console: an edge with live
 * traffic and no walk shows red there (DESIGN §6).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { movesIn } from './crowd.ts'
import { pairOf, walkedOf } from './edges.ts'
import type { Reach } from './reach.ts'
import type { Town } from './town.ts'

export type Coverage = {
  readonly machine: string
  readonly edges: { readonly covered: number; readonly total: number }
  readonly pairs: { readonly covered: number; readonly total: number }
  /** By from, trigger and to, as `…-moved` tells them. */
  readonly walked: readonly string[]
  readonly unreachable: readonly { readonly pair: string; readonly because: string }[]
  readonly missing: readonly string[]
}

const FILE = new URL('./coverage.json', import.meta.url)

export function coverageOf(town: Pick<Town, 'facts'>, machine: string, reach: Reach): Coverage {
  const walks = [...movesIn(town, `${machine}-moved`).values()].map((moves) =>
    walkedOf(reach.edges, moves),
  )
  const edges = new Set(walks.flat().map(({ id }) => id))
  const pairs = new Set(
    walks.flatMap((walk) =>
      walk.slice(1).map((edge, i) => pairOf(walk[i] as typeof edge, edge).id),
    ),
  )
  const wrong = reach.cut.filter(({ id }) => pairs.has(id))
  if (wrong.length > 0) {
    throw new Error(`listed as unreachable, yet walked:\n${wrong.map(({ id }) => id).join('\n')}`)
  }
  const open = reach.edges.filter((edge) => !reach.cutEdges.includes(edge))
  const covered = open.filter(({ id }) => edges.has(id))
  return {
    machine,
    edges: { covered: covered.length, total: open.length },
    pairs: {
      covered: reach.pairs.filter(({ id }) => pairs.has(id)).length,
      total: reach.pairs.length,
    },
    walked: covered.map(({ id }) => id),
    unreachable: reach.cut.map(({ id, because }) => ({ pair: id, because })),
    missing: [
      ...open.filter(({ id }) => !edges.has(id)).map(({ id }) => id),
      ...reach.pairs.filter(({ id }) => !pairs.has(id)).map(({ id }) => id),
    ],
  }
}

export function inWords({ machine, edges, pairs, unreachable }: Coverage): string {
  const share = (of: Coverage['edges']): string => `${of.covered}/${of.total}`
  const walked = `${share(edges)} transitions, ${share(pairs)} pairs`
  return `${machine}: ${walked} walked; ${unreachable.length} pairs nobody can walk`
}

/** The file as it should stand; written when asked to by UPDATE=1. */
export function kept(coverage: readonly Coverage[]): { stands: string; should: string } {
  const should = `${JSON.stringify(coverage.map(withoutMissing), null, 2)}\n`
  if (process.env['UPDATE']) writeFileSync(FILE, should)
  return { stands: readFileSync(FILE, 'utf8'), should }
}

const withoutMissing = (coverage: Coverage): Partial<Coverage> => {
  const { machine, edges, pairs, walked, unreachable } = coverage
  return { machine, edges, pairs, walked, unreachable }
}
