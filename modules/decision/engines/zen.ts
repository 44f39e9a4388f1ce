/** The zen engine: runs a policy's graph, and tries a graph before it may stand. */
import { createHash } from 'node:crypto'
import {
  evaluateExpressionSync,
  evaluateUnaryExpressionSync,
  ZenEngine,
  type ZenDecision,
} from '@gorules/zen-engine'
import { exact, type Rate } from '#kernel/rates'
import type { PolicySays, Price } from '../offer.ts'

const engine = new ZenEngine()
/** Parsed graphs by hash: a policy never changes, so neither does its parse. */
const parsed = new Map<string, ZenDecision>()
const PARSED_MAX = 50

/** What the policy says about the inputs. */
export async function consult(
  policy: { graph: unknown; hash: string },
  inputs: object,
): Promise<PolicySays> {
  const found = parsed.get(policy.hash)
  const decision = found ?? engine.createDecision(Buffer.from(JSON.stringify(policy.graph)))
  if (!found) {
    if (parsed.size >= PARSED_MAX) parsed.clear()
    parsed.set(policy.hash, decision)
  }
  const { result } = await decision.evaluate({ ...inputs, $: inputs })
  const { referral, knockouts, grade } = result as Partial<PolicySays>
  return { referral: filled(referral), knockouts: knockouts ?? [], grade: filled(grade) }
}

type Table = {
  name: string
  inputs: readonly { id: string; field?: string }[]
  rules: readonly { readonly [cell: string]: string }[]
}

/** What can be tried cell by cell; a script, or another graph called by name, cannot. */
const KINDS: ReadonlySet<string> = new Set(['inputNode', 'outputNode', 'decisionTableNode'])
const NOT_OURS = 'a policy is made of tables only, which people can read'

/**
 * What is wrong with a graph, in sentences; none means it may stand. Every cell is parsed and
 * tried, and every field must be one we fill: zen itself would let both pass in silence.
 */
export function faultsOf(graph: unknown, fields: readonly string[], sample: object): string[] {
  const nodes = (graph as { nodes?: { type: string; name: string; content?: unknown }[] })?.nodes
  if (!Array.isArray(nodes)) return ['a policy is a graph of nodes']
  try {
    engine.createDecision(Buffer.from(JSON.stringify(graph))).validate()
  } catch (error) {
    return [`the graph does not parse: ${(error as Error).message}`]
  }
  const others = nodes
    .filter(({ type }) => !KINDS.has(type))
    .map(({ name }) => `${name}: ${NOT_OURS}`)
  const tables = nodes.filter((node) => node.type === 'decisionTableNode')
  if (tables.length === 0) others.push('a policy without a table says nothing')
  if (others.length > 0) return others
  return tables.flatMap(({ name, content }) => {
    const table = content as Table
    return [
      ...table.inputs
        .filter((input) => !fields.includes(input.field ?? ''))
        .map((input) => `${name}: the field '${input.field}' is none that a policy may read`),
      ...table.rules.flatMap((rule, row) => cellFaults({ ...table, name }, rule, row, sample)),
    ]
  })
}

function cellFaults(
  table: Table,
  rule: { readonly [cell: string]: string },
  row: number,
  sample: object,
): string[] {
  return table.inputs.flatMap(({ id, field = '' }) => {
    const cell = rule[id]?.trim()
    if (!cell) return []
    try {
      evaluateUnaryExpressionSync(cell, { ...sample, $: (sample as never)[field] })
      return []
    } catch (error) {
      return [`${table.name}, row ${row + 1}, ${field}: ${(error as Error).message}`]
    }
  })
}

/**
 * The dearest row of a policy's price grid, the last where several cost the same: what a person may
 * lend at where the policy itself gave no price. Undefined when its grid names no price as such.
 */
export function dearestOf(graph: unknown): Price | undefined {
  const { nodes = [] } = graph as { nodes?: readonly { type: string; content?: unknown }[] }
  const prices = nodes
    .filter(({ type }) => type === 'decisionTableNode')
    .map(({ content }) => content as Grid)
    .filter(({ outputPath }) => outputPath === 'grade')
    .flatMap(pricesOf)
  return prices.reduce<Price | undefined>(
    (dearest, one) => (!dearest || exact(one.rate).gte(dearest.rate) ? one : dearest),
    undefined,
  )
}

type Grid = Table & {
  readonly outputPath?: string
  readonly outputs: readonly { readonly id: string; readonly field: string }[]
}

function pricesOf({ outputs, rules }: Grid): Price[] {
  return rules.flatMap((rule) => {
    const row = Object.fromEntries(outputs.map(({ id, field }) => [field, plain(rule[id])]))
    const { grade, rate, processingFeePercent, tenorMonthsMax } = row
    if (typeof grade !== 'string' || typeof processingFeePercent !== 'string') return []
    if (typeof rate !== 'string' || !/^\d{1,3}(\.\d{1,6})?$/.test(rate)) return []
    if (!Number.isSafeInteger(tenorMonthsMax)) return []
    const months = tenorMonthsMax as number
    return [{ grade, rate: rate as Rate, processingFeePercent, tenorMonthsMax: months }]
  })
}

/** What a cell says by itself; one that depends on a person is no price of the grid's. */
function plain(cell: string | undefined): unknown {
  try {
    return cell ? evaluateExpressionSync(cell, {}) : undefined
  } catch {
    return undefined
  }
}

/** An unmatched `first` table answers an empty object, which is nothing. */
const filled = <T extends object>(row: T | null | undefined): T | null =>
  row && Object.keys(row).length > 0 ? row : null

/** SHA-256 of JSON as it stands. */
export const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex')
