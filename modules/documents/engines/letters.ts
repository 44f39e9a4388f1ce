/**
 * The letters of our papers: each face shaped by HarfBuzz, as browsers do. The typesetter's own
 * shaper stops at some syllables of Indic scripts and sets others wrongly. A face is read once, and
 * all keep the same line, so that a row of a table in two scripts stands level.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'
import { Blob, Buffer as Line, Face, Font, shape } from 'harfbuzzjs'

type Glyph = { readonly id: number; readonly advanceWidth: number; codePoints: number[] }
/** What the typesetter wants of a face (fontkit), as far as we change it. */
type Typeface = {
  readonly unitsPerEm: number
  readonly characterSet: readonly number[]
  getGlyph(id: number): { advanceWidth: number }
  glyphForCodePoint(letter: number): { id: number }
}
type Fontkit = {
  create(bytes: Uint8Array): Typeface
  registerFormat(format: object): void
}

const near = createRequire(createRequire(import.meta.url).resolve('pdfmake'))
const fontkit = createRequire(near.resolve('pdfkit'))('fontkit') as Fontkit

/** Of the letter's height, above and below the line: room for vowel signs on both sides. */
const ASCENT = 0.98
const DESCENT = 0.28

const MARK = 'shaped:'
const faces = new Map<string, Typeface>()

/** What stands for a face's file: the typesetter hands it back to us, and gets the shaped face. */
export const shaped = (file: string): Buffer => Buffer.from(`${MARK}${file}`)

// fontkit asks each format whether the bytes are its own, and makes a face of them by `new`.
fontkit.registerFormat(
  Object.assign(
    function (stream: { readonly buffer: Uint8Array }) {
      return faceOf(Buffer.from(stream.buffer).toString().slice(MARK.length))
    },
    { probe: (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 7)).toString() === MARK },
  ),
)

function faceOf(file: string): Typeface {
  const known = faces.get(file)
  if (known) return known
  const bytes = sfntOf(readFileSync(file))
  const plain = fontkit.create(bytes)
  const font = new Font(new Face(new Blob(new Uint8Array(bytes).buffer)))
  const em = plain.unitsPerEm
  const letterOf = new Map(
    plain.characterSet.map((letter) => [plain.glyphForCodePoint(letter).id, letter]),
  )
  const face = Object.create(plain, {
    ...{ ascent: { value: ASCENT * em }, descent: { value: -DESCENT * em }, lineGap: { value: 0 } },
    layout: { value: (text: string) => laid(text, font, plain, letterOf) },
  }) as Typeface
  faces.set(file, face)
  return face
}

/** The glyphs of a text in one script and where each stands; fresh, for the typesetter scales. */
function laid(text: string, font: Font, face: Typeface, letterOf: ReadonlyMap<number, number>) {
  const line = new Line()
  line.addText(text)
  line.guessSegmentProperties()
  shape(font, line)
  const positions = line.getGlyphPositions().map(({ xAdvance, yAdvance, xOffset, yOffset }) => {
    return { xAdvance, yAdvance, xOffset, yOffset }
  })
  const infos = line.getGlyphInfos()
  const glyphs = infos.map(({ codepoint: id, cluster }): Glyph => {
    const own = letterOf.get(id)
    const codePoints = own === undefined ? joined(text, cluster, infos, letterOf) : [own]
    return { id, advanceWidth: face.getGlyph(id).advanceWidth, codePoints }
  })
  return {
    glyphs,
    positions,
    // Asked for after the positions were scaled.
    get advanceWidth() {
      return positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0)
    },
  }
}

type Info = { readonly codepoint: number; readonly cluster: number }

/** The letters a joined glyph stands for, so that they can be copied out of the file. */
function joined(
  text: string,
  cluster: number,
  infos: readonly Info[],
  letterOf: ReadonlyMap<number, number>,
): number[] {
  const end = infos.map((info) => info.cluster).filter((start) => start > cluster)
  const letters = [...text.slice(cluster, Math.min(text.length, ...end))]
  const told = infos.filter((info) => info.cluster === cluster)
  const apart = new Set(told.map(({ codepoint }) => letterOf.get(codepoint)))
  return letters.map((letter) => letter.codePointAt(0) ?? 0).filter((letter) => !apart.has(letter))
}

/** The plain font in a WOFF: its tables, each inflated where it was deflated (W3C WOFF 1.0). */
function sfntOf(bytes: Buffer): Buffer {
  if (bytes.toString('latin1', 0, 4) !== 'wOFF') return bytes
  const count = bytes.readUInt16BE(12)
  let at = 12 + 16 * count
  const head = Buffer.alloc(at)
  bytes.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)
  const tables: Buffer[] = []
  for (let i = 0; i < count; i++) {
    const entry = bytes.subarray(44 + 20 * i, 64 + 20 * i)
    const [start, packed, size] = [4, 8, 12].map((offset) => entry.readUInt32BE(offset))
    const raw = bytes.subarray(start, start! + packed!)
    const table = Buffer.alloc((size! + 3) & ~3)
    table.set(packed! < size! ? inflateSync(raw) : raw)
    tables.push(table)
    const row = 12 + 16 * i
    entry.copy(head, row, 0, 4)
    entry.copy(head, row + 4, 16, 20)
    head.writeUInt32BE(at, row + 8)
    head.writeUInt32BE(size!, row + 12)
    at += table.length
  }
  return Buffer.concat([head, ...tables])
}
