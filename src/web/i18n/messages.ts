import type { Locale } from '#kernel/i18n/translate.ts'

export type Messages = { [word: string]: string | Messages }

const loaders: Record<Locale, () => Promise<{ messages: Messages }>> = {
  es: () => import('#web/i18n/messages-es.ts'),
  en: () => import('#web/i18n/messages-en.ts'),
  pt: () => import('#web/i18n/messages-pt.ts'),
}

/** All words of one language: one chunk, namespaced by module (`crm.contacts.title`). */
export const loadMessages = async (locale: Locale): Promise<Messages> => (await loaders[locale]()).messages

/** Files to one tree: `../../modules/crm/web/locales/es.json` goes under `crm`, the kernel's under `kernel`, ours under `web`. */
export function mergeMessages(files: Record<string, unknown>): Messages {
  const tree: Messages = {}
  for (const [path, words] of Object.entries(files)) {
    const module = /modules\/([a-z-]+)\//.exec(path)?.[1] ?? (path.includes('/kernel/') ? 'kernel' : 'web')
    tree[module] = words as Messages
  }
  return tree
}
