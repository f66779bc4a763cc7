import { useParams } from '@tanstack/react-router'
import { getImport, runImport, undoImport } from '#crm/contract/api.ts'
import type { ContactImport } from '#crm/contract/import.ts'
import { canWriteContacts } from '#crm/contract/permissions.ts'
import { MappingForm } from '#crm/web/imports/mapping-form.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { SheetSteps } from '#web/sheets/sheet-steps.tsx'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, PageBones } from '#web/ui/states.tsx'

const path = '/contactos/importar'

export function ImportPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const t = useT()
  useTopic(`crm.import:${id}`)
  // Live tells at once; asking now and then is for when the connection was away at the wrong moment.
  const query = useApi(getImport, { id }, { staleTime: 0, refetchInterval: 4_000 })
  const one = query.data
  useTitle(one?.fileName)
  if (query.error && !one) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!one) return <PageBones />
  return (
    <Page title={one.fileName} hint={t(`kernel.sheet.status.${one.status}`)} back={path}>
      <Steps one={one} />
    </Page>
  )
}

function Steps({ one }: { one: ContactImport }) {
  const may = useMay()
  const run = useSend(runImport, { invalidates: [getImport] })
  const undo = useSend(undoImport, { invalidates: [getImport] })
  return (
    <SheetSteps
      one={one}
      words="crm.import"
      path={path}
      seenAt="/contactos"
      mapping={<MappingForm key={one.id} one={one} />}
      running={{ isSending: run.sending, problem: run.problem }}
      onRun={() => void run.send({ id: one.id }).catch(() => {})}
      undoing={
        may(canWriteContacts)
          ? { isSending: undo.sending, problem: undo.problem, onUndo: () => void undo.send({ id: one.id }).catch(() => {}) }
          : null
      }
    />
  )
}
