import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#conversations/web/connectors/connectors.module.css'

const limits = ['official', 'tab', 'receipts', 'features', 'pace'] as const

/** What a number behind a connector cannot do, before and after somebody chose it. */
export function Limits() {
  const t = useT()
  return (
    <ul className={s.limits}>
      {limits.map((limit) => (
        <li key={limit}>
          <IconAlertTriangle size={16} stroke={1.7} aria-hidden />
          {t(`conversations.connectors.limits.${limit}`)}
        </li>
      ))}
      <li data-good>
        <IconCheck size={16} stroke={1.9} aria-hidden />
        {t('conversations.connectors.limits.window')}
      </li>
    </ul>
  )
}
