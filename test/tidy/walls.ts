/** The walls of STYLE §4: what each kind of file may import. */
import type { Import, House, Source } from './house.ts'
import { baseName, isTest, moduleAt, portAt, resolved, type Fault, type Rule } from './rule.ts'

/** What one import reaches, from the file it stands in. */
type Reach = {
  readonly by: Source
  readonly it: Import
  readonly kind: 'kernel' | 'contract' | 'platform' | 'web' | 'test' | 'own' | 'node' | 'library'
  /** The module, port, own path, `node:` name or package reached. */
  readonly name: string
}

const pure = new Set(['typebox', 'decimal.js', 'xstate'])

/** One row of the table: the file it is about, and what it lets through. */
type Wall = {
  readonly who: string
  is(path: string): boolean
  lets(reach: Reach): boolean
}

const ownIsNoun = ({ name }: Reach): boolean =>
  !/\/(commands|queries|reactions|routes|journeys|effects|store|module)\.ts$/.test(name) &&
  !/\/(engines|providers|channels)\//.test(name)
const ownTypes = ({ it, name }: Reach): boolean => it.typeOnly || baseName(name) === 'contract.ts'
const inModule = (path: string): boolean => moduleAt(path) !== undefined
const named = (names: RegExp) => (path: string) => inModule(path) && names.test(path)
const shells = /\/(commands|queries|reactions|routes|journeys|effects)\.ts$/

