import { Button, Modal, Select } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { createPurchase, getPurchaseBoard } from '#purchasing/contract/purchase-api.ts'
import { listSuppliers } from '#purchasing/contract/supplier-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#purchasing/web/purchases/purchases.module.css'

/** Of whom: the rest is written on the draft. */
export function NewDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const navigate = useNavigate()
  const [supplierId, setSupplierId] = useState<string | null>(null)
  const [text, setText] = useState('')
  const { data } = useApi(listSuppliers, { ...(text && { search: text }), limit: 50 }, { keepsPrevious: true })
  const { send, sending, problem } = useSend(createPurchase, {
    invalidates: [getPurchaseBoard],
    onDone: ({ id }) => void navigate({ to: `/compras/${id}` }),
  })
  const choices = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Modal opened onClose={onClose} title={t('purchasing.new.title')} size={420} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          if (supplierId !== null) void send({ supplierId }).catch(() => {})
        }}
      >
        <Fields>
          {problem && <Notice tone="bad">{problem}</Notice>}
          <Select
            label={t('purchasing.list.supplier')}
            placeholder={t('purchasing.new.find')}
            data={choices}
            value={supplierId}
            onChange={setSupplierId}
            searchable
            onSearchChange={(typed) => setText(choices.some(({ label }) => label === typed) ? '' : typed)}
            filter={({ options }) => options}
            nothingFoundMessage={t('purchasing.new.none')}
            data-autofocus
          />
          <p className={s.quiet}>{t('purchasing.new.hint')}</p>
          <div className={s.foot}>
            <Button variant="default" onClick={onClose}>
              {t('web.action.cancel')}
            </Button>
            <Button type="submit" disabled={supplierId === null} loading={sending}>
              {t('purchasing.new.create')}
            </Button>
          </div>
        </Fields>
      </CheckedForm>
    </Modal>
  )
}
