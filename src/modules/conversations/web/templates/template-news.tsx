import type { Template } from '#conversations/contract/template.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#conversations/web/templates/templates.module.css'

/** What the provider did with it, and what that means: rejected and why, paused until when, moved to another price. */
export function TemplateNews({ template }: { template: Template }) {
  const t = useT()
  const format = useFormat()
  const { state, reason, advice, pausedUntil, category, previousCategory, categoryChangedAt, isFillable } = template
  const moment = (at: string) => `${format.day(at)} ${format.hour(at)}`
  const isBad = state === 'rejected' || state === 'disabled'
  return (
    <div className={s.news}>
      {state === 'paused' && pausedUntil && (
        <Notice tone="warn">{t('conversations.templates.paused_until', { at: moment(pausedUntil) })}</Notice>
      )}
      {state !== 'paused' && reason !== null && (
        <Notice tone={isBad ? 'bad' : 'warn'}>
          {t(`conversations.templates.reasons.${reason}`)}
          {advice !== null && <> {t('conversations.templates.advice', { words: advice })}</>}
        </Notice>
      )}
      {previousCategory !== null && categoryChangedAt !== null && (
        <Notice tone="warn">
          {t('conversations.templates.category_changed', {
            from: t(`conversations.templates.categories.${previousCategory}`),
            to: t(`conversations.templates.categories.${category}`),
          })}
        </Notice>
      )}
      {state === 'pending' && <Notice>{t('conversations.templates.in_review')}</Notice>}
      {state === 'approved' && <Notice>{t('conversations.templates.edit_limit')}</Notice>}
      {!isFillable && <Notice tone="warn">{t('conversations.templates.not_editable')}</Notice>}
    </div>
  )
}
