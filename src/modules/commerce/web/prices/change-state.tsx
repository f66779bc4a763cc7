import type { PriceChange } from '#commerce/contract/price-change.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { StateDot } from '#web/ui/marks.tsx'

export function ChangeState({ change }: { change: PriceChange }) {
  const t = useT()
  const format = useFormat()
  if (change.state === 'undone') return <StateDot tone="plain">{t('commerce.prices.states.undone')}</StateDot>
  if (change.state === 'scheduled')
    return <StateDot tone="warn">{t('commerce.prices.states.scheduled', { day: format.day(change.effectiveAt) })}</StateDot>
  return <StateDot tone="ok">{t('commerce.prices.states.applied')}</StateDot>
}
