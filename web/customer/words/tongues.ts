/**
 * Where each language comes from: a chunk of its words and one of its script's letters, so that
 * a phone on a slow line fetches the one its holder reads. Written by us in all ten; a translator
 * of each language has yet to read them before production (web/customer/words/README.md).
 */
import type { Language } from '#kernel/languages'
import type { Words } from './english.ts'

type Tongue = {
  readonly words: () => Promise<Words>
  readonly script: () => Promise<unknown>
  /** The script's face, and a letter it is asked for by. */
  readonly face: readonly [name: string, letter: string]
}

const devanagari = {
  script: () => import('#web/kit/scripts/devanagari.ts'),
  face: ['Noto Sans Devanagari', 'अ'],
} as const

const tongues: { readonly [of in Exclude<Language, 'en'>]: Tongue } = {
  hi: { words: async () => (await import('./hindi.ts')).hindi, ...devanagari },
  mr: { words: async () => (await import('./marathi.ts')).marathi, ...devanagari },
  bn: {
    words: async () => (await import('./bengali.ts')).bengali,
    script: () => import('#web/kit/scripts/bengali.ts'),
    face: ['Noto Sans Bengali', 'অ'],
  },
  ta: {
    words: async () => (await import('./tamil.ts')).tamil,
    script: () => import('#web/kit/scripts/tamil.ts'),
    face: ['Noto Sans Tamil', 'அ'],
  },
  te: {
    words: async () => (await import('./telugu.ts')).telugu,
    script: () => import('#web/kit/scripts/telugu.ts'),
    face: ['Noto Sans Telugu', 'అ'],
  },
  kn: {
    words: async () => (await import('./kannada.ts')).kannada,
    script: () => import('#web/kit/scripts/kannada.ts'),
    face: ['Noto Sans Kannada', 'ಅ'],
  },
  ml: {
    words: async () => (await import('./malayalam.ts')).malayalam,
    script: () => import('#web/kit/scripts/malayalam.ts'),
    face: ['Noto Sans Malayalam', 'അ'],
  },
  gu: {
    words: async () => (await import('./gujarati.ts')).gujarati,
    script: () => import('#web/kit/scripts/gujarati.ts'),
    face: ['Noto Sans Gujarati', 'અ'],
  },
  pa: {
    words: async () => (await import('./punjabi.ts')).punjabi,
    script: () => import('#web/kit/scripts/gurmukhi.ts'),
    face: ['Noto Sans Gurmukhi', 'ਅ'],
  },
}

/** Longer than this the words do not wait for their letters: the phone has some of its own. */
const LETTERS_MS = 1500

/** The words, with their letters where those come in time; rejects where the words do not come. */
export async function fetched(language: Exclude<Language, 'en'>): Promise<Words> {
  const { words, script, face } = tongues[language]
  const letters = script()
    .then(() => document.fonts.load(`16px "${face[0]}"`, face[1]))
    .catch(() => undefined)
  const late = new Promise((resolve) => setTimeout(resolve, LETTERS_MS))
  const [got] = await Promise.all([words(), Promise.race([letters, late])])
  return got
}
