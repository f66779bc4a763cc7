import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { getMergeProposal } from '#crm/contract/duplicate-api.ts'
import { MergeForm } from '#crm/web/duplicates/merge-form.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useTitle } from '#web/shell/title.tsx'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'

/** Two contacts side by side: which one stays, and whose value where they differ. */
export function MergePage() {
  const { id = '', otherId = '' } = useParams({ strict: false }) as { id?: string; otherId?: string }
  const t = useT()
  const [survivorId, stay] = useState<string>()
  const asked = { id, otherId, ...(survivorId && { survivorId }) }
  const { data, error, refetch } = useApi(getMergeProposal, asked, { staleTime: 0, keepsPrevious: true })
  useTitle(t('crm.merge.title'))
  return (
    <Page title={t('crm.merge.title')} back={`/contactos/${id}`} narrow>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <MergeForm key={`${id} ${otherId}`} proposal={data} onStay={stay} onAgain={() => void refetch()} />
      ) : (
        <ListBones rows={7} face={false} />
      )}
    </Page>
  )
}
