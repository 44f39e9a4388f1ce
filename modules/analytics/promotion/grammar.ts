/**
 * The part of SQL that an aggregate can answer, parsed: one view, plain columns and the measures,
 * `where`, `group by`, `order by`, `limit`. Whatever else a question says is named as the reason
 * why it stays with the lake.
 */
import { refuse, type Refused } from '#kernel/decider'
import type { Scalar } from '#kernel/aggregate'

/** Why not, in a sentence that a person reads. */
export type No = Refused<string>

export type Term =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'month'; readonly name: string }
  | { readonly kind: 'measure'; readonly how: How; readonly of?: string; readonly q?: number }
export type How = 'count' | 'sum' | 'avg' | 'min' | 'max' | 'quantile'
export type Op = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge'
export type Condition =
  | { readonly op: Op; readonly column: string; readonly value: Scalar }
  | { readonly op: 'in'; readonly column: string; readonly values: readonly Scalar[] }
  | { readonly op: 'exists'; readonly column: string }
  | { readonly op: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition }
export type Parsed = {
  readonly items: readonly { readonly term: Term; readonly as: string }[]
  readonly view: string
  readonly where?: Condition
  readonly group: readonly Term[] | 'all'
  readonly order: readonly { readonly by: Term | number | string; readonly desc: boolean }[]
  readonly limit?: number
}

type Token = { readonly text: string; readonly kind: 'word' | 'number' | 'text' | 'mark' }

/** Thrown inside the parser only; `parse` gives it back. */
class Stop extends Error {}
const stop = (says: string): never => {
  throw new Stop(says)
}

export function parse(sql: string): Parsed | No {
  try {
    return statement(reader(tokensOf(sql)))
  } catch (problem) {
    if (problem instanceof Stop) return refuse(problem.message)
    throw problem
  }
}

const TEXT = /(?<text>'(?:[^']|'')*')|(?<number>\d+(?:\.\d+)?)/
const NAME = /(?<word>[a-z_][a-z0-9_]*|"[^"]+")|(?<mark><>|!=|<=|>=|[(),*=<>;.-])/
const TOKEN = new RegExp(`\\s+|--[^\\n]*|${TEXT.source}|${NAME.source}`, 'giy')

function tokensOf(sql: string): Token[] {
  const found: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < sql.length) {
    const at = TOKEN.lastIndex
    const { groups } =
      TOKEN.exec(sql) ?? stop(`“${sql.slice(at, at + 12)}” is more than is kept up.`)
    const { text, number, word, mark } = groups as { readonly [kind: string]: string | undefined }
    if (text !== undefined)
      found.push({ kind: 'text', text: text.slice(1, -1).replaceAll("''", "'") })
    else if (number !== undefined) found.push({ kind: 'number', text: number })
    else if (word !== undefined)
      found.push({ kind: 'word', text: word.replaceAll('"', '').toLowerCase() })
    else if (mark !== undefined && mark !== ';') found.push({ kind: 'mark', text: mark })
  }
  return found
}

type Reader = ReturnType<typeof reader>

function reader(tokens: readonly Token[]) {
  let at = 0
  const is = (text: string): boolean => tokens[at]?.text === text && tokens[at]?.kind !== 'text'
  const take = (...texts: readonly string[]): boolean => {
    if (!texts.every((text, i) => tokens[at + i]?.text === text && tokens[at + i]?.kind !== 'text'))
      return false
    at += texts.length
    return true
  }
  const seen = () => tokens[at]?.text ?? 'the end'
  return {
    is,
    take,
    seen,
    must: (text: string) => void (take(text) || stop(`“${text}” was expected, not “${seen()}”.`)),
    next: (): Token => tokens[at++] ?? stop('The question ends too early.'),
    isDone: () => at >= tokens.length,
  }
}

const BEYOND: { readonly [word: string]: string } = {
  with: 'It has a WITH: only a plain SELECT of one view can be kept up.',
  join: 'It joins views: an aggregate counts the facts of one.',
  having: 'It has a HAVING: filter the answer instead.',
  distinct: 'It counts what is distinct: that can’t be kept up exactly as facts pass.',
  over: 'It has a window function: that needs all rows at once.',
  union: 'It puts several SELECTs together: promote each of them.',
}

function statement(read: Reader): Parsed {
  if (read.is('with')) stop(BEYOND['with'] as string)
  read.must('select')
  const items = listOf(read, () => {
    const term = termOf(read)
    const as = read.take('as') || isName(read) ? read.next().text : nameOfTerm(term)
    return { term, as }
  })
  read.must('from')
  const view = read.next().text
  beyond(read)
  const where = read.take('where') ? anyOf(read) : undefined
  beyond(read)
  const group = read.take('group', 'by') ? groupOf(read) : []
  beyond(read)
  const order = read.take('order', 'by') ? listOf(read, () => orderOf(read)) : []
  const limit = read.take('limit') ? Number(read.next().text) : undefined
  beyond(read)
  if (!read.isDone()) stop(`“${read.seen()}” is more than an aggregate can keep up.`)
  if (limit !== undefined && order.length === 0) stop('It has a LIMIT without an ORDER BY.')
  return {
    items,
    view,
    ...(where && { where }),
    group,
    order,
    ...(limit !== undefined && { limit }),
  }
}

function beyond(read: Reader): void {
  const says = [
    read.seen(),
    ...(read.is('inner') || read.is('left') || read.is(',') ? ['join'] : []),
  ]
    .map((word) => BEYOND[word])
    .find((one) => one !== undefined)
  if (says !== undefined) stop(says)
}

