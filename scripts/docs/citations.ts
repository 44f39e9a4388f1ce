/**
 * Where the code and its tests cite a rule: the file, and the declaration the citation stands by.
 */
import type { Node, Program } from 'oxc-parser'
import { nameOf, type House, type Source } from '../../test/tidy/house.ts'
import { isTest } from '../../test/tidy/rule.ts'

export type Citation = { readonly path: string; readonly by: string; readonly test: boolean }

const cited = /^(kernel|modules|platform|sandbox|web|test|bench)\//
const exempt = /^test\/tidy|\.md$|\/schema\.sql$/

/** Id → places, for those of the ids that are cited at all. */
export function citationsIn(house: House, ids: Iterable<string>): Map<string, Citation[]> {
  const known = [...ids].toSorted((a, b) => b.length - a.length)
  const pattern = new RegExp(`(?<![\\w-])(${known.map(escaped).join('|')})(?![\\w-]|\\.\\d)`, 'g')
  const found = new Map<string, Citation[]>()
  for (const source of house.sources) {
    if (!cited.test(source.path) || exempt.test(source.path)) continue
    for (const match of source.text.matchAll(pattern)) {
      add(found, match[1] ?? '', citationAt(source, match.index))
    }
  }
  return found
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

function add(found: Map<string, Citation[]>, id: string, citation: Citation): void {
  const list = found.get(id) ?? []
  if (!list.some(({ path, by }) => path === citation.path && by === citation.by))
    list.push(citation)
  found.set(id, list)
}

function citationAt(source: Source, offset: number): Citation {
  const { path, program } = source
  return { path, by: program ? declarationAt(program, offset) : '', test: isTest(path) }
}

/** The top-level declaration the offset lies in, or before which (in its comment) it stands. */
function declarationAt(program: Program, offset: number): string {
  const first = program.body[0]
  if (!first || offset < first.start) return '' // The file's own opening comment.
  const statement = program.body.find((one) => one.end >= offset)
  return statement ? declaredName(statement as Node) : ''
}

function declaredName(node: Node): string {
  if (node.type === 'ExportNamedDeclaration' && node.declaration) {
    return declaredName(node.declaration as Node)
  }
  if (node.type === 'VariableDeclaration') return nameOf(node.declarations[0]?.id as Node)
  if (node.type === 'FunctionDeclaration' || node.type === 'TSTypeAliasDeclaration') {
    return nameOf(node.id as Node)
  }
  return ''
}
