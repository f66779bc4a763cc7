import { useOwnAvailability } from '#conversations/web/availability/own.queries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#conversations/web/availability/availability.module.css'

/** Under one's name: whether one gets work, and how much one has. */
export function OwnStatus() {
  const t = useT()
  const own = useOwnAvailability()
  if (!own) return <small>{t('web.connection.live')}</small>
  const words = t('conversations.availability.own', { status: t(`conversations.availability.${own.status}`), count: own.open })
  return (
    <small>
      <span className={s.status} title={words}>
        <i className={s.dot} data-status={own.status} aria-hidden />
        <span aria-hidden>{`${t(`conversations.availability.${own.status}`)} · ${own.open}`}</span>
        <span className="sr-only">{words}</span>
      </span>
    </small>
  )
}
