import { Button } from '@mantine/core'
import { useState } from 'react'
import { createPersonalExport, getPersonalExport, getPrivacy } from '#crm/contract/privacy-api.ts'
import type { PersonalExport } from '#crm/contract/privacy.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { ProgressBar } from '#web/ui/marks.tsx'
import { DateTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/privacy/privacy.module.css'

const dayMs = 86_400_000

/** Asks for the file, shows how far it is, and hands it out. The last one can be taken again while it is there. */
export function PersonalExportPart({ contactId, last }: { contactId: string; last: PersonalExport | undefined }) {
  const t = useT()
  const [askedId, setAskedId] = useState<string | null>(null)
  // The file itself goes after two days.
  const isThere = last !== undefined && last.status !== 'failed' && Date.now() - Date.parse(last.createdAt) < 2 * dayMs
  const id = askedId ?? (isThere ? last.id : null)
  const { data } = useApi(getPersonalExport, { id: id ?? '' }, { enabled: id !== null, staleTime: 0 })
  const isRunning = data?.status === 'running'
  // Told live as well; a screen that lost its connection asks by itself.
  useApi(getPersonalExport, { id: id ?? '' }, { enabled: id !== null && isRunning, refetchInterval: 1_500 })
  const { send, sending } = useSend(createPersonalExport, {
    invalidates: [getPrivacy],
    onDone: (made) => setAskedId(made.id),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  return (
    <div className={s.exporting} aria-live="polite">
      {isRunning ? (
        <ProgressBar value={data.total === 0 ? 0 : data.done / data.total} label={t('crm.privacy.exporting')} />
      ) : (
        <>
          {data?.fileUrl && (
            <Button component="a" href={data.fileUrl} download>
              {t('crm.privacy.download')}
            </Button>
          )}
          <Button variant="default" loading={sending} onClick={() => void send({ id: contactId }).catch(() => {})}>
            {t(data?.fileUrl ? 'crm.privacy.export_again' : 'crm.privacy.export_do')}
          </Button>
        </>
      )}
      {data?.status === 'failed' && <p role="alert">{t('crm.privacy.export_failed')}</p>}
      {data?.finishedAt && data.fileUrl && (
        <small>
          {t('crm.privacy.made')} <DateTime at={data.finishedAt} />. {t('crm.privacy.expires')}
        </small>
      )}
    </div>
  )
}
