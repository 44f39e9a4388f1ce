/**
 * A guide shows the house as it is: every block of TypeScript is an excerpt of the file it names,
 * letter for letter but for its indentation; `// …` stands for what is left out.
 *
 *     ```ts modules/payments/contract.ts
 */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'

const root = resolve(import.meta.dirname, '..')
const guides = globSync('docs/guides/*.md', { cwd: root }).sort()
const fence = /^(?<indent> *)```ts(?<named>.*)\n(?<code>[^]*?)^\k<indent>```$/gm
const leftOut = /^ *\/\/ …$/

describe('Every excerpt in a guide is what its file says', () => {
  for (const guide of guides)
    it(guide, () => assert.deepEqual(faultsIn(readFileSync(join(root, guide), 'utf8'), read), []))
})

describe('A guide is told when it shows', () => {
  const file = 'const a = {\n  b: 1,\n\n  c: 2,\n}\n'
  const shown = (code: string, named = ' a.ts') =>
    faultsIn(`1. So:\n\n   \`\`\`ts${named}\n${code}   \`\`\`\n`, (path) =>
      path === 'a.ts' ? file : undefined,
    )
  it('nothing wrong, at another indentation and with a part left out', () => {
    assert.deepEqual(shown('   b: 1,\n\n   c: 2,\n'), [])
    assert.deepEqual(shown('   const a = {\n     // …\n     c: 2,\n   }\n'), [])
  })
  it('another word', () => assert.match(shown('   b: 3,\n')[0] ?? '', /a\.ts has no "b: 3,"/))
  it('another order', () => assert.equal(shown('   c: 2,\n   // …\n   b: 1,\n').length, 1))
  it('another depth', () => assert.equal(shown('   const a = {\n   b: 1,\n').length, 1))
  it('no file, or one that is not there', () => {
    assert.match(shown('   b: 1,\n', '')[0] ?? '', /names no file/)
    assert.match(shown('   b: 1,\n', ' gone.ts')[0] ?? '', /gone\.ts is not there/)
  })
})

function read(path: string): string | undefined {
  const file = join(root, path)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function faultsIn(guide: string, fileAt: (path: string) => string | undefined): string[] {
  return [...guide.matchAll(fence)].flatMap(({ groups }) => {
    const { named = '', code = '' } = groups ?? {}
    const path = named.trim()
    if (path === '') return [`a block names no file: ${code.trim().slice(0, 40)}`]
    const text = fileAt(path)
    if (text === undefined) return [`${path} is not there`]
    return missing(code.trimEnd().split('\n'), text.split('\n')).map(
      (piece) => `${path} has no "${piece.join('\n').slice(0, 80)}"`,
    )
  })
}

/** The pieces of an excerpt that don't follow one another in the file. */
function missing(excerpt: readonly string[], file: readonly string[]): string[][] {
  let from = 0
  return piecesOf(excerpt).filter((piece) => {
    const at = file.findIndex((_, line) => line >= from && standsAt(piece, file, line))
    if (at >= 0) from = at + piece.length
    return at < 0
  })
}

function piecesOf(excerpt: readonly string[]): string[][] {
  const pieces: string[][] = [[]]
  for (const line of excerpt)
    if (leftOut.test(line)) pieces.push([])
    else pieces.at(-1)?.push(line)
  return pieces.filter((piece) => piece.length > 0).map(outdented)
}

/** The last line may stop short of a comma: an expression out of a list of them. */
function standsAt(piece: readonly string[], file: readonly string[], line: number): boolean {
  const there = outdented(file.slice(line, line + piece.length))
  const last = there.pop() ?? ''
  return (
    piece.slice(0, -1).every((own, i) => own === there[i]) &&
    (piece.at(-1) === last || `${piece.at(-1)},` === last)
  )
}

/** Without the indentation that all its lines share. */
function outdented(lines: readonly string[]): string[] {
  const depth = Math.min(...lines.filter(Boolean).map((line) => line.search(/\S|$/)))
  return lines.map((line) => line.slice(Number.isFinite(depth) ? depth : 0))
}
