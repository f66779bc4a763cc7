import { Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addPhoneCustomer, listPhoneChats } from '#platform/contract/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'

type NewCustomerProps = { phoneNumberId: string; onClosed: () => void; onMade: (waId: string) => void }

/** A name is all it takes: the number is given out. */
export function NewCustomer({ phoneNumberId, onClosed, onMade }: NewCustomerProps) {
  const t = useT()
  const queryClient = useQueryClient()
  const [isOpen, setOpen] = useState(true)
  const { send } = useSend(addPhoneCustomer)
  const form = useContractForm({
    initialValues: { name: '' },
    save: async ({ name }) => {
      const { waId } = await send({ phoneNumberId, name })
      void queryClient.invalidateQueries({ queryKey: [listPhoneChats.path] })
      setOpen(false)
      onMade(waId)
    },
  })
  return (
    <Modal
      opened={isOpen}
      onClose={() => setOpen(false)}
      onExitTransitionEnd={onClosed}
      title={t('platform.phone.new_customer_title')}
      size={400}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          <TextInput
            {...form.field('name')}
            label={t('platform.phone.new_customer_name')}
            placeholder={t('platform.phone.new_customer_example')}
            description={t('platform.phone.new_customer_hint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            required
            withAsterisk={false}
            maxLength={60}
            autoComplete="off"
            data-autofocus
          />
        </Fields>
        <FormButtons submit={t('platform.phone.new_customer_create')} isSaving={form.isSaving} onCancel={() => setOpen(false)} />
      </CheckedForm>
    </Modal>
  )
}
