/**
 * What the contracts say, read without running them: which name is a command, an event, an entity.
 */
import type { CallExpression, Expression, Node, ObjectExpression } from 'oxc-parser'
import { nameOf, type House, type Source } from './house.ts'
import { isTest, moduleAt } from './rule.ts'

export type Declared = {
  readonly module: string
  /** `PledgeMade` */
  readonly local: string
  /** `collections.pledge-made`; empty when it is not written out. */
  readonly name: string
  readonly kind: 'event' | 'command' | 'query' | 'entity' | 'ask-refused' | 'moved' | 'due'
  readonly path: string
  readonly line: number
  /** Its declaring call. */
  readonly call: CallExpression
  readonly refuses: boolean
  readonly documented: boolean
}

const declarators: { readonly [callee: string]: Declared['kind'] } = {
  event: 'event',
  command: 'command',
  query: 'query',
  entity: 'entity',
  askRefused: 'ask-refused',
  journeyMoved: 'moved',
  journeyDue: 'due',
}

/** A module's face, and the parts of it that stand with their noun: contract.ts re-exports them. */
export const isFace = (path: string): boolean =>
  /^modules\/[^/]+\/(contract|[^/]+\/face)\.ts$/.test(path)

/** Everything the contracts of the house declare. */
export const declaredIn = (house: House): Declared[] =>
  house.sources.filter(({ path }) => isFace(path)).flatMap(ofContract)

function ofContract(source: Source): Declared[] {
  return (source.program?.body ?? []).flatMap((statement) => {
    const exported = statement.type === 'ExportNamedDeclaration'
    const inner = exported ? statement.declaration : statement
    if (inner?.type !== 'VariableDeclaration') return []
    return inner.declarations.flatMap(({ id, init }) => {
      if (init?.type !== 'CallExpression') return []
      const kind = declarators[nameOf(init.callee)]
      if (kind === undefined) return []
      const line = source.lineOf(statement.start)
      return [
        {
          module: moduleAt(source.path) ?? '',
          local: nameOf(id as Node),
          name: fullName(kind, nameOf(init.arguments[0] as Expression | undefined)),
          kind,
          path: source.path,
          line,
          call: init,
          refuses: refusesSomething(init),
          documented: /\*\/\s*$/.test(source.text.slice(0, statement.start)),
        },
      ]
    })
  })
}

function fullName(kind: Declared['kind'], written: string): string {
  if (kind === 'ask-refused') return `${written}.ask-refused`
  if (kind === 'moved') return `${written}-moved`
  return kind === 'due' ? `${written}-due` : written
}

function refusesSomething(call: CallExpression): boolean {
  const spec = call.arguments[1]
  if (spec?.type !== 'ObjectExpression') return false
  const refusals = valueOf(spec, 'refusals')
  return refusals?.type === 'ArrayExpression'
    ? refusals.elements.length > 0
    : refusals !== undefined
}

/** The value of a property written in an object. */
export function valueOf(object: ObjectExpression, key: string): Node | undefined {
  const property = object.properties.find(
    (one) => one.type === 'Property' && nameOf(one.key as Node) === key,
  )
  return property?.type === 'Property' ? property.value : undefined
}

/** The keys written in an object. */
export const keysOf = (object: ObjectExpression): string[] =>
  object.properties.flatMap((one) => (one.type === 'Property' ? [nameOf(one.key as Node)] : []))

export type Use = { source: Source; line: number; local: string; of: Declared }

/** Values of other modules' faces that a module's code imports, tests apart. */
export function foreignUses(house: House): Use[] {
  const declared = new Map(declaredIn(house).map((one) => [`${one.module}/${one.local}`, one]))
  return house.sources.flatMap((source) => {
    const own = moduleAt(source.path)
    if (own === undefined || isTest(source.path)) return []
    return source.imports.flatMap(({ from, line, names }) => {
      const module = /^#modules\/([^/]+)$/.exec(from)?.[1]
      if (module === undefined || module === own) return []
      return names.flatMap(({ imported, local, typeOnly }) => {
        const of = declared.get(`${module}/${imported}`)
        return of && !typeOnly ? [{ source, line, local, of }] : []
      })
    })
  })
}