const CLAUSES = new Set([
  'from',
  'where',
  'group',
  'order',
  'limit',
  'having',
  'union',
  'asc',
  'desc',
])
const isName = (read: Reader): boolean =>
  /^[a-z_]/.test(read.seen()) && !CLAUSES.has(read.seen()) && !read.is(',')

function listOf<T>(read: Reader, one: () => T): T[] {
  const found = [one()]
  while (read.take(',')) found.push(one())
  return found
}

const MEASURES: { readonly [name: string]: How } = {
  ...{ count: 'count', sum: 'sum', avg: 'avg', min: 'min', max: 'max' },
  ...{ median: 'quantile', quantile: 'quantile', quantile_disc: 'quantile' },
  approx_quantile: 'quantile',
}

function termOf(read: Reader): Term {
  const { text, kind } = read.next()
  if (text === '*') stop('It shows every column: say what is to be counted.')
  if (kind !== 'word') stop(`“${text}” is no column.`)
  if (read.is('.')) stop(`Leave “${text}.” out: it speaks of one view only.`)
  if (!read.take('(')) return { kind: 'column', name: text }
  if (text === 'date_trunc') return monthOf(read)
  const how = MEASURES[text] ?? stop(`The function ${text} can’t be kept up as facts pass.`)
  if (read.is('distinct')) stop(BEYOND['distinct'] as string)
  const isAll = read.take('*')
  const of = isAll || read.is(')') ? undefined : read.next().text
  const q = read.take(',') ? Number(read.next().text) : undefined
  read.must(')')
  if (read.is('over')) stop(BEYOND['over'] as string)
  if (read.is('filter')) stop('A measure has its own FILTER: put it into WHERE.')
  if (how !== 'quantile') return { kind: 'measure', how, ...(of !== undefined && { of }) }
  const rank = text === 'median' ? 0.5 : (q ?? NaN)
  if (of === undefined || !(rank >= 0 && rank <= 1))
    stop('A quantile needs a column and a rank from 0 to 1.')
  return { kind: 'measure', how, of: of as string, q: rank }
}

function monthOf(read: Reader): Term {
  if (read.next().text !== 'month') stop('Time is kept by day and by month only.')
  read.must(',')
  const name = read.next().text
  read.must(')')
  return { kind: 'month', name }
}

const nameOfTerm = (term: Term): string => {
  if (term.kind === 'column') return term.name
  if (term.kind === 'month') return `date_trunc('month', ${term.name})`
  return term.of === undefined ? 'count_star()' : `${term.how}(${term.of})`
}

function groupOf(read: Reader): readonly Term[] | 'all' {
  if (read.take('all')) return 'all'
  return listOf(read, () => {
    const term = read.is('date_trunc') ? termOf(read) : undefined
    if (term) return term
    const { text, kind } = read.next()
    return kind === 'number' ? { kind: 'column', name: text } : { kind: 'column', name: text }
  })
}

function orderOf(read: Reader): Parsed['order'][number] {
  const { by } = orderTerm(read)
  const desc = read.take('desc')
  if (!desc) read.take('asc')
  if (read.is('nulls')) stop('It says where NULLS stand: leave that to the default.')
  return { by, desc }
}

function orderTerm(read: Reader): { by: Term | number | string } {
  const term = /^\d+$/.test(read.seen()) ? Number(read.next().text) : termOf(read)
  if (typeof term === 'number') return { by: term }
  return { by: term.kind === 'column' ? term.name : term }
}

// Conditions.

function anyOf(read: Reader): Condition {
  const of = [allOf(read)]
  while (read.take('or')) of.push(allOf(read))
  return of.length === 1 ? (of[0] as Condition) : { op: 'or', of }
}

function allOf(read: Reader): Condition {
  const of = [oneOf(read)]
  while (read.take('and')) of.push(oneOf(read))
  return of.length === 1 ? (of[0] as Condition) : { op: 'and', of }
}

const OPS: { readonly [mark: string]: Op } = {
  ...{ '=': 'eq', '<>': 'ne', '!=': 'ne', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' },
}

function oneOf(read: Reader): Condition {
  if (read.take('not')) return { op: 'not', of: oneOf(read) }
  if (read.take('(')) {
    if (read.is('select')) stop('It asks within a question: only one view can be kept up.')
    const inner = anyOf(read)
    read.must(')')
    return inner
  }
  const { text: column, kind } = read.next()
  if (kind !== 'word') stop(`A condition begins with a column, not with “${column}”.`)
  if (read.take('is', 'not', 'null')) return { op: 'exists', column }
  if (read.take('is', 'null')) return { op: 'not', of: { op: 'exists', column } }
  const isNot = read.take('not')
  const made = compared(read, column)
  return isNot ? { op: 'not', of: made } : made
}

function compared(read: Reader, column: string): Condition {
  if (read.take('in')) {
    read.must('(')
    const values = listOf(read, () => valueOf(read))
    read.must(')')
    return { op: 'in', column, values }
  }
  if (read.take('between')) {
    const low = valueOf(read)
    read.must('and')
    const of = [
      { op: 'ge', column, value: low },
      { op: 'le', column, value: valueOf(read) },
    ] as const
    return { op: 'and', of }
  }
  const { text } = read.next()
  const op = OPS[text] ?? stop(`“${text}” is no comparison that can be kept up.`)
  return { op, column, value: valueOf(read) }
}

function valueOf(read: Reader): Scalar {
  const isMinus = read.take('-')
  const { text, kind } = read.next()
  if (kind === 'number') return isMinus ? -Number(text) : Number(text)
  if (kind === 'text') return text
  if (text === 'true' || text === 'false') return text === 'true'
  if (text === 'date') return read.next().text
  return stop(`“${text}” is no plain value: what is compared with must not change by itself.`)
}
