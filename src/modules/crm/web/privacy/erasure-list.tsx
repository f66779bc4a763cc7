import { listErasures } from '#crm/contract/privacy-api.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Chip } from '#web/ui/marks.tsx'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'
import { DateTime } from '#web/ui/time.tsx'
import s from '#crm/web/privacy/privacy.module.css'

const tones = { running: 'info', finishing: 'info', done: 'ok', failed: 'bad' } as const

/** The proof of what was erased: when, by whom and how much. Of whom it was nobody can say any more. */
export function ErasureList() {
  const t = useT()
  const format = useFormat()
  const { data, error, refetch } = useApi(listErasures, {})
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListBones rows={5} face={false} />
  if (data.items.length === 0)
    return <EmptyState drawing="file" title={t('crm.privacy.no_erasures')} hint={t('crm.privacy.no_erasures_hint')} />
  return (
    <ul className={s.erasures}>
      {data.items.map((one) => {
        const rows = Object.values(one.rows).reduce((sum, count) => sum + count, 0)
        return (
          <li key={one.id}>
            <div>
              <DateTime at={one.requestedAt} /> · {t(`crm.privacy.because_${one.reason}`)}
              <small>
                {one.requestedByName} · {t('crm.privacy.took', { rows: format.number(rows), files: format.number(one.files) })}
              </small>
            </div>
            <Chip tone={tones[one.status]}>{t(`crm.privacy.status_${one.status}`)}</Chip>
          </li>
        )
      })}
    </ul>
  )
}
