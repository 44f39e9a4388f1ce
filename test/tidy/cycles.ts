/** Events fly anywhere; calls between modules form no cycle (STYLE §4). */
import type { House } from './house.ts'
import { foreignUses } from './faces.ts'
import { moduleAt, type Rule } from './rule.ts'

export type Edge = {
  readonly from: string
  readonly to: string
  readonly name: string
  readonly path: string
  readonly line: number
}

/** Each import of another face's command or query by a module's code. */
export const callEdges = (house: House): Edge[] =>
  foreignUses(house)
    .filter(({ of }) => of.kind === 'command' || of.kind === 'query')
    .map(({ source, line, of }) => {
      const from = moduleAt(source.path) ?? ''
      return { from, to: of.module, name: of.name, path: source.path, line }
    })

export const cycles: Rule = {
  says: 'Calls between modules form no cycle.',
  check(house) {
    const edges = callEdges(house)
    const way = cycleIn(edges)
    if (way.length === 0) return []
    const steps = way.map((edge) => `${edge.from} → ${edge.to} (${edge.name}, ${edge.path})`)
    const [first] = way
    return [
      { path: first?.path ?? '', line: first?.line ?? 1, says: `a cycle: ${steps.join(', ')}` },
    ]
  },
  bad: [
    {
      tree: {
        'modules/kyc/contract.ts': "export const check = command('kyc.check', {})",
        'modules/lending/contract.ts': "export const loanOf = query('lending.loan-of', {})",
        'modules/kyc/queries.ts': "import { loanOf } from '#modules/lending'",
        'modules/lending/commands.ts': "import { check } from '#modules/kyc'",
      },
      finds: 'a cycle: ',
    },
  ],
  good: [
    {
      'modules/kyc/contract.ts': "export const Checked = event('kyc.pan-checked', {})",
      'modules/lending/contract.ts': "export const loanOf = query('lending.loan-of', {})",
      'modules/kyc/queries.ts': "import { loanOf } from '#modules/lending'",
      'modules/lending/reactions.ts': "import { Checked } from '#modules/kyc'",
    },
  ],
}

/** The edges of one cycle, or none. */
function cycleIn(edges: readonly Edge[]): Edge[] {
  const done = new Set<string>()
  const search = (at: string, way: readonly Edge[]): Edge[] => {
    const met = way.findIndex((edge) => edge.from === at)
    if (met >= 0) return way.slice(met)
    if (done.has(at)) return []
    for (const edge of edges.filter((one) => one.from === at)) {
      const found = search(edge.to, [...way, edge])
      if (found.length > 0) return found
    }
    done.add(at)
    return []
  }
  for (const { from } of edges) {
    const found = search(from, [])
    if (found.length > 0) return found
  }
  return []
}
