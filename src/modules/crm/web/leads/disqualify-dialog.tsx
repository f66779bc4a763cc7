import { Textarea } from '@mantine/core'
import { listLeads, updateLead } from '#crm/contract/lead-api.ts'
import type { LeadRow } from '#crm/contract/lead.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'

/** Why an enquiry leads nowhere: kept, because next month somebody asks. */
export function DisqualifyDialog({ lead, onClose }: { lead: LeadRow; onClose: () => void }) {
  const t = useT()
  const { send } = useSend(updateLead, { invalidates: [listLeads], onDone: onClose })
  const form = useContractForm<{ reason: string }>({
    initialValues: { reason: '' },
    validate: { reason: (reason) => (reason.trim() === '' ? t('crm.leads.reason_missing') : null) },
    save: ({ reason }) => send({ id: lead.id, status: 'disqualified', disqualifyReason: reason.trim() }, { ifMatch: lead.version }),
  })
  return (
    <DialogForm
      form={form}
      onClose={onClose}
      title={t('crm.leads.disqualify_named', { name: lead.name })}
      size={440}
      submit={t('crm.leads.disqualify')}
      onCancel={onClose}
    >
      <Textarea
        label={t('crm.leads.reason')}
        withAsterisk
        aria-required
        maxLength={500}
        minRows={3}
        autosize
        data-autofocus
        {...form.field('reason')}
      />
    </DialogForm>
  )
}
