/** The words of the language in use. */
import { useEffect } from 'react'
import { useLanguage, type Language } from '../session.ts'
import { english, type Words } from './english.ts'
import { hindi } from './hindi.ts'

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
  ...{
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
  },
}
const texts: { readonly [of in Language]?: Words } = { en: english, hi: hindi }

export const isSpoken = (language: Language): boolean => texts[language] !== undefined

export function useWords(): Words {
  return texts[useLanguage()] ?? english
}

/** The page says which language it speaks: readers and fonts need it. */
export function usePageLanguage(): void {
  const language = useLanguage()
  useEffect(() => {
    document.documentElement.lang = isSpoken(language) ? language : 'en'
  }, [language])
}
