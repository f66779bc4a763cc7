import type { Locale } from '#kernel/i18n/translate.ts'
import { layered, type Messages } from '#web/i18n/tree.ts'

export type { Messages }

type Load = () => Promise<{ messages: Messages }>

const early: Record<Locale, Load> = {
  es: () => import('#web/i18n/early-es.ts'),
  en: () => import('#web/i18n/early-en.ts'),
  pt: () => import('#web/i18n/early-pt.ts'),
}
const thread: Record<Locale, Load> = {
  es: () => import('#web/i18n/thread-es.ts'),
  en: () => import('#web/i18n/thread-en.ts'),
  pt: () => import('#web/i18n/thread-pt.ts'),
}
const late: Record<Locale, Load> = {
  es: () => import('#web/i18n/late-es.ts'),
  en: () => import('#web/i18n/late-en.ts'),
  pt: () => import('#web/i18n/late-pt.ts'),
}

const spoken = new Map<Locale, Messages>()
let current: Locale = 'es'

/** What the shell and the first screen say: enough to draw something. */
export async function loadEarlyMessages(locale: Locale): Promise<Messages> {
  const words = await earlyWords(locale)
  current = locale
  return words
}

async function earlyWords(locale: Locale): Promise<Messages> {
  const words = spoken.get(locale) ?? { ...(await early[locale]()).messages }
  // Somebody else may have asked meanwhile; all must hold the same object.
  const first = spoken.get(locale) ?? words
  spoken.set(locale, first)
  return first
}

/** What an open conversation says besides. */
export const loadThreadMessages = (locale: Locale = current): Promise<Messages> => add(locale, thread[locale]())

/**
 * All words of a language, namespaced by module (`crm.contacts.title`). They are added to the same object, so that a
 * page which has waited for this can speak at once, without a new render of what is on screen. Until all of another
 * language are here, pages go on asking for those of the one that is spoken.
 */
export async function loadMessages(locale: Locale = current): Promise<Messages> {
  const words = await add(locale, thread[locale](), late[locale]())
  current = locale
  return words
}

async function add(locale: Locale, ...asked: ReturnType<Load>[]): Promise<Messages> {
  const [words, ...parts] = await Promise.all([earlyWords(locale), ...asked])
  return Object.assign(words, layered(words, ...parts.map(({ messages }) => messages)))
}
