/**
 * Who is at this phone. The token lives in the tab, not in a cookie: the console keeps the cookie
 * of this origin, and both may be open side by side.
 */
import { LANGUAGES, type Language } from '#kernel/languages'
import { intentKey, makeDoor } from '#web/kit/door.ts'
import { held } from './held.ts'

export const token = held<string>('dhara-token', sessionStorage)
/** The number they signed in with: the sandbox's inbox shows its messages, nobody else's. */
export const phone = held<string>('dhara-phone', sessionStorage)
/** Why we ask to sign in again. */
export const ended = held<'yes'>('dhara-ended', undefined)
export const language = held<Language>('dhara-language', localStorage, LANGUAGES)
const install = held<string>('dhara-install', localStorage)

if (!install.get()) install.set(`ins_${intentKey()}`)
export const installId = install.get() as `ins_${string}` as never
export const VERSION = 'web-0.1.0'

export const door = makeDoor({
  bearer: () => token.get(),
  onSignedOut: () => {
    if (!token.get()) return
    token.set(undefined)
    ended.set('yes')
  },
})

/** The language of words: what was chosen, else what the device speaks. */
export const chosenLanguage = (): Language => language.get() ?? deviceLanguage()

export function useLanguage(): Language {
  return language.use() ?? deviceLanguage()
}

const deviceLanguage = (): Language =>
  LANGUAGES.find((each) => navigator.language.split('-')[0] === each) ?? 'en'
