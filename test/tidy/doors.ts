/** A module or port is entered by its face: no relative import leaves it, no alias goes deeper. */
import { moduleAt, portAt, resolved, isTest, type Fault, type Rule } from './rule.ts'
import type { Source } from './house.ts'

export const doors: Rule = {
  says: 'A relative import stays inside its own module or port; an alias names a face.',
  check: (house) => house.sources.flatMap(faultsOf),
  bad: [
    {
      tree: { 'modules/kyc/commands.ts': "import { x } from '../lending/store.ts'" },
      finds: 'leaves modules/kyc',
    },
    {
      tree: { 'modules/kyc/pan.test.ts': "import { x } from '../lending/loan/loan.ts'" },
      finds: 'leaves modules/kyc',
    },
    {
      tree: { 'platform/log/relay.ts': "import { x } from '../sql/database.ts'" },
      finds: 'leaves platform/log',
    },
    {
      tree: { 'kernel/money.ts': "import { x } from '../modules/kyc/pan.ts'" },
      finds: 'leaves kernel',
    },
    {
      tree: { 'modules/kyc/commands.ts': "import { x } from '#modules/lending/store'" },
      finds: 'is not a face',
    },
    { tree: { 'kernel/money.ts': "import { x } from './rates'" }, finds: 'ends in its extension' },
  ],
  good: [
    { 'modules/lending/loan/loan.ts': "import { x } from '../schedule/schedule.ts'" },
    { 'modules/kyc/pan.db.test.ts': "import { x } from '../../sandbox/server.ts'" },
    { 'platform/runtime/start.ts': "import { openLog } from '../log/segments.ts'" },
  ],
}

function faultsOf(source: Source): Fault[] {
  return source.imports.flatMap(({ from, line }) => {
    const says = problemOf(source.path, from)
    return says ? [{ path: source.path, line, says }] : []
  })
}

function problemOf(path: string, from: string): string | undefined {
  if (/^#(modules|platform)\/[^/]+\//.test(from)) return `${from} is not a face`
  if (!from.startsWith('.')) return undefined
  const bare = from.split('?')[0] ?? from
  if (!/\.(ts|tsx|mjs|json|css|svg|png|woff2)$/.test(bare)) {
    return `${from}: a relative import ends in its extension`
  }
  const home = homeOf(path)
  if (home === undefined || resolved(path, from).startsWith(`${home}/`)) return undefined
  return mayLookInto(path, resolved(path, from)) ? undefined : `${from} leaves ${home}`
}

/** Ports speak the runtime's words; the runtime alone opens adapters; tests open what they need. */
function mayLookInto(path: string, reached: string): boolean {
  if (isTest(path)) return /^(platform|sandbox|test)\//.test(reached)
  if (portAt(path) === 'runtime') return /^platform\//.test(reached)
  return portAt(path) !== undefined && reached.startsWith('platform/runtime/')
}

/** The folder a relative import may not leave. */
function homeOf(path: string): string | undefined {
  if (moduleAt(path)) return `modules/${moduleAt(path)}`
  if (portAt(path)) return `platform/${portAt(path)}`
  if (path.startsWith('kernel/')) return 'kernel'
  if (path.startsWith('web/')) return 'web'
  return path.startsWith('sandbox/') ? 'sandbox' : undefined
}
