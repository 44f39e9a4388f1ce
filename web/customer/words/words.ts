/** The words of the language in use: English stands at once, the others come when chosen. */
import { useEffect, useSyncExternalStore } from 'react'
import type { Language } from '#kernel/languages'
import { chosenLanguage, language, useLanguage } from '../session.ts'
import { english, type Words } from './english.ts'
import { fetched } from './tongues.ts'

export const NAMES: { readonly [of in Language]: string } = {
  en: 'English',
  hi: 'हिन्दी',
  bn: 'বাংলা',
  ta: 'தமிழ்',
  te: 'తెలుగు',
  kn: 'ಕನ್ನಡ',
  ml: 'മലയാളം',
  mr: 'मराठी',
  gu: 'ગુજરાતી',
  pa: 'ਪੰਜਾਬੀ',
}
/** For the button, where room is short. */
export const SHORT: { readonly [of in Language]: string } = {
  en: 'EN',
  hi: 'हि',
  bn: 'বা',
  ta: 'த',
  te: 'తె',
  kn: 'ಕ',
  ml: 'മ',
  mr: 'म',
  gu: 'ગુ',
  pa: 'ਪੰ',
}

/** What is spoken now, and the language that could not be had. */
type Speech = { readonly of: Language; readonly words: Words; readonly missed?: Language }
let speech: Speech = { of: 'en', words: english }
const listeners = new Set<() => void>()

/** Speaks the chosen language as soon as its words are here; until then the last one goes on. */
export async function speak(wanted: Language): Promise<void> {
  try {
    const words = wanted === 'en' ? english : await fetched(wanted)
    // Another may have been chosen while this one was on its way.
    if (chosenLanguage() === wanted) say({ of: wanted, words })
  } catch {
    if (chosenLanguage() === wanted) say({ ...speech, missed: wanted })
  }
}

function say(next: Speech): void {
  speech = next
  listeners.forEach((listener) => listener())
}

export const choose = (chosen: Language): void => {
  language.set(chosen)
  void speak(chosen)
}

const useSpeech = (): Speech =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => speech,
  )

export const useWords = (): Words => useSpeech().words

/** Whether the chosen language could not be fetched, and the app speaks another. */
export const useIsMissed = (): boolean => useSpeech().missed === useLanguage()

/** The page says which language it speaks: readers and fonts need it. A missed one is retried. */
export function usePageLanguage(): void {
  const { of } = useSpeech()
  useEffect(() => {
    document.documentElement.lang = of
  }, [of])
  useEffect(() => {
    const again = () => speech.missed && void speak(speech.missed)
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  }, [])
}
