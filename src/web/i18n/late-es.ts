import { treeOf } from '#web/i18n/tree.ts'

/** Everything else: the words of the other modules' pages. */
export const messages = treeOf(
  import.meta.glob(['../../modules/*/web/locales/es.json', '../../kernel/i18n/locales/es.json', '!../../modules/conversations/**'], {
    eager: true,
    import: 'default',
  }),
)
