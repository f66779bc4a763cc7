import { layered, treeOf } from '#web/i18n/tree.ts'

/** Everything else: the words of all other pages. */
export const messages = layered(
  treeOf(
    import.meta.glob(['../../modules/*/web/locales/en.json', '../../kernel/i18n/locales/en.json', '!../../modules/conversations/**'], {
      eager: true,
      import: 'default',
    }),
  ),
  treeOf(import.meta.glob('./locales/en.json', { eager: true, import: 'default', query: '?late' })),
  treeOf(import.meta.glob('../../modules/conversations/web/locales/en.json', { eager: true, import: 'default', query: '?late' })),
)
