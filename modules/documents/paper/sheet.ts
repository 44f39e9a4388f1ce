/**
 * A paper as data: what the engine sets in type. One grid for all our papers: a column of numbers,
 * a column of words, a column of amounts; hairlines between rows, readable in black and white.
 */
import type { Instant } from '#kernel/dates'
import type { Language } from '#kernel/languages'
import { english, wordsIn, type Words } from '../words/words.ts'
import lender from '../reference/lender.json' with { type: 'json' }

/** A node of pdfmake's document tree. */
export type Block = string | { readonly [key: string]: unknown }

export type Paper = {
  readonly language: Language
  readonly title: string
  /** Beside the lender's name at the head of each page. */
  readonly running: string
  /** At the foot of each page: what identifies the paper. */
  readonly mark: string
  /** At the foot too, with `{n}` and `{of}` for the page's number and how many there are. */
  readonly page: string
  readonly content: readonly Block[]
}

/** Everything a paper says beside its own numbers. */
export type Occasion = {
  readonly borrower: string
  readonly madeAt: Instant
  /** The borrower's choice on the day the paper is made. */
  readonly language: Language
}

/** A paper in one language. */
export function paperIn(
  language: Language,
  { title, mark }: { readonly title: (words: Words) => string; readonly mark: string },
  content: (words: Words) => Block[],
): Paper {
  const words = wordsIn(language)
  const head = { language, title: title(words), running: title(words), mark }
  return { ...head, page: words.paper.page('{n}', '{of}'), content: content(words) }
}

/**
 * A paper that binds, or that others than its borrower act on: in the borrower's language, and then
 * in English with the same figures. Each says which of the two rules
 * (docs/decisions/0018-papers-in-two-languages.md).
 */
export function paperTwice(...[language, head, content]: Parameters<typeof paperIn>): Paper {
  const own = paperIn(language, head, content)
  if (language === 'en') return own
  const [ruled, first] = [ruling(wordsIn(language)), { pageBreak: 'before', text: '' }]
  return { ...own, content: [ruled, ...own.content, first, ruling(english), ...content(english)] }
}

const ruling = ({ paper: { twice } }: Words): Block => ({
  text: twice,
  fontSize: 8,
  color: quiet,
  margin: [0, 0, 0, 8],
})

export const quiet = '#5b6670'
export const accent = '#0b5c5c'
export { lender }

/** The head of the first page. */
export function masthead(title: string, under: string): Block[] {
  return [
    { text: lender.name, bold: true, fontSize: 11, color: accent },
    // Who lends, by what right: the sample lender says of itself that it is none.
    { text: lender.registration, fontSize: 8, color: quiet },
    { text: title, fontSize: 18, bold: true, margin: [0, 6, 0, 2] },
    { text: under, color: quiet, margin: [0, 0, 0, 12] },
  ]
}

/** Who, what and when, in two columns of name and value. */
export const facts = (pairs: readonly (readonly [string, string])[]): Block => ({
  layout: 'plain',
  margin: [0, 0, 0, 12],
  table: {
    widths: [84, 200, 78, '*'],
    body: twoAbreast(pairs).map(([left, right]) => [...fact(left), ...fact(right)]),
  },
})

/** A few numbers as large as they matter. */
export const figures = (
  pairs: readonly { label: string; value: string; note?: string }[],
): Block => ({
  layout: 'banner',
  margin: [0, 2, 0, 14],
  table: {
    widths: pairs.map(() => '*'),
    body: [
      pairs.map(({ label, value, note = ' ' }) => ({
        stack: [
          { text: label, fontSize: 8, color: quiet },
          { text: value, fontSize: 13, bold: true, margin: [0, 2, 0, 1] },
          // Where one has a note, all keep its line, so that they stand level.
          ...(pairs.some((pair) => pair.note) ? [{ text: note, fontSize: 8, color: quiet }] : []),
        ],
      })),
    ],
  },
})

/** A part's title; it never stands alone at the foot of a page. */
export const heading = (text: string, under?: string, newPage = false): Block => ({
  ...(newPage && { pageBreak: 'before' }),
  stack: [
    { text, fontSize: 13, bold: true },
    ...(under === undefined ? [] : [{ text: under, color: quiet, fontSize: 8.5 }]),
  ],
  margin: [0, 10, 0, 6],
  headlineLevel: 1,
})

/** Numbered rows: `[number, words, value]`; a row is never torn by a page's end. */
export const rows = (
  head: readonly [string, string, string],
  body: readonly (readonly [string, Block, Block])[],
  widths: readonly (string | number)[] = [22, 164, '*'],
): Block => ({
  layout: 'ruled',
  margin: [0, 0, 0, 6],
  table: {
    headerRows: 1,
    dontBreakRows: true,
    widths,
    body: [head.map(headCell), ...body.map((cells) => cells.map(cell))],
  },
})

/** Columns of amounts, headed; the first column is words or a number. */
export const columns = (
  heads: readonly string[],
  body: readonly (readonly Block[])[],
  widths: readonly (string | number)[],
  leftColumns = 1,
  foot?: readonly string[],
): Block => {
  const side = (i: number) => (i < leftColumns ? 'left' : 'right')
  const set = (cells: readonly Block[], more: object) =>
    cells.map((block, i) => ({ ...cell(block), alignment: side(i), ...more }))
  return {
    layout: 'ruled',
    margin: [0, 0, 0, 6],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 2,
      widths,
      body: [
        set(heads, { bold: true, fontSize: 8.5 }),
        ...body.map((cells) => set(cells, {})),
        ...(foot ? [set(foot, { bold: true })] : []),
      ],
    },
  }
}

/** Words with what identifies them in small beneath, where there is something. */
export const noted = (text: string, note: string | undefined): Block =>
  note === undefined ? text : { stack: [{ text }, { text: note, fontSize: 8, color: quiet }] }

export const paragraph = (text: string): Block => ({ text, margin: [0, 0, 0, 6] })

const headCell = (text: string): Block => ({ text, bold: true, fontSize: 8.5 })
const cell = (block: Block): Exclude<Block, string> =>
  typeof block === 'string' ? { text: block } : block
const fact = ([name, value]: readonly [string, string]): Block[] => [
  { text: name, color: quiet },
  { text: value },
]

function twoAbreast(pairs: readonly (readonly [string, string])[]) {
  const half = Math.ceil(pairs.length / 2)
  const blank = ['', ''] as const
  return pairs.slice(0, half).map((left, i) => [left, pairs[half + i] ?? blank] as const)
}
