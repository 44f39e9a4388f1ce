/**
 * The house as data: every file of the repository with its text, its syntax tree and its imports.
 *
 * Rules read it and nothing else, so that a bad sample is a small house given as an object.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, visitorKeys, type Node, type Program } from 'oxc-parser'

export type Import = {
  readonly from: string
  readonly line: number
  /** `import type`, or every name in it is a type. */
  readonly typeOnly: boolean
  readonly names: readonly { imported: string; local: string; typeOnly: boolean }[]
}

export type Source = {
  readonly path: string
  readonly text: string
  readonly lines: readonly string[]
  readonly program: Program | undefined
  readonly imports: readonly Import[]
  lineOf(offset: number): number
}

export type House = {
  readonly sources: readonly Source[]
  /** Hashes of the test cases that are read in place and never copied. */
  readonly shared: ReadonlySet<string>
  at(path: string): Source | undefined
}

const roots = ['kernel', 'platform', 'modules', 'sandbox', 'web', 'test', 'bench', 'scripts']
const skipped = new Set(['node_modules', 'dist', '.data', '.git'])
const read = /\.(ts|tsx|mjs|sql|json|md|csv|tsv)$/

/** The repository below `root`, with the test cases that lie beside it when they are there. */
export function houseAt(root: string, sharedRoot?: string): House {
  const files = [...roots.flatMap((dir) => filesUnder(root, dir)), ...topFiles(root)]
  const tree = Object.fromEntries(
    files.map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  )
  return houseOf(tree, sharedRoot === undefined ? new Set() : hashesUnder(sharedRoot))
}

/** A house given as path → text. */
export function houseOf(
  tree: { readonly [path: string]: string },
  shared: ReadonlySet<string> = new Set(),
): House {
  const sources = Object.entries(tree).map(([path, text]) => sourceOf(path, text))
  const byPath = new Map(sources.map((source) => [source.path, source]))
  return { sources, shared, at: (path) => byPath.get(path) }
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

function filesUnder(root: string, dir: string): string[] {
  const at = join(root, dir)
  if (!statSync(at, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return []
    const path = `${dir}/${entry.name}`
    if (entry.isDirectory()) return filesUnder(root, path)
    return read.test(entry.name) ? [path] : []
  })
}

const topFiles = (root: string): string[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => entry.name)

function hashesUnder(sharedRoot: string): Set<string> {
  const files = ['domain', 'data'].flatMap((dir) => filesUnder(sharedRoot, dir))
  return new Set(files.map((path) => hashOf(readFileSync(join(sharedRoot, path), 'utf8'))))
}

function sourceOf(path: string, text: string): Source {
  const lines = text.split('\n')
  const starts: number[] = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  const lineOf = (offset: number): number => {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }
  const program = /\.(ts|tsx|mjs)$/.test(path) ? parsed(path, text) : undefined
  return { path, text, lines, program, imports: program ? importsOf(program, lineOf) : [], lineOf }
}

function parsed(path: string, text: string): Program {
  const result = parseSync(path, text)
  const problem = result.errors.find((error) => error.severity === 'Error')
  if (problem) throw new Error(`${path}: ${problem.message}`)
  return result.program
}

function importsOf(program: Program, lineOf: (offset: number) => number): Import[] {
  const found: Import[] = []
  walk(program, (node) => {
    if (node.type === 'ImportDeclaration') {
      const names = node.specifiers.map((one) => ({
        imported: one.type === 'ImportSpecifier' ? nameOf(one.imported) : '*',
        local: one.local.name,
        typeOnly:
          node.importKind === 'type' ||
          (one.type === 'ImportSpecifier' && one.importKind === 'type'),
      }))
      const typeOnly = names.length > 0 && names.every((name) => name.typeOnly)
      found.push({ from: node.source.value, line: lineOf(node.start), typeOnly, names })
    } else if (node.type === 'ExportAllDeclaration' || node.type === 'ExportNamedDeclaration') {
      if (!node.source) return
      const typeOnly = node.exportKind === 'type'
      found.push({ from: node.source.value, line: lineOf(node.start), typeOnly, names: [] })
    } else if (node.type === 'ImportExpression' && node.source.type === 'Literal') {
      const from = String(node.source.value)
      found.push({ from, line: lineOf(node.start), typeOnly: false, names: [] })
    }
  })
  return found
}

/** Calls `visit` for every node, parents before children; `above` holds the way down to it. */
export function walk(
  from: Node,
  visit: (node: Node, above: readonly Node[]) => void,
  above: Node[] = [],
): void {
  visit(from, above)
  above.push(from)
  for (const key of visitorKeys[from.type] ?? []) {
    const child = (from as unknown as Record<string, unknown>)[key]
    for (const one of Array.isArray(child) ? child : [child]) {
      if (one && typeof one === 'object' && 'type' in one) walk(one as Node, visit, above)
    }
  }
  above.pop()
}

/** The name of an identifier or the text of a string; empty for anything computed. */
export function nameOf(node: Node | null | undefined): string {
  if (!node) return ''
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') return node.name
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression') {
    return nameOf(node.expression)
  }
  return ''
}

/** `tx.sql` as 'tx.sql', `now` as 'now'; empty where a link is computed. */
export function pathOf(node: Node): string {
  if (node.type !== 'MemberExpression') return nameOf(node)
  const before = pathOf(node.object)
  const last = nameOf(node.property)
  return before && last ? `${before}.${last}` : `.${last}`
}
