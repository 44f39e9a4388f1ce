/** Each language's notice promises what the English one does, in its own letters. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LANGUAGES } from '#kernel/languages'
import { foreign } from '#test/tongues'
import { hashOf } from '../engines/seal.ts'
import { noticeHash } from './consent.ts'
import { noticeIn, type Language, type Notice } from './notice.ts'

const english = noticeIn('en')

/** Every sentence under its path. */
function sentences({ title, intro, rights, items }: Notice): Map<string, string> {
  const said = items.flatMap(({ purpose, title, why, data, recipients }) =>
    [title, why, ...data, ...recipients].map((text, n) => [`${purpose}.${n}`, text] as const),
  )
  return new Map([['title', title], ['intro', intro], ['rights', rights], ...said])
}

const figures = (text: string): string => (text.match(/₹?\d+/g) ?? []).toSorted().join(' ')
const terms = (text: string): string[] => [...new Set(text.match(/\b(PAN|IFSC|SMS)\b/g))].toSorted()
const address = (text: string): string => /\S+@\S+/.exec(text)?.[0] ?? ''
/** How many are named, by the commas: “name, date of birth, gender” is three. */
const named = (text: string): number => text.split(/[,;]/).length

for (const language of LANGUAGES.filter((one) => one !== 'en')) {
  describe(`The notice in ${language}`, () => {
    const notice = noticeIn(language)
    const said = sentences(notice)
    const odd = (isRight: (own: string, english: string) => boolean) =>
      [...sentences(english)].filter(([path, text]) => !isRight(said.get(path) ?? '', text))

    it('asks for the same purposes, data and recipients, each in words', () => {
      assert.equal(notice.language, language)
      const shape = ({ items }: Notice) =>
        items.map(({ purpose, needed, data, recipients }) => {
          return [purpose, needed, data.length, recipients.length]
        })
      assert.deepEqual(shape(notice), shape(english))
      assert.deepEqual(
        [...said.values()].filter((text) => text.trim() === ''),
        [],
      )
    })
    it('names the same figures, terms and address', () => {
      assert.deepEqual(
        odd((own, like) => figures(own) === figures(like)),
        [],
      )
      assert.deepEqual(
        odd((own, like) => address(own) === address(like)),
        [],
      )
      assert.deepEqual(
        odd((own, like) => terms(like).every((one) => own.includes(one))),
        [],
      )
    })
    it('leaves out no one thing it asks for', () => {
      const lists = (of: Notice) => of.items.map(({ data }) => data.map(named))
      assert.deepEqual(lists(notice), lists(english))
    })
    it('is in its own letters; only terms are Latin, in capitals', () => {
      const isOwn = (text: string): boolean =>
        !/[a-z]/.test(text.replaceAll(/\S+@\S+/g, '')) &&
        !foreign[language].test(text.replaceAll(/[^\p{L}\p{M}]/gu, ''))
      assert.deepEqual(
        [...said].filter(([, text]) => !isOwn(text)),
        [],
      )
    })
  })
}

describe('A notice that was shown', () => {
  // People have consented to these very words: another wording is another version.
  const shown: { readonly [version: string]: { readonly [of in Language]: string } } = {
    '2026-11-22': {
      en: '8b3e926b65bf4c3fc6c9c4ac452257dd8c1b9da6cc0485df7254f9c3b2fa7bcd',
      hi: '074f1543835910360640240549c4bd2a587375e4d87f84fd458983fa153ac0df',
      bn: 'bbe9cfdb754776f8f7c0c2e6b5e5a470fff27ee54f13098d03ca996ba90e8df6',
      ta: '1d8a8f89c5ae841b9da40164e80b7e4141134ade1728224835be345b3b8c3349',
      te: '1836520523ff3d2c4255f85e563e5c9111d21ff9c3c2cf437ef3d9ea6e2d3ef2',
      kn: 'ed22f9f91c310105ed537f3360cc1ede682d452563a8c0ad583e008f84aeeed9',
      ml: 'e3c20d87802db522a433c14a012db5a0d7d0799e9803a4d78fbd1574b28a34ff',
      mr: 'b8484b034009edc554388daf901130f090f95a33c52c7b11d39619e371ba09aa',
      gu: 'b31c92e59d1b09439593936f7a7a6c70dbbdf8f7374c744d7fa6147cefa6ab3e',
      pa: 'abdc52bf8609d40a8ec0b3c316af11e19e469966901f2934c0023023fc409ce2',
    },
  }
  for (const [language, hash] of Object.entries(shown[english.version] ?? {}))
    it(`stands as it was in ${language}`, () =>
      assert.equal(noticeHash(noticeIn(language as Language), hashOf), hash))
  it('is of a version whose words are held here', () => assert.ok(shown[english.version]))
})
