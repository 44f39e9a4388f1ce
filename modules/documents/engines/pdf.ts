/**
 * Sets a paper in type (pdfmake). The same paper at the same instant gives the same bytes, so that
 * its hash can be signed: the creation date is an argument, and nothing else varies.
 */
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import pdfmake from 'pdfmake'
import { msOf, type Instant } from '#kernel/dates'
import type { Block, Paper } from '../paper/sheet.ts'
import { shaped } from './letters.ts'

const ink = '#1a1f24'
const quiet = '#5b6670'
const hairline = '#c9d0d6'
const accent = '#0b5c5c'

const find = createRequire(import.meta.url)
const folderOf = (name: string): string => dirname(find.resolve(`${name}/package.json`))
const roboto = (weight: string): string =>
  join(folderOf('pdfmake'), 'fonts/Roboto', `Roboto-${weight}.ttf`)
const noto = (script: string, weight: number): string => {
  const family = `noto-sans-${script}`
  return join(
    folderOf(`@fontsource/${family}`),
    'files',
    `${family}-${script}-${weight}-normal.woff`,
  )
}

/** The scripts of our languages, each with its block of Unicode. */
const scripts = {
  devanagari: '\u0900-\u097f',
  bengali: '\u0980-\u09ff',
  gurmukhi: '\u0a00-\u0a7f',
  gujarati: '\u0a80-\u0aff',
  tamil: '\u0b80-\u0bff',
  telugu: '\u0c00-\u0c7f',
  kannada: '\u0c80-\u0cff',
  malayalam: '\u0d00-\u0d7f',
} as const

/** A face is named to the typesetter as a file, in which stands who shapes it. */
function face(file: string): string {
  const name = basename(file)
  pdfmake.virtualfs.writeFileSync(name, shaped(file))
  return name
}

// Roboto comes with pdfmake as TrueType: it has the rupee sign, and figures of one width.
pdfmake.setFonts({
  Roboto: { normal: face(roboto('Regular')), bold: face(roboto('Medium')) },
  ...Object.fromEntries(
    Object.keys(scripts).map((script) => {
      return [script, { normal: face(noto(script, 400)), bold: face(noto(script, 600)) }]
    }),
  ),
})
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy(() => true)
pdfmake.setTableLayouts({ ruled: ruled(), inner: inner(), plain: inner(), banner: banner() })

const LEFT = 48

export async function typeset(paper: Paper, lender: string, madeAt: Instant): Promise<Uint8Array> {
  const definition = {
    pageSize: 'A4',
    pageMargins: [LEFT, 60, LEFT, 56],
    language: `${paper.language}-IN`,
    info: {
      title: paper.title,
      author: lender,
      creator: lender,
      producer: 'Dhara',
      creationDate: new Date(msOf(madeAt)),
    },
    defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.12, color: ink },
    header: (page: number) => (page === 1 ? '' : inScripts(runningHead(lender, paper.running))),
    footer: (page: number, pages: number) => foot(paper, page, pages),
    pageBreakBefore: (node: Placed, around: { getFollowingNodesOnPage(): unknown[] }) =>
      node.headlineLevel === 1 && around.getFollowingNodesOnPage().length === 0,
    content: paper.content.map(inScripts),
  }
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer())
}

type Placed = { headlineLevel?: number }

const runningHead = (lender: string, running: string): Block => ({
  margin: [LEFT, 28, LEFT, 0],
  fontSize: 8.5,
  columns: [
    { text: lender, bold: true, color: accent },
    { text: running, alignment: 'right', color: quiet },
  ],
})

const foot = ({ mark, page: says }: Paper, page: number, pages: number): Block =>
  inScripts({
    margin: [LEFT, 14, LEFT, 0],
    fontSize: 8,
    color: quiet,
    columns: [
      { text: mark, width: '*' },
      {
        text: says.replace('{n}', String(page)).replace('{of}', String(pages)),
        alignment: 'right',
        width: 100,
      },
    ],
  })

type Lines = { table: { body: unknown[]; headerRows?: number } }

/** Hairlines between rows, stronger under the head and at the end; no boxes. */
function ruled() {
  const strong = (i: number, { table }: Lines) =>
    i === 0 || i === table.body.length || i === (table.headerRows ?? 0)
  return {
    hLineWidth: (i: number, node: Lines) => (strong(i, node) ? 0.9 : 0.4),
    hLineColor: (i: number, node: Lines) => (strong(i, node) ? ink : hairline),
    vLineWidth: () => 0,
    paddingLeft: (i: number) => (i === 0 ? 0 : 6),
    paddingRight: () => 2,
    paddingTop: () => 3.5,
    paddingBottom: () => 2.5,
  }
}

function inner() {
  return {
    hLineWidth: () => 0,
    vLineWidth: () => 0,
    paddingLeft: () => 0,
    paddingRight: () => 6,
    paddingTop: () => 0,
    paddingBottom: () => 1.5,
  }
}

function banner() {
  return {
    hLineWidth: () => 0.9,
    hLineColor: () => accent,
    vLineWidth: () => 0,
    paddingLeft: (i: number) => (i === 0 ? 0 : 8),
    paddingRight: () => 0,
    paddingTop: () => 7,
    paddingBottom: () => 5,
  }
}

/** A run of one script: what joins letters or ends a sentence in several goes with those before. */
const runs = new RegExp(
  Object.entries(scripts)
    .map(([script, block]) => {
      const word = `[${block}][${block}\\u0964\\u0965\\u200c\\u200d]*`
      return `(?<${script}>${word}(?: +${word})*)`
    })
    .join('|'),
  'g',
)

/** Each run of a script is set in the face that has it. */
function inScripts(block: Block): Block {
  if (typeof block === 'string') return runsOf(block)
  const entries = Object.entries(block).map(([key, value]) => [
    key,
    key === 'text' && typeof value === 'string' ? textOf(runsOf(value)) : deep(value),
  ])
  return Object.fromEntries(entries) as Block
}

const textOf = (block: Block): unknown => (typeof block === 'string' ? block : block['text'])

function deep(value: unknown): unknown {
  if (typeof value === 'string') return runsOf(value)
  if (Array.isArray(value)) return value.map(deep)
  if (typeof value === 'object' && value !== null) return inScripts(value as Block)
  return value
}

function runsOf(text: string): Block {
  const found = [...text.matchAll(runs)]
  if (found.length === 0) return text
  const pieces: Block[] = []
  let at = 0
  for (const { index, 0: run, groups = {} } of found) {
    if (index > at) pieces.push(text.slice(at, index))
    const font = Object.keys(groups).find((script) => groups[script] !== undefined)!
    pieces.push({ text: run, font })
    at = index + run.length
  }
  if (at < text.length) pieces.push(text.slice(at))
  return { text: pieces }
}
