import { createContext, type ReactNode, use, useMemo } from 'react'
import { createTranslator } from 'use-intl/core'
import type { Locale } from '#kernel/i18n/translate.ts'
import type { Messages } from '#web/i18n/messages.ts'
import { type Formats, makeFormats, type Region } from '#web/i18n/formats.ts'

type Values = Record<string, string | number | Date | undefined>
type RichValues = Record<string, string | number | Date | ((chunks: ReactNode) => ReactNode)>

/** `t('crm.contacts.title', { count })`: the ICU message under that key; `t.rich` puts elements around parts of it. */
export type T = ((key: string, values?: Values) => string) & {
  rich: (key: string, values: RichValues) => ReactNode
  has: (key: string) => boolean
}

/** `tag` is the language with the country whose numbers it writes: `es-AR`. */
export const makeT = (tag: string, messages: Messages, zone: string): T =>
  createTranslator({
    locale: tag,
    messages,
    timeZone: zone,
    onError: (error) => {
      if (import.meta.env.DEV) console.error(error.message)
    },
    // A raw key on screen helps nobody: its last word, with spaces, at least reads like one.
    getMessageFallback: ({ key }) => (import.meta.env.DEV ? key : (key.split('.').at(-1) ?? '').replaceAll('_', ' ')),
  }) as unknown as T

type I18n = { locale: Locale; t: T; format: Formats }

const I18nContext = createContext<I18n | null>(null)

/** `locale` decides the words (the person's), `region` the formats (the organization's). */
export function I18nProvider({
  locale,
  messages,
  region,
  children,
}: {
  locale: Locale
  messages: Messages
  region: Region
  children: ReactNode
}) {
  const { country, zone, currency, language } = region
  const value = useMemo(
    () => ({
      locale,
      t: makeT(`${locale}-${country}`, messages, zone),
      format: makeFormats({ language, country, zone, currency }, locale),
    }),
    [locale, messages, language, country, zone, currency],
  )
  return <I18nContext value={value}>{children}</I18nContext>
}

export function useI18n(): I18n {
  const value = use(I18nContext)
  if (!value) throw new Error('no I18nProvider above')
  return value
}

export const useT = (): T => useI18n().t
export const useFormat = (): Formats => useI18n().format
