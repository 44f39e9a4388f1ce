/** Time, chance and the environment come in as data, from `platform/runtime` alone (STYLE §6.4). */
import type { Node } from 'oxc-parser'
import { nameOf, pathOf, walk, type Source } from './house.ts'
import { isOutside, moduleAt, portAt, type Fault, type Rule } from './rule.ts'

const reads = new RegExp(
  [
    '^(globalThis\\.)?(Date|performance)\\.now$',
    '^Math\\.random$',
    '^process\\.(env|hrtime)$',
    '^(globalThis\\.)?crypto\\.(randomUUID|getRandomValues|randomBytes|randomInt)$',
    '^import\\.meta\\.env$',
  ].join('|'),
)
const chance = /^(randomUUID|randomBytes|randomInt|randomFillSync|randomFill|getRandomValues)$/

export const clocks: Rule = {
  says: 'Only platform/runtime reads clocks, the environment and chance.',
  check: (house) => house.sources.flatMap(faultsOf),
  bad: [
    { tree: { 'modules/kyc/check.ts': 'export const at = () => Date.now()' }, finds: 'Date.now' },
    { tree: { 'kernel/dates.ts': 'export const at = () => new Date()' }, finds: 'new Date()' },
    {
      tree: { 'platform/sql/pool.ts': 'export const u = process.env.DATABASE_URL' },
      finds: 'process.env',
    },
    { tree: { 'modules/kyc/check.ts': 'export const x = Math.random()' }, finds: 'Math.random' },
    {
      tree: { 'modules/kyc/engines/seal.ts': "import { randomBytes } from 'node:crypto'" },
      finds: 'randomBytes',
    },
    {
      tree: { 'modules/kyc/commands.ts': 'setInterval(() => poll(), 1000)' },
      finds: 'no background magic',
    },
  ],
  good: [
    { 'kernel/dates.ts': 'export const at = (ms: number) => new Date(ms)' },
    { 'platform/runtime/clock.ts': 'export const at = () => Date.now()' },
    { 'sandbox/draw.ts': 'export const at = () => Date.now()' },
  ],
}

/** A browser has no runtime of ours: the phone's own clock is its own to read. */
const isFree = (path: string): boolean =>
  isOutside(path) || portAt(path) === 'runtime' || /\.mjs$/.test(path) || path.startsWith('web/')

function faultsOf(source: Source): Fault[] {
  const { path, program } = source
  if (!program || isFree(path)) return []
  const found: Fault[] = []
  walk(program, (node) => {
    const says = problemOf(path, node)
    if (says) found.push({ path, line: source.lineOf(node.start), says })
  })
  return found
}

function problemOf(path: string, node: Node): string | undefined {
  if (node.type === 'MemberExpression' && reads.test(pathOf(node))) {
    return `${pathOf(node)}: take it as an argument, platform/runtime reads it`
  }
  if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && !node.arguments.length) {
    return 'new Date(): take the instant as an argument, platform/runtime reads the clock'
  }
  if (node.type === 'ImportSpecifier' && chance.test(nameOf(node.imported))) {
    return `${nameOf(node.imported)}: take chance as an argument, platform/runtime draws it`
  }
  if (node.type === 'CallExpression' && moduleAt(path)) {
    const callee = nameOf(node.callee)
    if (/^set(Interval|Timeout|Immediate)$/.test(callee)) {
      return `${callee}: no background magic in a module; set a timer by tx.at`
    }
  }
  return undefined
}
