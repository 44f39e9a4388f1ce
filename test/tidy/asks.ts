/** Who asks must hear a refusal, and a reaction is known by one name (DESIGN §4). */
import type { CallExpression } from 'oxc-parser'
import { foreignUses } from './faces.ts'
import { nameOf, pathOf, walk, type House, type Source } from './house.ts'
import { isTest, moduleAt, type Fault, type Rule } from './rule.ts'

const kycFace = `
  export const checkPan = command('kyc.check-pan', { refusals: ['unknown'] })
  export const AskRefused = askRefused('kyc')`

export const asks: Rule = {
  says: 'Who asks a command that may refuse reacts to its refusal; each reaction has its own name.',
  check: (house) => [...unheardFaults(house), ...reactionFaults(house)],
  bad: [
    {
      tree: {
        'modules/kyc/contract.ts': kycFace,
        'modules/lending/reactions.ts':
          "import { checkPan } from '#modules/kyc'\nasync (fact, tx) => tx.ask(checkPan, {})",
      },
      finds: 'nothing in lending reacts to kyc.ask-refused',
    },
    {
      tree: {
        'modules/kyc/reactions.ts':
          "export const reactions = [on(A, 'greet', f), on(B, 'greet', g)]",
      },
      finds: 'greet names two reactions',
    },
    { tree: { 'modules/kyc/reactions.ts': 'on(A, name, f)' }, finds: 'written out' },
  ],
  good: [
    {
      'modules/kyc/contract.ts': kycFace,
      'modules/lending/reactions.ts': `
        import { checkPan, AskRefused } from '#modules/kyc'
        on(AskRefused, 'hear-refusal', f)
        async (fact, tx) => tx.ask(checkPan, {})`,
    },
  ],
}

export type Ask = {
  from: string
  to: string
  name: string
  refuses: boolean
  path: string
  line: number
}

/** Every `tx.ask` of another module's command. */
export function asksIn(house: House): Ask[] {
  return foreignUses(house)
    .filter(({ of }) => of.kind === 'command')
    .flatMap(({ source, local, of }) =>
      callsOf(source, /(^|\.)ask$/)
        .filter((call) => nameOf(call.arguments[0] as never) === local)
        .map((call) => ({
          from: moduleAt(source.path) ?? '',
          to: of.module,
          name: of.name,
          refuses: of.refuses,
          path: source.path,
          line: source.lineOf(call.start),
        })),
    )
}

function unheardFaults(house: House): Fault[] {
  const heard = new Set(heardRefusals(house))
  return asksIn(house)
    .filter(({ from, to, refuses }) => refuses && !heard.has(`${from} hears ${to}`))
    .map(({ from, to, name, path, line }) => ({
      path,
      line,
      says: `${name} may refuse, and nothing in ${from} reacts to ${to}.ask-refused`,
    }))
}

/** `lending hears kyc` for each use of kyc's ask-refused in a reaction or journey of lending. */
function heardRefusals(house: House): string[] {
  const uses = foreignUses(house).filter(({ of }) => of.kind === 'ask-refused')
  return uses
    .filter(({ source, local }) =>
      callsOf(source, /^(on|onBatch|answers)$/).some((call) => {
        const [kinds] = call.arguments
        const list = kinds?.type === 'ArrayExpression' ? kinds.elements : [kinds]
        return list.some((one) => nameOf(one as never) === local)
      }),
    )
    .map(({ source, of }) => `${moduleAt(source.path)} hears ${of.module}`)
}

function reactionFaults(house: House): Fault[] {
  const seen = new Set<string>()
  return reactionsIn(house).flatMap(({ module, name, path, line }) => {
    if (!name) return [{ path, line, says: 'a reaction’s name is its position: written out' }]
    const group = `${module}.${name}`
    if (seen.has(group)) return [{ path, line, says: `${name} names two reactions of ${module}` }]
    seen.add(group)
    return []
  })
}

function reactionsIn(house: House): { module: string; name: string; path: string; line: number }[] {
  return house.sources.flatMap((source) => {
    const module = moduleAt(source.path)
    if (module === undefined || isTest(source.path)) return []
    return callsOf(source, /^(on|onBatch)$/).map((call) => ({
      module,
      name: call.arguments[1]?.type === 'Literal' ? nameOf(call.arguments[1]) : '',
      path: source.path,
      line: source.lineOf(call.start),
    }))
  })
}

/** Calls in a file whose callee reads like `callee`: `tx.ask(…)`, `on(…)`. */
export function callsOf(source: Source, callee: RegExp): CallExpression[] {
  const found: CallExpression[] = []
  if (!source.program) return found
  walk(source.program, (node) => {
    if (node.type === 'CallExpression' && callee.test(pathOf(node.callee))) found.push(node)
  })
  return found
}
