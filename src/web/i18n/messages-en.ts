import { mergeMessages } from '#web/i18n/messages.ts'

export const messages = mergeMessages(
  import.meta.glob(['../../modules/*/web/locales/en.json', '../../kernel/i18n/locales/en.json', './locales/en.json'], {
    eager: true,
    import: 'default',
  }),
)
