/** Each language says all that English says, with the same figures, in its own letters. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Language } from '../session.ts'
import { bengali } from './bengali.ts'
import { english, type Words } from './english.ts'
import { gujarati } from './gujarati.ts'
import { hindi } from './hindi.ts'
import { kannada } from './kannada.ts'
import { malayalam } from './malayalam.ts'
import { marathi } from './marathi.ts'
import { punjabi } from './punjabi.ts'
import { tamil } from './tamil.ts'
import { telugu } from './telugu.ts'

/** Each language's words, and what a letter of another script looks like to it. */
const tongues: { readonly [of in Exclude<Language, 'en'>]: readonly [Words, RegExp] } = {
  hi: [hindi, /[^\p{scx=Devanagari}\p{scx=Latin}]/u],
  bn: [bengali, /[^\p{scx=Bengali}\p{scx=Latin}]/u],
  ta: [tamil, /[^\p{scx=Tamil}\p{scx=Latin}]/u],
  te: [telugu, /[^\p{scx=Telugu}\p{scx=Latin}]/u],
  kn: [kannada, /[^\p{scx=Kannada}\p{scx=Latin}]/u],
  ml: [malayalam, /[^\p{scx=Malayalam}\p{scx=Latin}]/u],
  mr: [marathi, /[^\p{scx=Devanagari}\p{scx=Latin}]/u],
  gu: [gujarati, /[^\p{scx=Gujarati}\p{scx=Latin}]/u],
  pa: [punjabi, /[^\p{scx=Gurmukhi}\p{scx=Latin}]/u],
}

/** No text has these figures of its own, so that one found was put there. */
const GIVEN = ['7001', '7002'] as const
type Given = (...given: readonly string[]) => string

/** Every text under its path; a text that takes something is given as many figures as English's. */
function texts(words: unknown, like: unknown, path = ''): [path: string, text: string][] {
  if (typeof words === 'string') return [[path, words]]
  if (typeof words === 'function' && typeof like === 'function')
    return [[path, (words as Given)(...GIVEN.slice(0, like.length))]]
  const of = like as { readonly [key: string]: unknown }
  return Object.entries(words as object).flatMap(([key, each]) =>
    texts(each, of[key], path === '' ? key : `${path}.${key}`),
  )
}

const figures = (text: string): string => (text.match(/\d+(?:,\d+)*/g) ?? []).toSorted().join(' ')
const said = new Map(texts(english, english))

for (const [language, [words, foreign]] of Object.entries(tongues)) {
  const own = new Map(texts(words, english))

  test(`${language} says all that English says, and no more`, () => {
    assert.deepEqual([...own.keys()].toSorted(), [...said.keys()].toSorted())
    assert.deepEqual(
      [...own].filter(([, text]) => text.trim() === ''),
      [],
    )
  })

  test(`${language} names the same figures as English, and what it is given`, () => {
    assert.deepEqual(
      [...own].filter(([path, text]) => figures(text) !== figures(said.get(path) ?? '')),
      [],
    )
  })

  // Terms and codes are capitals (PAN, EMI, ABCPD1234E); an address stays as it is.
  test(`${language} is written in its own letters, and leaves no English words`, () => {
    const isStray = (text: string): boolean =>
      /[a-z]/.test(text.replaceAll(/\S+@\S+/g, '')) ||
      foreign.test(text.replaceAll(/[^\p{L}\p{M}]/gu, ''))
    assert.deepEqual(
      [...own].filter(([, text]) => isStray(text)),
      [],
    )
  })
}

test('every given figure is told in English too', () => {
  for (const [path, text] of texts(english, english)) {
    const takes = path.split('.').reduce<unknown>((at, key) => (at as never)[key], english)
    if (typeof takes === 'function')
      for (const given of GIVEN.slice(0, takes.length)) assert.ok(text.includes(given), path)
  }
})
