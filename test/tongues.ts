/**
 * What every language of ours must do that English does, for the app's words and for those of
 * papers: say all of it, with the same figures, in its own letters.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Language } from '#kernel/languages'

/** What a letter of another script looks like to each language. */
export const foreign: { readonly [of in Language]: RegExp } = {
  en: /[^\p{scx=Latin}]/u,
  hi: /[^\p{scx=Devanagari}\p{scx=Latin}]/u,
  bn: /[^\p{scx=Bengali}\p{scx=Latin}]/u,
  ta: /[^\p{scx=Tamil}\p{scx=Latin}]/u,
  te: /[^\p{scx=Telugu}\p{scx=Latin}]/u,
  kn: /[^\p{scx=Kannada}\p{scx=Latin}]/u,
  ml: /[^\p{scx=Malayalam}\p{scx=Latin}]/u,
  mr: /[^\p{scx=Devanagari}\p{scx=Latin}]/u,
  gu: /[^\p{scx=Gujarati}\p{scx=Latin}]/u,
  pa: /[^\p{scx=Gurmukhi}\p{scx=Latin}]/u,
}

/** No text has these figures of its own, so that one found was put there. */
const GIVEN = ['7001', '7002', '7003', '7004'] as const
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

/** The tests of all languages, and of English that it tells what it is given. */
export function saysAsEnglish<Words>(
  english: Words,
  tongues: { readonly [of in Exclude<Language, 'en'>]: Words },
): void {
  const said = new Map(texts(english, english))
  for (const [language, words] of Object.entries(tongues) as [Language, Words][]) {
    const own = [...texts(words, english)]
    const wrong = (isWrong: (text: string, path: string) => boolean) =>
      assert.deepEqual(
        own.filter(([path, text]) => isWrong(text, path)),
        [],
      )

    test(`${language} says all that English says, and no more`, () => {
      assert.deepEqual(own.map(([path]) => path).toSorted(), [...said.keys()].toSorted())
      wrong((text, path) => (text.trim() === '') !== (said.get(path)?.trim() === ''))
    })
    test(`${language} names the same figures as English, and what it is given`, () =>
      wrong((text, path) => figures(text) !== figures(said.get(path) ?? '')))
    // Terms and codes are capitals (PAN, EMI, ABCPD1234E); an address stays as it is, and (iv) is a
    // number.
    test(`${language} is written in its own letters, and leaves no English words`, () =>
      wrong(
        (text) =>
          /[a-z]/.test(text.replaceAll(/\S+@\S+|\([iv]+\)/g, '')) ||
          foreign[language].test(text.replaceAll(/[^\p{L}\p{M}]/gu, '')),
      ))
  }

  test('every given figure is told in English too', () => {
    for (const [path, text] of said) {
      const takes = path.split('.').reduce<unknown>((at, key) => (at as never)[key], english)
      if (typeof takes === 'function')
        for (const given of GIVEN.slice(0, takes.length)) assert.ok(text.includes(given), path)
    }
  })
}
