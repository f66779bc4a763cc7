import { createContext, use } from 'react'
import type { Locale } from '#kernel/i18n/translate.ts'
import { useI18n } from '#web/i18n/i18n.tsx'

export const LocaleContext = createContext<(locale: Locale) => void>(() => {})

/** The language of the words, and a way to choose another before anybody is signed in. Later the account decides. */
export function useLocale(): [Locale, (locale: Locale) => void] {
  return [useI18n().locale, use(LocaleContext)]
}
