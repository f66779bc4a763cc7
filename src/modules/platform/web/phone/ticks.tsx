import { IconCheck, IconChecks, IconClock } from '@tabler/icons-react'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#platform/web/phone/ticks.module.css'

/** How far something that the customer wrote has come: on its way, with the business, read. */
export function Ticks({ state }: { state: 'sending' | 'sent' | 'read' }) {
  const t = useT()
  const Sign = state === 'sending' ? IconClock : state === 'sent' ? IconCheck : IconChecks
  return (
    <span className={s.ticks} data-state={state} title={t(`platform.phone.ticks.${state}`)}>
      <Sign size={state === 'sending' ? 12 : 15} stroke={2} aria-hidden />
      <span className="sr-only">{t(`platform.phone.ticks.${state}`)}</span>
    </span>
  )
}