/** In order: the first row that knows the file decides. */
const table: readonly Wall[] = [
  {
    who: 'kernel',
    is: (path) => path.startsWith('kernel/'),
    lets: ({ kind, name }) =>
      kind === 'kernel' || (kind === 'library' && /^(typebox|decimal\.js)$/.test(name)),
  },
  {
    who: 'a shell (commands, queries, reactions, routes, journeys, effects)',
    is: named(shells),
    lets: ({ kind }) => /^(kernel|contract|platform|own)$/.test(kind),
  },
  {
    who: 'store.ts',
    is: named(/\/store\.ts$/),
    lets: (reach) =>
      reach.kind === 'kernel' ||
      (reach.kind === 'own' && ownTypes(reach)) ||
      (reach.kind === 'platform' && reach.name === 'sql'),
  },
  {
    who: 'an engine',
    is: named(/\/engines\//),
    lets: (reach) =>
      /^(kernel|node|library)$/.test(reach.kind) ||
      (reach.kind === 'own' && (ownTypes(reach) || reach.name.includes('/engines/'))) ||
      (reach.kind === 'platform' && reach.name === 'objects'),
  },
  {
    who: 'a provider or channel',
    is: named(/\/(providers|channels)\//),
    lets: (reach) =>
      /^(kernel|library)$/.test(reach.kind) ||
      (reach.kind === 'node' && reach.name === 'node:crypto') ||
      (reach.kind === 'own' && (ownTypes(reach) || /\/(providers|channels)\//.test(reach.name))) ||
      (reach.kind === 'contract' && reach.it.typeOnly) ||
      // `effect` and `TryLater` are the queue's words for talking to a provider.
      (reach.kind === 'platform' && /^(http|queue)$/.test(reach.name)),
  },
  {
    who: 'module.ts',
    is: named(/^modules\/[^/]+\/module\.ts$/),
    lets: ({ kind, name, it }) =>
      kind === 'own' || (kind === 'platform' && (it.typeOnly || name === 'timers')),
  },
  {
    who: 'a contract or noun',
    is: inModule,
    lets: (reach) =>
      reach.kind === 'kernel' ||
      (reach.kind === 'own' && ownIsNoun(reach)) ||
      (reach.kind === 'library' && pure.has(reach.name)),
  },
  {
    who: 'main.ts',
    is: (path) => path === 'main.ts',
    lets: ({ kind, name }) =>
      /^(node|library)$/.test(kind) ||
      (kind === 'platform' && name === 'runtime') ||
      (kind === 'own' && /^(modules\/[^/]+\/module\.ts|scripts\/|platform\/runtime\/)/.test(name)),
  },
  {
    who: 'web',
    is: (path) => path.startsWith('web/'),
    lets: ({ by, kind }) =>
      /^(kernel|contract|web|own|library)$/.test(kind) ||
      (kind === 'node' && baseName(by.path) === 'vite.config.ts'),
  },
  {
    who: 'platform',
    is: (path) => portAt(path) !== undefined,
    lets: ({ kind, it }) =>
      /^(kernel|platform|own|node|library)$/.test(kind) || (kind === 'contract' && it.typeOnly),
  },
  {
    who: 'sandbox',
    is: (path) => path.startsWith('sandbox/'),
    lets: ({ kind, it, name }) =>
      /^(kernel|own|node|library)$/.test(kind) ||
      (kind === 'contract' && it.typeOnly) ||
      (kind === 'web' && name.startsWith('uplink/')),
  },
]

export const walls: Rule = {
  says: 'Each kind of file imports only what its wall lets through (STYLE §4).',
  check: (house: House) => house.sources.flatMap(faultsOf),
  bad: [
    bad('kernel/money.ts', "import { fold } from 'xstate'", 'kernel'),
    bad('modules/kyc/check.ts', "import type { Tx } from '#platform/sql'", 'contract or noun'),
    bad('modules/kyc/contract.ts', "import { x } from '#modules/lending'", 'contract or noun'),
    bad('modules/kyc/check.ts', "import { save } from './store.ts'", 'contract or noun'),
    bad('modules/kyc/check.ts', "import { readFile } from 'node:fs'", 'contract or noun'),
    bad('modules/kyc/commands.ts', "import { fetch } from 'undici'", 'a shell'),
    bad('modules/kyc/store.ts', "import { on } from '#platform/log'", 'store.ts'),
    bad('modules/kyc/store.ts', "import { check } from './check.ts'", 'store.ts'),
    bad('modules/kyc/store.ts', "import { Loan } from '#modules/lending'", 'store.ts'),
    bad('modules/kyc/engines/zen.ts', "import { on } from '#platform/log'", 'an engine'),
    bad('modules/kyc/providers/pan.ts', "import { readFile } from 'node:fs'", 'a provider'),
    bad('modules/kyc/module.ts', "import { Loan } from '#modules/lending'", 'module.ts'),
    bad('main.ts', "import { on } from '#platform/log'", 'main.ts'),
    bad('web/console/page.tsx', "import { on } from '#platform/log'", 'web'),
    bad('platform/log/relay.ts', "import { PledgeMade } from '#modules/collections'", 'platform'),
    bad('sandbox/bank.ts', "import { sql } from '#platform/sql'", 'sandbox'),
    bad('modules/kyc/commands.ts', "import { specify } from '#test/specify'", 'only tests'),
  ],
  good: [
    {
      'modules/kyc/store.ts':
        "import type { Check } from './check.ts'\nimport type { Tx } from '#platform/sql'",
    },
    { 'modules/kyc/check.test.ts': "import { specify } from '#test/specify'" },
    {
      'modules/kyc/journeys.ts':
        "import { journey } from '#platform/journeys'\nimport { Paid } from '#modules/payments'",
    },
  ],
}

function bad(path: string, text: string, finds: string): Rule['bad'][number] {
  return { tree: { [path]: text }, finds }
}

function faultsOf(source: Source): Fault[] {
  if (isTest(source.path) || /^(test|bench|scripts)\//.test(source.path)) return []
  const wall = table.find((one) => one.is(source.path))
  return source.imports.flatMap((it) => {
    const reach = reachOf(source, it)
    if (reach.kind === 'test') return [fault(reach, 'only tests import #test')]
    if (!wall || wall.lets(reach)) return []
    const types = it.typeOnly ? '' : ' as a value'
    return [fault(reach, `${wall.who} may not import ${it.from}${types}`)]
  })
}

const fault = ({ by, it }: Reach, says: string): Fault => ({ path: by.path, line: it.line, says })

function reachOf(by: Source, it: Import): Reach {
  const [, alias, name = ''] = /^#(kernel|modules|platform|web|test)\/(.+)$/.exec(it.from) ?? []
  if (alias === 'modules') return { by, it, kind: 'contract', name }
  if (alias) return { by, it, kind: alias as Reach['kind'], name }
  if (it.from.startsWith('node:')) return { by, it, kind: 'node', name: it.from }
  if (!it.from.startsWith('.')) return { by, it, kind: 'library', name: packageOf(it.from) }
  const path = resolved(by.path, it.from)
  return { by, it, kind: by.path.startsWith('kernel/') ? 'kernel' : 'own', name: path }
}

const packageOf = (from: string): string =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/')
