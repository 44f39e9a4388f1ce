/** Types are erasable, exports are named, functions come before classes (STYLE §5). */
import type { Node } from 'oxc-parser'
import { nameOf, pathOf, walk, type Source } from './house.ts'
import { baseName, type Fault, type Rule } from './rule.ts'

export const erasable: Rule = {
  says: 'No enum, namespace, parameter property, decorator, default export, barrel or bare class.',
  check: (house) => house.sources.flatMap(faultsOf),
  bad: [
    { tree: { 'kernel/a.ts': 'export enum A { B }' }, finds: 'enum' },
    { tree: { 'kernel/a.ts': 'export namespace A { export const b = 1 }' }, finds: 'namespace' },
    {
      tree: {
        'kernel/a.ts':
          'export class A extends Error { constructor(readonly b: string) { super(b) } }',
      },
      finds: 'parameter property',
    },
    { tree: { 'kernel/a.ts': '@sealed export class A extends Error {}' }, finds: 'decorator' },
    { tree: { 'kernel/a.ts': 'export default 1' }, finds: 'default export' },
    { tree: { 'kernel/a.ts': "export * from './b.ts'" }, finds: 'barrel' },
    {
      tree: { 'kernel/a.ts': "export { a } from './b.ts'\nexport { c } from './c.ts'" },
      finds: 'barrel',
    },
    { tree: { 'kernel/a.ts': 'export class LoanManager {}' }, finds: 'class LoanManager' },
  ],
  good: [
    { 'web/console/vite.config.ts': 'export default {}' },
    { 'kernel/a.ts': 'export class StartFault extends Error {}' },
    { 'platform/log/index.ts': "export { openLog } from './log.ts'" },
  ],
}

function faultsOf(source: Source): Fault[] {
  const { path, program } = source
  if (!program) return []
  const found: Fault[] = []
  walk(program, (node) => {
    const says = problemOf(path, node)
    if (says) found.push({ path, line: source.lineOf(node.start), says })
  })
  const bodies = program.body.filter(
    (node) => !(node.type === 'ExportNamedDeclaration' && node.source),
  )
  const isFace = /^(index|contract)\.ts$/.test(baseName(path))
  if (program.body.length > 0 && bodies.length === 0 && !isFace) {
    found.push({ path, line: 1, says: 'a barrel: import from where the thing stands' })
  }
  return found
}

function problemOf(path: string, node: Node): string | undefined {
  switch (node.type) {
    case 'TSEnumDeclaration':
      return 'an enum is not erasable: use a union of strings'
    case 'TSModuleDeclaration':
      return /\.d\.ts$/.test(path) || node.declare ? undefined : 'a namespace is not erasable'
    case 'TSParameterProperty':
      return 'a parameter property is not erasable'
    case 'Decorator':
      return 'no decorators: what happens must be seen at the call'
    case 'ExportAllDeclaration':
      return 'a barrel: name what you export'
    case 'ExportDefaultDeclaration':
      return /\.(config|d)\.ts$/.test(path) ? undefined : 'a default export: exports are named'
    case 'ClassDeclaration':
    case 'ClassExpression':
      return node.superClass && pathOf(node.superClass)
        ? undefined
        : `class ${nameOf(node.id)}: write functions; errors may be classes`
    default:
      return undefined
  }
}
