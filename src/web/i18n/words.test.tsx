import compileMessage from 'icu-minify/compile'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makeT } from '#web/i18n/i18n.tsx'
import { loadMessages, type Messages } from '#web/i18n/messages.ts'

const root = process.cwd()
const locales = ['es', 'en', 'pt'] as const

const wordFiles = (locale: string): Record<string, Messages> => {
  const folders = { web: 'src/web/i18n/locales', kernel: 'src/kernel/i18n/locales' } as Record<string, string>
  for (const module of readdirSync(`${root}/src/modules`)) folders[module] = `src/modules/${module}/web/locales`
  return Object.fromEntries(
    Object.entries(folders).flatMap(([name, folder]) => {
      try {
        return [[name, JSON.parse(readFileSync(`${root}/${folder}/${locale}.json`, 'utf8')) as Messages]]
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return []
        throw error
      }
    }),
  )
}

const entries = (words: Messages, path = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : entries(value, `${path}${key}.`),
  )

const spoken = Object.fromEntries(locales.map((locale) => [locale, new Map(entries(wordFiles(locale)))])) as Record<
  (typeof locales)[number],
  Map<string, string>
>

/** `{count}` and the like: what the code must give, whatever the language. */
const slots = (message: string) => [...new Set([...message.matchAll(/\{(\w+)/g)].map((match) => match[1]))].toSorted().join()

test.each(['en', 'pt'] as const)('%s says everything that es says, and nothing else', (locale) => {
  expect([...spoken[locale].keys()].toSorted()).toEqual([...spoken.es.keys()].toSorted())
})

test.each(locales)('every message of %s can be read', (locale) => {
  const broken = [...spoken[locale]].filter(([, message]) => {
    try {
      compileMessage(message)
      return false
    } catch {
      return true
    }
  })
  expect(broken.map(([key]) => key)).toEqual([])
})

test('the own words of the shell ask for the same values in every language', () => {
  const own = [...spoken.es.keys()].filter((key) => key.startsWith('web.'))
  for (const locale of ['en', 'pt'] as const) {
    expect(own.filter((key) => outer(spoken[locale].get(key) ?? '') !== outer(spoken.es.get(key) ?? ''))).toEqual([])
  }
})

const outer = (message: string) => slots(message.replace(/(one|other|zero|few|many|=\d+) \{[^}]*\}/g, ''))

test.each(locales)('no raw key and no brace is shown in %s', async (locale) => {
  const t = makeT(locale, await loadMessages(locale), 'UTC')
  for (const key of [...spoken.es.keys()].filter((one) => one.startsWith('web.'))) {
    const text = t(key, { count: 2, name: 'Ana', word: 'x', code: 'x', title: 'x' })
    expect(text, key).not.toMatch(/[{}]|^web\./)
    expect(text.length, key).toBeGreaterThan(0)
  }
})

test('one and several are told apart', async () => {
  const t = makeT('es-AR', await loadMessages('es'), 'UTC')
  expect(t('web.list.selected', { count: 1 })).toBe('1 seleccionado')
  expect(t('web.list.selected', { count: 1200 })).toBe('1.200 seleccionados')
})

test('in the shell nobody is addressed as tú, and nothing is shouted', () => {
  const words = [...spoken.es].filter(([key]) => key.startsWith('web.'))
  expect(words.filter(([, text]) => /\b(tú|puedes|quieres|revisa|prueba|intenta|haz)\b/i.test(text)).map(([key]) => key)).toEqual([])
  expect(words.filter(([, text]) => text.includes('!')).map(([key]) => key)).toEqual([])
})
