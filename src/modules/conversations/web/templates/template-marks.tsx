import type { Template } from '#conversations/contract/template.ts'
import { useI18n, useT } from '#web/i18n/i18n.tsx'
import { Chip, type Tone } from '#web/ui/marks.tsx'

const toneByState: Partial<Record<Template['state'], Tone>> = {
  approved: 'ok',
  pending: 'info',
  'in-appeal': 'info',
  rejected: 'bad',
  disabled: 'bad',
  locked: 'bad',
  paused: 'warn',
  'limit-exceeded': 'warn',
}

/** How it stands at the provider, and whether something is written that it has not seen. */
export function TemplateState({ template: { state, change } }: { template: Pick<Template, 'state' | 'change'> }) {
  const t = useT()
  return (
    <span title={change ? t('conversations.templates.changed') : undefined}>
      <Chip tone={toneByState[state] ?? 'plain'}>
        {t(`conversations.templates.states.${state}`)}
        {change && ' •'}
      </Chip>
    </span>
  )
}

/** `es_AR` as people call it: español (Argentina). */
export function useLanguageName(): (code: string) => string {
  const { locale } = useI18n()
  const names = new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' })
  return (code) => {
    try {
      return names.of(code.replace('_', '-')) ?? code
    } catch {
      return code
    }
  }
}

/** `pedido_en_camino` as a person reads it. */
export const titleOf = (name: string): string => {
  const words = name.replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** Those that the provider takes and that are written around here. */
export const languages = ['es_AR', 'es', 'es_MX', 'es_ES', 'en_US', 'en', 'pt_BR', 'pt_PT', 'fr', 'it', 'de'] as const
