import { Modal, Select, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { listContacts } from '#crm/contract/api.ts'
import { createProposal, listProposals } from '#sales/contract/proposal-api.ts'
import { listProposalTemplates } from '#sales/contract/proposal-template-api.ts'
import { DealChoice, useOpenDeals } from '#sales/web/proposals/deal-choice.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { FoundSelect } from '#web/ui/found-select.tsx'

export type ProposalStart = { contactId?: string; contactName?: string; conversationId?: string; dealId?: string; title?: string }

/** For whom, and from what. Everything else is written on the page of the proposal. */
export function NewProposalDialog({ start = {}, onClose }: { start?: ProposalStart; onClose: () => void }) {
  const t = useT()
  const navigate = useNavigate()
  const { data: templates } = useApi(listProposalTemplates, {})
  const { send } = useSend(createProposal, {
    invalidates: [listProposals],
    onDone: ({ id }) => void navigate({ to: `/propuestas/${id}` }),
  })
  const [contactId, setContactId] = useState(start.contactId ?? null)
  const open = useOpenDeals(contactId)?.filter(({ closedAt }) => closedAt === null)
  const onlyDeal = open?.length === 1 ? (open[0]?.id ?? null) : null
  const form = useContractForm({
    initialValues: {
      contactId: start.contactId ?? (null as string | null),
      templateId: null as string | null,
      title: start.title ?? '',
      /** Undefined until somebody says: then the only one that is open. */
      dealId: start.dealId as string | null | undefined,
    },
    validate: { contactId: (id: string | null) => (id === null ? t('sales.proposals.contact_missing') : null) },
    save: ({ contactId, templateId, title, dealId = onlyDeal }) =>
      send({
        contactId: contactId ?? '',
        templateId,
        ...(title.trim() && { title: title.trim() }),
        ...(start.conversationId && { conversationId: start.conversationId }),
        ...(dealId && { dealId }),
      }),
  })
  const usable = (templates?.items ?? []).filter(({ isArchived }) => !isArchived)
  return (
    <Modal opened onClose={onClose} title={t('sales.proposals.new')} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          <FoundSelect
            label={t('sales.proposals.contact')}
            placeholder={t('sales.proposals.find_contact')}
            data-autofocus={start.contactId === undefined || undefined}
            among={listContacts}
            known={start.contactId && start.contactName ? { id: start.contactId, name: start.contactName } : null}
            {...form.field('contactId')}
            onChange={(contact) => {
              const id = contact?.id ?? null
              setContactId(id)
              form.setValues({ contactId: id, dealId: undefined })
            }}
          />
          {contactId !== null && (
            <DealChoice
              contactId={contactId}
              value={form.getValues().dealId === undefined ? onlyDeal : (form.getValues().dealId ?? null)}
              onChange={(dealId) => form.setFieldValue('dealId', dealId)}
            />
          )}
          <Select
            label={t('sales.proposals.template')}
            placeholder={t('sales.proposals.no_template')}
            data={usable.map(({ id, name }) => ({ value: id, label: name }))}
            clearable
            data-autofocus={start.contactId !== undefined || undefined}
            {...form.field('templateId')}
          />
          <TextInput
            label={t('sales.proposals.name')}
            description={t('sales.proposals.name_hint')}
            maxLength={160}
            {...form.field('title')}
          />
        </Fields>
        <FormButtons submit={t('sales.proposals.create')} isSaving={form.isSaving} onCancel={onClose} />
      </CheckedForm>
    </Modal>
  )
}
