import { Modal } from '@mantine/core'
import { getDeal } from '#sales/contract/deal-api.ts'
import type { Deal } from '#sales/contract/deal.ts'
import { DealForm, type DealStart } from '#sales/web/deals/deal-form.tsx'
import { usePipelines } from '#sales/web/pipelines/pipelines.queries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { ErrorState, ListBones } from '#web/ui/states.tsx'

type NewProps = { start?: DealStart; onClose: () => void; onDone?: (deal: Deal) => void }

/** A new one. */
export function NewDealDialog({ start, onClose, onDone }: NewProps) {
  const t = useT()
  const { pipelines } = usePipelines()
  return (
    <Modal opened onClose={onClose} title={t('sales.form.new')} size={560} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      {pipelines ? (
        <DealForm
          {...(start && { start })}
          onDone={(deal) => {
            onClose()
            onDone?.(deal)
          }}
          onCancel={onClose}
        />
      ) : (
        <ListBones rows={5} face={false} />
      )}
    </Modal>
  )
}

/** One that is there. It is read anew, so that what is changed is what it is now. */
export function EditDealDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT()
  const { data: deal, error, refetch } = useApi(getDeal, { id })
  return (
    <Modal opened onClose={onClose} title={t('sales.form.edit')} size={560} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      {deal ? (
        <DealForm deal={deal} onDone={onClose} onCancel={onClose} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <ListBones rows={5} face={false} />
      )}
    </Modal>
  )
}
