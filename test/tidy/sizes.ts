/** Nothing grows past what one screen and one head hold; what already has may only shrink. */
import type { Node } from 'oxc-parser'
import { nameOf, walk, type House, type Source } from './house.ts'
import { isTest, type Fault, type Rule } from './rule.ts'

const limits = { function: 70, file: 300, line: 100 }

/** Where what exceeds a limit is listed with its present size: `path` or `path#function`. */
export const listAt = 'test/tidy/exceptions.json'

type Size = { key: string; path: string; line: number; size: number; limit: number; what: string }

export const sizes: Rule = {
  says: 'A function has at most 70 lines, a file 300, a line 100; exceptions may only shrink.',
  check(house) {
    const listed = listOf(house)
    const all = house.sources.filter(isMeasured).flatMap(sizesOf)
    const seen = new Set(all.map(({ key }) => key))
    const unneeded = Object.keys(listed).filter((key) => !seen.has(key) && onList(house, key))
    return [
      ...all.flatMap((size) => judged(size, listed[size.key])),
      ...unneeded.map((key) => ({
        path: listAt,
        line: 1,
        says: `${key} is no exception any more`,
      })),
    ]
  },
  bad: [
    { tree: { 'kernel/a.ts': 'const a = 1\n'.repeat(301) }, finds: 'file of 301 lines' },
    {
      tree: { 'kernel/a.ts': `function long() {\n${'one()\n'.repeat(70)}}` },
      finds: 'long of 72 lines',
    },
    { tree: { 'kernel/a.ts': `// ${'a'.repeat(100)}` }, finds: '1 lines beyond 100 characters' },
    {
      tree: { 'kernel/a.ts': 'const a = 1\n'.repeat(302), [listAt]: '{"kernel/a.ts": 301}' },
      finds: 'only shrink',
    },
    {
      tree: { 'kernel/a.ts': 'const a = 1\n'.repeat(302), [listAt]: '{"kernel/a.ts": 310}' },
      finds: 'lower it to 302',
    },
    {
      tree: { 'kernel/a.ts': '', [listAt]: '{"kernel/a.ts": 310}' },
      finds: 'no exception any more',
    },
  ],
  good: [
    { 'kernel/a.ts': 'const a = 1\n'.repeat(302), [listAt]: '{"kernel/a.ts": 302}' },
    { 'kernel/a.ts': `// ${'ता'.repeat(90)}` },
  ],
}

const isMeasured = ({ path }: Source): boolean =>
  /\.(ts|tsx|mjs|sql)$/.test(path) && !path.endsWith('/schema.sql')

const onList = (house: House, key: string): boolean =>
  house.at(key.split('#')[0] ?? '') !== undefined

function listOf(house: House): Record<string, number> {
  const list = house.at(listAt)
  return list ? (JSON.parse(list.text) as Record<string, number>) : {}
}

const letters = new Intl.Segmenter()
/** As they are seen: a vowel sign of an Indian script stands on its letter, not beside it. */
const widthOf = (text: string): number => [...letters.segment(text)].length

const isLong = (text: string): boolean =>
  text.length > limits.line && widthOf(text) > limits.line && !/https?:\/\//.test(text)

function judged(size: Size, listed: number | undefined): Fault[] {
  const { path, line, what, limit } = size
  const over =
    what === 'lines'
      ? `${size.size} lines beyond ${limits.line} characters, the first here`
      : `${what} of ${size.size} lines`
  if (listed === undefined)
    return [{ path, line, says: limit > 0 ? `${over}: the limit is ${limit}` : over }]
  if (size.size > listed)
    return [{ path, line, says: `${over}: listed at ${listed}, may only shrink` }]
  if (size.size < listed)
    return [{ path, line, says: `${over}: listed at ${listed}, lower it to ${size.size}` }]
  return []
}

/** Only what is over its limit. */
function sizesOf(source: Source): Size[] {
  const { path, lines, program } = source
  const count = lines.at(-1) === '' ? lines.length - 1 : lines.length
  const found: Size[] = []
  // A migration is run once and never edited again: data may stand in it at length.
  if (count > limits.file && !path.includes('/migrations/')) {
    found.push({ key: path, path, line: 1, size: count, limit: limits.file, what: 'file' })
  }
  const long = lines.flatMap((text, index) => (isLong(text) ? [index + 1] : []))
  if (long.length > 0) {
    const [line = 1] = long
    found.push({ key: `${path}#lines`, path, line, size: long.length, limit: 0, what: 'lines' })
  }
  if (program) walk(program, (node, above) => found.push(...functionSize(source, node, above)))
  return found
}

function functionSize(source: Source, node: Node, above: readonly Node[]): Size[] {
  if (!/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type))
    return []
  const line = source.lineOf(node.start)
  const size = source.lineOf(node.end) - line + 1
  if (size <= limits.function || (isTest(source.path) && holdsTests(node))) return []
  const what = functionName(node, above.at(-1))
  const { path } = source
  return [{ key: `${path}#${what}`, path, line, size, limit: limits.function, what }]
}

function functionName(node: Node, parent: Node | undefined): string {
  if (node.type === 'FunctionDeclaration') return nameOf(node.id) || 'function'
  if (parent?.type === 'VariableDeclarator') return nameOf(parent.id as Node)
  if (parent?.type === 'Property') return nameOf(parent.key as Node)
  return 'function'
}

/** A `describe` reads as a list of sentences, not as a function. */
function holdsTests(node: Node): boolean {
  let found = false
  walk(node, (inner) => {
    if (inner.type !== 'CallExpression') return
    if (/^(it|test|describe)$/.test(nameOf(inner.callee))) found = true
  })
  return found
}
