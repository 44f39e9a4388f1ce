import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '#kernel/dates'
import type { Paper } from '../paper/sheet.ts'
import { hashOf } from './hash.ts'
import { typeset } from './pdf.ts'
import { press } from './press.ts'

const paper = (text: string): Paper => ({
  language: 'en',
  title: 'A paper',
  running: 'A paper',
  mark: 'no. 1',
  page: 'Page {n} of {of}',
  content: [{ text }],
})
const morning = instant('2026-01-01T10:00:00.000+05:30')
const noon = instant('2026-01-01T12:00:00.000+05:30')
const hash = async (text: string, at = morning): Promise<string> =>
  hashOf(await typeset(paper(text), 'Dhara Finance', at))

describe('Typesetting', () => {
  it('gives the same bytes for the same paper at the same instant', async () =>
    assert.equal(await hash('₹1,23,456.78'), await hash('₹1,23,456.78')))
  it('gives others for another amount', async () =>
    assert.notEqual(await hash('₹1,23,456.78'), await hash('₹1,23,456.79')))
  it('gives others at another instant', async () =>
    assert.notEqual(await hash('₹1'), await hash('₹1', noon)))
  it('sets a name in Devanagari beside Latin', async () => {
    const bytes = Buffer.from(await typeset(paper('आशा राव, Asha Rao'), 'Dhara Finance', morning))
    assert.match(bytes.toString('latin1'), /NotoSansDevanagari/)
    assert.match(bytes.toString('latin1'), /Roboto/)
  })
  it('gives the same bytes on its own thread', async () => {
    const bytes = await press(paper('₹1'), 'Dhara Finance', morning)
    assert.equal(hashOf(bytes), await hash('₹1'))
  })
  it('tells the asker what it could not set, and goes on', async () => {
    const impossible = { ...paper(''), content: [{ text: 'x', font: 'Nobody' }] }
    await assert.rejects(press(impossible, 'Dhara Finance', morning), /Nobody/)
    assert.ok((await press(paper('₹2'), 'Dhara Finance', morning)).length > 0)
  })
  it('makes a PDF', async () => {
    const bytes = await typeset(paper('₹1'), 'Dhara Finance', morning)
    assert.equal(Buffer.from(bytes.subarray(0, 5)).toString(), '%PDF-')
  })
})
