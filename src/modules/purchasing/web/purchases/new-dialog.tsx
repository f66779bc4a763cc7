import { Select } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { createPurchase, getPurchaseBoard } from '#purchasing/contract/purchase-api.ts'
import { listSuppliers } from '#purchasing/contract/supplier-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'
import s from '#purchasing/web/purchases/purchases.module.css'

/** Of whom: the rest is written on the draft. */
export function NewDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const { data } = useApi(listSuppliers, { ...(text && { search: text }), limit: 50 }, { keepsPrevious: true })
  const { send } = useSend(createPurchase, {
    invalidates: [getPurchaseBoard],
    onDone: ({ id }) => void navigate({ to: `/compras/${id}` }),
  })
  const form = useContractForm<{ supplierId: string | null }>({
    initialValues: { supplierId: null },
    validate: { supplierId: (id) => (id === null ? t('kernel.fields.missing') : null) },
    save: ({ supplierId }) => send({ supplierId: supplierId ?? '' }),
  })
  const choices = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <DialogForm
      form={form}
      title={t('purchasing.new.title')}
      size={420}
      submit={t('purchasing.new.create')}
      onCancel={onClose}
      onClose={onClose}
    >
      <Select
        label={t('purchasing.list.supplier')}
        placeholder={t('purchasing.new.find')}
        data={choices}
        searchable
        onSearchChange={(typed) => setText(choices.some(({ label }) => label === typed) ? '' : typed)}
        filter={({ options }) => options}
        nothingFoundMessage={t('purchasing.new.none')}
        data-autofocus
        {...form.field('supplierId')}
      />
      <p className={s.quiet}>{t('purchasing.new.hint')}</p>
    </DialogForm>
  )
}
