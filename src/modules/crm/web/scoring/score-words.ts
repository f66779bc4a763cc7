import type { WinReason } from '#crm/contract/lead-model.ts'
import type { FitCondition, ScoreReason } from '#crm/contract/scoring.ts'
import { useSourceText } from '#crm/web/contacts/contact-columns.tsx'
import { useFields, useTags } from '#crm/web/contacts/definitions.ts'
import { useT } from '#web/i18n/i18n.tsx'

/** Conditions and reasons of scores in words. */
export function useScoreWords(): { condition: (condition: FitCondition) => string; reason: (reason: ScoreReason) => string } {
  const t = useT()
  const { byId } = useTags()
  const fields = useFields()
  const sourceText = useSourceText()
  const condition = (one: FitCondition): string => {
    switch (one.about) {
      case 'kind':
      case 'relation':
        return t(`crm.scoring.is.${one.about}`, { is: one.is })
      case 'reachable':
        return t('crm.scoring.is.reachable', { by: one.by })
      case 'city':
        return t('crm.scoring.is.city', { list: one.oneOf.join(', ') })
      case 'source':
        return t('crm.scoring.is.source', { list: one.oneOf.map(sourceText).join(', ') })
      case 'tag':
        return t('crm.scoring.is.tag', { name: byId.get(one.tagId)?.name ?? '?' })
      case 'field': {
        const field = fields.find(({ key }) => key === one.key)
        const value = field?.options.find(({ id }) => id === one.value)?.label ?? one.value
        return t('crm.scoring.is.field', { is: one.is.replace('-', ''), label: field?.label ?? one.key, value })
      }
    }
  }
  return {
    condition,
    reason: (one) =>
      one.condition ? condition(one.condition) : t(`crm.scoring.did.${one.activity ?? 'note.written'}`, { count: one.count }),
  }
}

/** Levels of factors in words; what businesses name themselves (channels, sources, cities) is theirs. */
export function useLevelText(): (factor: WinReason['factor'], level: string | null) => string {
  const t = useT()
  const sourceText = useSourceText()
  return (factor, level) => {
    if (level === null || level === '?') return t('crm.model.level.unknown')
    if (level === '*') return t('crm.model.level.rare')
    if (factor === 'weekday') return t(`crm.model.weekday.d${level}`)
    if (factor === 'source' || factor === 'channel') return sourceText(level)
    return factor !== 'city' && t.has(`crm.model.level.${level}`) ? t(`crm.model.level.${level}`) : level
  }
}

/** Why a lead is likelier or less likely than the average one. */
export function useWinReasonText(): (reason: WinReason) => string {
  const t = useT()
  const levelText = useLevelText()
  return ({ factor, level, value }) => {
    if (factor === 'response' || factor === 'silence') {
      if (value === null) return t(`crm.model.reason.${factor}_none`)
      if (factor === 'silence') return t('crm.model.reason.silence', { value: Math.round(value) })
      const minutes = Math.max(1, Math.round(value))
      const shown = minutes < 90 ? t('crm.model.minutes', { minutes }) : t('crm.model.hours', { hours: Math.round(minutes / 60) })
      return t('crm.model.reason.response', { minutes: shown })
    }
    if (factor === 'inbound' || factor === 'orders') return t(`crm.model.reason.${factor}`, { value: Math.round(value ?? 0) })
    if (factor === 'price' || factor === 'email') return t(`crm.model.reason.${factor}`, { level: level ?? 'no' })
    return t('crm.model.reason.category', { name: t(`crm.model.factor.${factor}`), level: levelText(factor, level) })
  }
}
