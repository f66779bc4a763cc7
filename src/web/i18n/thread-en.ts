import { treeOf } from '#web/i18n/tree.ts'

/** What an open conversation says. */
export const messages = treeOf(
  import.meta.glob('../../modules/conversations/web/locales/en.json', { eager: true, import: 'default', query: '?thread' }),
)
