/** Papers say in each language all that they say in English. */
import { LANGUAGES, type Language } from '#kernel/languages'
import { saysAsEnglish } from '#test/tongues'
import { english, wordsIn, type Words } from './words.ts'

const others = LANGUAGES.filter((language) => language !== 'en')
const tongues = Object.fromEntries(others.map((language) => [language, wordsIn(language)]))
saysAsEnglish(english, tongues as { [of in Exclude<Language, 'en'>]: Words })
