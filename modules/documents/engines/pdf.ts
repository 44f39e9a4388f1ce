/**
 * Sets a paper in type (pdfmake). The same paper at the same instant gives the same bytes, so that
 * its hash can be signed: the creation date is an argument, and nothing else varies.
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import pdfmake from 'pdfmake'
import { msOf, type Instant } from '#kernel/dates'
import type { Block, Paper } from '../paper/sheet.ts'

const ink = '#1a1f24'
const quiet = '#5b6670'
const hairline = '#c9d0d6'
const accent = '#0b5c5c'

const find = createRequire(import.meta.url)
const folderOf = (name: string): string => dirname(find.resolve(`${name}/package.json`))
const roboto = (weight: string): string =>
  join(folderOf('pdfmake'), 'fonts/Roboto', `Roboto-${weight}.ttf`)
const devanagari = (weight: number): string => {
  const file = `noto-sans-devanagari-devanagari-${weight}-normal.woff`
  return join(folderOf('@fontsource/noto-sans-devanagari'), 'files', file)
}

// Roboto comes with pdfmake as TrueType: it has the rupee sign, and figures of one width.
pdfmake.setFonts({
  Roboto: {
    normal: roboto('Regular'),
    bold: roboto('Medium'),
    italics: roboto('Italic'),
    bolditalics: roboto('MediumItalic'),
  },
  Devanagari: { normal: devanagari(400), bold: devanagari(600) },
})
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy(() => true)
pdfmake.setTableLayouts({ ruled: ruled(), inner: inner(), plain: inner(), banner: banner() })

const LEFT = 48

export async function typeset(paper: Paper, lender: string, madeAt: Instant): Promise<Uint8Array> {
  const definition = {
    pageSize: 'A4',
    pageMargins: [LEFT, 60, LEFT, 56],
    language: 'en-IN',
    info: {
      title: paper.title,
      author: lender,
      creator: lender,
      producer: 'Dhara',
      creationDate: new Date(msOf(madeAt)),
    },
    defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.2, color: ink },
    header: (page: number) => (page === 1 ? '' : runningHead(lender, paper.running)),
    footer: (page: number, pages: number) => foot(paper.mark, page, pages),
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

const foot = (mark: string, page: number, pages: number): Block => ({
  margin: [LEFT, 14, LEFT, 0],
  fontSize: 8,
  color: quiet,
  columns: [
    { text: mark, width: '*' },
    { text: `Page ${page} of ${pages}`, alignment: 'right', width: 70 },
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

const runs = /[\u0900-\u097F\u200c\u200d]+(?:[ .]+[\u0900-\u097F\u200c\u200d]+)*/g

/** Names in Devanagari are set in a face that has it. */
function inScripts(block: Block): Block {
  if (typeof block === 'string') return runsOf(block)
  return Object.fromEntries(
    Object.entries(block).map(([key, value]) => [
      key,
      key === 'text' ? spoken(value) : deep(value),
    ]),
  )
}

function spoken(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const block = runsOf(value)
  return typeof block === 'string' ? block : block['text']
}

function deep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deep)
  if (typeof value === 'object' && value !== null) return inScripts(value as Block)
  return value
}

function runsOf(text: string): Block {
  const found = [...text.matchAll(runs)]
  if (found.length === 0) return text
  const pieces: Block[] = []
  let at = 0
  for (const { index, 0: run } of found) {
    if (index > at) pieces.push(text.slice(at, index))
    pieces.push({ text: run, font: 'Devanagari' })
    at = index + run.length
  }
  if (at < text.length) pieces.push(text.slice(at))
  return { text: pieces }
}
