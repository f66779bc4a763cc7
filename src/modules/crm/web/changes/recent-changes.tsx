import { Button, Modal } from '@mantine/core'
import { listChanges } from '#crm/contract/change-api.ts'
import { useChangeText, useUndo } from '#crm/web/changes/contact-change.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#crm/web/changes/changes.module.css'

/** The changes of many of the last day, each with a way back: for whoever notices after the toast is gone. */
export function RecentChanges({ onClose }: { onClose: () => void }) {
  const t = useT()
  const text = useChangeText()
  const { undo, sending } = useUndo()
  const { data, error, refetch } = useApi(listChanges, {}, { staleTime: 0 })
  return (
    <Modal opened onClose={onClose} size="lg" title={t('crm.bulk.recent')} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <p className={s.hint}>{t('crm.bulk.recent_hint')}</p>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListBones rows={3} face={false} />
      ) : data.items.length === 0 ? (
        <p className={s.nothing}>{t('crm.bulk.recent_empty')}</p>
      ) : (
        <ul className={s.changes}>
          {data.items.map((one) => (
            <li key={one.id}>
              <span>
                {text(one.change, one.contacts)}
                <small>
                  <RelativeTime at={one.madeAt} />
                  {one.madeByName && ` · ${one.madeByName}`}
                </small>
              </span>
              {one.undoneAt ? (
                <em>{t('crm.bulk.was_undone')}</em>
              ) : (
                <Button variant="default" size="xs" disabled={sending} onClick={() => undo(one.id)}>
                  {t('crm.bulk.undo')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Modal>
  )
}
