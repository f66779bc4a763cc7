import { mergeMessages } from '#web/i18n/messages.ts'

export const messages = mergeMessages(
  import.meta.glob(['../../modules/*/web/locales/pt.json', '../../kernel/i18n/locales/pt.json', './locales/pt.json'], {
    eager: true,
    import: 'default',
  }),
)
