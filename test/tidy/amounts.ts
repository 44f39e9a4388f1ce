/**
 * Money is `Money`, whole paise; a bare number never passes for it (STYLE §5). A vendor's own
 * number names its unit: `balanceRupees`.
 */
import type { Node } from 'oxc-parser'
import { nameOf, walk, type Source } from './house.ts'
import { isTest, type Fault, type Rule } from './rule.ts'

const words =
  'amount principal outstanding balance fee fees emi price salary charge charges gst stampduty ' +
  'disbursed arrears'
const nouns = new RegExp(`(^|[a-z])(${words.replaceAll(' ', '|')})$`, 'i')
const measures = /(percent|share|count|number|days|months|ms|bps|rate)$/i

const isMoney = (name: string): boolean => nouns.test(name) && !measures.test(name)

export const amounts: Rule = {
  says: 'A field that holds money is t.money or Money, never a bare number.',
  check: (house) => house.sources.flatMap(faultsOf),
  bad: [
    { tree: { 'modules/kyc/contract.ts': 'const a = { feeAmount: t.int() }' }, finds: 'feeAmount' },
    {
      tree: { 'modules/kyc/contract.ts': 'const a = { emi: t.optional(t.number()) }' },
      finds: 'emi',
    },
    {
      tree: { 'modules/kyc/fee.ts': 'export type Fee = { gstAmount: number }' },
      finds: 'gstAmount',
    },
    {
      tree: { 'modules/kyc/fee.ts': 'export const f = (principal: number) => principal' },
      finds: 'principal',
    },
  ],
  good: [
    { 'modules/kyc/contract.ts': 'const a = { emi: t.money(), feePercent: t.number() }' },
    { 'modules/kyc/fee.ts': 'export type Fee = { amount: Money; instalmentCount: number }' },
  ],
}

function faultsOf(source: Source): Fault[] {
  const { path, program } = source
  if (!program || !/^(modules|kernel)\//.test(path) || isTest(path)) return []
  if (path === 'kernel/money.ts') return [] // Where numbers become money.
  const found: Fault[] = []
  walk(program, (node) => {
    const name = bareMoney(node)
    if (name) {
      const line = source.lineOf(node.start)
      found.push({ path, line, says: `${name} holds money: t.money or Money, not a bare number` })
    }
  })
  return found
}

/** The name of a field or parameter that holds money as a number. */
function bareMoney(node: Node): string | undefined {
  if (node.type === 'Property' && isMoney(nameOf(node.key as Node))) {
    return isNumberSchema(node.value) ? nameOf(node.key as Node) : undefined
  }
  if (node.type === 'TSPropertySignature' && isMoney(nameOf(node.key as Node))) {
    return node.typeAnnotation?.typeAnnotation.type === 'TSNumberKeyword'
      ? nameOf(node.key as Node)
      : undefined
  }
  if (node.type === 'Identifier' && 'typeAnnotation' in node && isMoney(node.name)) {
    const { typeAnnotation } = node as { typeAnnotation?: { typeAnnotation: Node } | null }
    return typeAnnotation?.typeAnnotation.type === 'TSNumberKeyword' ? node.name : undefined
  }
  return undefined
}

/** `t.int(…)`, `t.number(…)`, also inside `t.optional`. */
function isNumberSchema(node: Node): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false
  const { object, property } = node.callee
  if (nameOf(object) !== 't') return false
  if (nameOf(property) === 'optional') return isNumberSchema(node.arguments[0] as Node)
  return /^(int|number)$/.test(nameOf(property))
}
