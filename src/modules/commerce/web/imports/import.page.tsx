import { useParams } from '@tanstack/react-router'
import { getProductImport, runProductImport, undoProductImport } from '#commerce/contract/product-import-api.ts'
import type { ProductImport } from '#commerce/contract/product-import.ts'
import { listProducts } from '#commerce/contract/product-api.ts'
import { MappingForm } from '#commerce/web/imports/mapping-form.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApi, useSend } from '#web/query.ts'
import { useTitle } from '#web/shell/title.tsx'
import { SheetSteps } from '#web/sheets/sheet-steps.tsx'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, PageBones } from '#web/ui/states.tsx'

const path = '/catalogo/importar'

export function ProductImportPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const t = useT()
  useTopic(`commerce.product-import:${id}`)
  // Live tells at once; asking now and then is for when the connection was away at the wrong moment.
  const query = useApi(getProductImport, { id }, { staleTime: 0, refetchInterval: 4_000 })
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

function Steps({ one }: { one: ProductImport }) {
  const run = useSend(runProductImport, { invalidates: [getProductImport, listProducts] })
  const undo = useSend(undoProductImport, { invalidates: [getProductImport, listProducts] })
  return (
    <SheetSteps
      one={one}
      words="commerce.import"
      path={path}
      seenAt="/catalogo"
      mapping={<MappingForm key={one.id} one={one} />}
      running={{ isSending: run.sending, problem: run.problem }}
      onRun={() => void run.send({ id: one.id }).catch(() => {})}
      undoing={{ isSending: undo.sending, problem: undo.problem, onUndo: () => void undo.send({ id: one.id }).catch(() => {}) }}
    />
  )
}
