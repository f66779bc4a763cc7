export const locales = ['es', 'en', 'pt'] as const
export type Locale = (typeof locales)[number]

export type Details = Record<string, unknown>

/** `t('crm.problems.contact_not_found', { id })`: ICU message of the module's locale file. */
export type Translate = (key: string, values?: Record<string, unknown>) => string
