/** What papers say, by language; the names of the languages as English has them. */
import type { Language } from '#kernel/languages'
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

const tongues: { readonly [of in Language]: readonly [name: string, words: Words] } = {
  en: ['English', english],
  hi: ['Hindi', hindi],
  bn: ['Bengali', bengali],
  ta: ['Tamil', tamil],
  te: ['Telugu', telugu],
  kn: ['Kannada', kannada],
  ml: ['Malayalam', malayalam],
  mr: ['Marathi', marathi],
  gu: ['Gujarati', gujarati],
  pa: ['Punjabi', punjabi],
}

export const wordsIn = (language: Language): Words => tongues[language][1]
export const nameOf = (language: Language): string => tongues[language][0]
export { english, type Words }
