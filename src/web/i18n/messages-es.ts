import { mergeMessages } from '#web/i18n/messages.ts'

export const messages = mergeMessages(
  import.meta.glob(['../../modules/*/web/locales/es.json', '../../kernel/i18n/locales/es.json', './locales/es.json'], {
    eager: true,
    import: 'default',
  }),
)
