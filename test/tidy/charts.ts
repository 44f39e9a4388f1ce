/**
 * A chart names its effects by string; each is mapped where the chart meets the world (DESIGN §16).
 */
import type { CallExpression, Node, ObjectExpression } from 'oxc-parser'
import { callsOf } from './asks.ts'
import { keysOf, valueOf } from './faces.ts'
import { nameOf, walk, type House, type Source } from './house.ts'
import { isTest, moduleAt, resolved, type Fault, type Rule } from './rule.ts'

const chart = `
  export const loanMachine = setup({ actions: { note: assign({}) } }).createMachine({
    states: { a: { entry: ['note', 'pullReport'], on: { go: { actions: 'tellBorrower' } } } },
  })`

export const charts: Rule = {
  says: 'Every effect a chart names is mapped in its journey, and every chart has a journey.',
  check: (house) => house.sources.filter(isChart).flatMap((source) => chartFaults(house, source)),
  bad: [
    { tree: { 'modules/lending/loan.machine.ts': chart }, finds: 'no journey runs' },
    {
      tree: {
        'modules/lending/loan.machine.ts': chart,
        'modules/lending/journeys.ts': `
          import { loanMachine } from './loan.machine.ts'
          export const journeys = [journey(loanMachine, { effects: { pullReport: f } })]`,
      },
      finds: 'tellBorrower is not mapped',
    },
    {
      tree: {
        'modules/lending/loan.machine.ts': chart,
        'modules/lending/journeys.ts': `
          import { loanMachine } from './loan.machine.ts'
          journey(loanMachine, { effects: { pullReport: f, tellBorrower: g, sing: h } })`,
      },
      finds: 'no chart names sing',
    },
  ],
  good: [
    {
      'modules/lending/loan.machine.ts': `
        import { asking } from './asking.ts'
        export const loanMachine = chart.createMachine({ states: { ...asking } })`,
      'modules/lending/asking.ts':
        "export const asking = { pan: chart.createStateConfig({ entry: 'checkPan' }) }",
      'modules/lending/journeys.ts': `
        import { loanMachine } from './loan.machine.ts'
        journey(loanMachine, { effects: { checkPan: f } })`,
    },
    {
      'modules/lending/loan.machine.ts': chart,
      'modules/lending/journeys.ts': `
        import { loanMachine } from './loan.machine.ts'
        const effects = { pullReport: f, tellBorrower: g }
        journey(loanMachine, { effects })`,
    },
  ],
}

const isChart = ({ path }: Source): boolean =>
  /^modules\/.+\.machine\.ts$/.test(path) && !isTest(path)

function chartFaults(house: House, source: Source): Fault[] {
  const { named, placeOf } = effectsOf(partsOf(house, source))
  if (named.size === 0) return []
  const bound = bindingsOf(house, source)
  const { path } = source
  if (bound.length === 0) return [{ path, line: 1, says: 'no journey runs this chart' }]
  return bound.flatMap(({ mapped, at, atLine }) => {
    if (!mapped) return [{ path: at, line: atLine, says: 'effects are written out in the journey' }]
    const missing = [...named].filter((name) => !mapped.includes(name))
    const unknown = mapped.filter((name) => !named.has(name))
    return [
      ...missing.map((name) => ({ ...placeOf(name), says: `the effect ${name} is not mapped` })),
      ...unknown.map((name) => ({ path: at, line: atLine, says: `no chart names ${name}` })),
    ]
  })
}

/** The chart's file and those of its own module it is put together from. */
function partsOf(house: House, chartSource: Source): Source[] {
  const parts = new Map([[chartSource.path, chartSource]])
  for (const part of parts.values()) {
    for (const { from, typeOnly } of part.imports) {
      const next = from.startsWith('.') && !typeOnly && house.at(resolved(part.path, from))
      if (next) parts.set(next.path, next)
    }
  }
  return [...parts.values()]
}

type Place = { readonly path: string; readonly line: number }

/** The effect names of a chart: its action names less those `setup` implements itself. */
function effectsOf(parts: readonly Source[]): {
  named: ReadonlySet<string>
  placeOf: (name: string) => Place
} {
  const places = new Map<string, Place>()
  const setups = parts.flatMap((part) => callsOf(part, /(^|\.)setup$/))
  const pure = new Set(setups.flatMap(implemented))
  for (const part of parts) {
    walk(part.program!, (node, above) => {
      if (node.type !== 'Property') return
      if (!/^(entry|exit|actions)$/.test(nameOf(node.key as Node))) return
      if (above.some((one) => setups.includes(one as CallExpression)) && !inMachine(above)) return
      for (const name of actionNames(node.value)) {
        places.set(name, { path: part.path, line: part.lineOf(node.start) })
      }
    })
  }
  const named = new Set([...places.keys()].filter((name) => !pure.has(name)))
  return { named, placeOf: (name) => places.get(name) ?? { path: parts[0]?.path ?? '', line: 1 } }
}

/** Inside `createMachine({…})`, not inside `setup({…})`'s own argument. */
const inMachine = (above: readonly Node[]): boolean =>
  above.some(
    (one, i) =>
      one.type === 'CallExpression' &&
      one.callee.type === 'MemberExpression' &&
      nameOf(one.callee.property) === 'createMachine' &&
      above[i + 1] !== one.callee,
  )

function implemented(setup: CallExpression): string[] {
  const [config] = setup.arguments
  const actions = config?.type === 'ObjectExpression' ? valueOf(config, 'actions') : undefined
  return actions?.type === 'ObjectExpression' ? keysOf(actions) : []
}

function actionNames(node: Node | null): string[] {
  if (node?.type === 'ArrayExpression') {
    return node.elements.flatMap((one) => actionNames(one as Node))
  }
  if (node?.type === 'ObjectExpression') return [nameOf(valueOf(node, 'type'))].filter(Boolean)
  return node?.type === 'Literal' ? [nameOf(node)].filter(Boolean) : []
}

type Binding = { mapped: readonly string[] | undefined; at: string; atLine: number }

/** Where `journey(theMachine, { effects })` binds the chart of this file. */
function bindingsOf(house: House, chartSource: Source): Binding[] {
  const module = moduleAt(chartSource.path)
  return house.sources.flatMap((source) => {
    if (moduleAt(source.path) !== module || isTest(source.path)) return []
    const locals = source.imports
      .filter(({ from }) => resolved(source.path, from) === chartSource.path)
      .flatMap(({ names }) => names.map(({ local }) => local))
    return callsOf(source, /^journey$/).flatMap((call) => {
      const [machine, spec] = call.arguments
      if (!locals.includes(nameOf(machine as Node)) || spec?.type !== 'ObjectExpression') return []
      const effects = objectOf(source, valueOf(spec, 'effects'))
      const mapped = effects && keysOf(effects)
      return [{ mapped, at: source.path, atLine: source.lineOf(call.start) }]
    })
  })
}

/** An object written in place, or a constant of the same file. */
function objectOf(source: Source, node: Node | undefined): ObjectExpression | undefined {
  if (node?.type === 'ObjectExpression') return node
  const name = nameOf(node)
  let found: ObjectExpression | undefined
  if (!name) return undefined
  walk(source.program!, (one) => {
    if (one.type !== 'VariableDeclarator' || nameOf(one.id as Node) !== name) return
    const init = one.init?.type === 'TSSatisfiesExpression' ? one.init.expression : one.init
    if (init?.type === 'ObjectExpression') found = init
  })
  return found
}
