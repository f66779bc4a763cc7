import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTranslator, IntlErrorCode } from 'use-intl/core'
import { tagOf } from '#kernel/i18n/in-words.ts'
import { locales, type Locale, type Translate } from '#kernel/i18n/translate.ts'

type Words = { [key: string]: string | Words }
export type Messages = Record<Locale, Words>

const fallback: Locale = 'es'
const sourceFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/**
 * Reads `<part>/{es,en,pt}.json` of the kernel, the web and every module below `src`; the content of each file hangs
 * under the name of its part (`crm.problems.contact_not_found`). A file that is no JSON ends the start with its path.
 */
export function readMessages(source = sourceFolder): Messages {
  const messages: Messages = { es: {}, en: {}, pt: {} }
  for (const [part, folder] of localeFolders(source)) {
    for (const locale of locales) {
      const path = join(folder, `${locale}.json`)
      if (!existsSync(path)) continue
      try {
        messages[locale][part] = JSON.parse(readFileSync(path, 'utf8')) as Words
      } catch (error) {
        throw new Error(`${path}: ${(error as Error).message}`, { cause: error })
      }
    }
  }
  return messages
}

function localeFolders(source: string): [part: string, folder: string][] {
  const modules = join(source, 'modules')
  const names = existsSync(modules) ? readdirSync(modules).toSorted() : []
  return [
    ['kernel', join(source, 'kernel', 'i18n', 'locales')],
    ['web', join(source, 'web', 'i18n', 'locales')],
    ...names.map((name): [string, string] => [name, join(modules, name, 'web', 'locales')]),
  ]
}

export type Failure = { locale: Locale; key: string; reason: string }

/**
 * One translator per language. A key without words in a language is said in Spanish, one without any words is said by
 * its name; `report` hears of both, once each, and of values that a sentence asks for and did not get.
 */
export function translatorsOf(messages: Messages, report: (failure: Failure) => void = () => {}): (locale: Locale) => Translate {
  const reported = new Set<string>()
  const tell = (failure: Failure): void => {
    const id = `${failure.locale} ${failure.key} ${failure.reason}`
    if (reported.size > 1_000 || reported.has(id)) return
    reported.add(id)
    report(failure)
  }
  const speakers = Object.fromEntries(locales.map((locale) => [locale, speakerOf(messages, locale, tell)])) as Record<Locale, Speaker>
  const translates = Object.fromEntries(
    locales.map((locale): [Locale, Translate] => [
      locale,
      (key, values) => {
        if (speakers[locale].has(key)) return speakers[locale].say(key, values)
        tell({ locale, key, reason: 'no words' })
        return speakers[fallback].has(key) ? speakers[fallback].say(key, values) : key
      },
    ]),
  ) as Record<Locale, Translate>
  return (locale) => translates[locale] ?? translates[fallback]
}

type Speaker = { has(key: string): boolean; say(key: string, values?: Record<string, unknown>): string }

function speakerOf(messages: Messages, locale: Locale, tell: (failure: Failure) => void): Speaker {
  // The keys are known when the process runs, not when it is type-checked.
  const translate = createTranslator<Record<string, string>>({
    locale: tagOf(locale),
    messages: messages[locale] as Record<string, string>,
    timeZone: 'UTC',
    onError: (error) => {
      if (error.code !== IntlErrorCode.MISSING_MESSAGE) tell({ locale, key: '', reason: error.message.split('\n')[0] ?? error.code })
    },
    getMessageFallback: ({ key }) => key,
  })
  return { has: (key) => translate.has(key), say: (key, values) => translate(key, values && speakable(values)) }
}

/** Details of a problem may hold lists and objects; a sentence can only say words, numbers and dates. */
function speakable(values: Record<string, unknown>): Record<string, string | number | Date> {
  const said: Record<string, string | number | Date> = {}
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string' || typeof value === 'number' || value instanceof Date) said[name] = value
    else if (typeof value === 'boolean' || typeof value === 'bigint') said[name] = String(value)
    else if (Array.isArray(value)) said[name] = value.filter((item) => typeof item === 'string' || typeof item === 'number').join(', ')
  }
  return said
}

let standing: ((locale: Locale) => Translate) | undefined

/** The translator of this process, over the files of the project. */
export const translator = (locale: Locale): Translate => (standing ??= translatorsOf(readMessages()))(locale)

/** The best of our languages for an `Accept-Language` header (RFC 9110 §12.5.4); Spanish when it asks for none of them. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  let best: { locale: Locale; weight: number } | undefined
  for (const range of (acceptLanguage ?? '').slice(0, 500).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
    const language = tag.trim().split('-')[0] ?? ''
    const locale = locales.find((one) => one === language)
    const weight = weightOf(parameters)
    if (locale && weight > 0 && weight > (best?.weight ?? 0)) best = { locale, weight }
  }
  return best?.locale ?? fallback
}

function weightOf(parameters: readonly string[]): number {
  const q = parameters.map((parameter) => /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1]).find((value) => value !== undefined)
  return q === undefined ? 1 : Number(q)
}
