import { Modal } from '@mantine/core'
import type { ComponentProps, ReactNode } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem } from '#web/ui/form.tsx'

type Props = Omit<ComponentProps<typeof FormButtons>, 'isSaving'> & {
  form: ComponentProps<typeof FormProblem>['form'] & NonNullable<ComponentProps<typeof CheckedForm>['form']> & { isSaving: boolean }
  title: ReactNode
  size: number
  onClose: () => void
  children: ReactNode
}

/** A form of `useContractForm` in a window of its own: its fields below each other, and below them its buttons. */
export function DialogForm({ form, title, size, onClose, children, ...buttons }: Props) {
  const t = useT()
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          {children}
        </Fields>
        <FormButtons {...buttons} isSaving={form.isSaving} />
      </CheckedForm>
    </Modal>
  )
}
