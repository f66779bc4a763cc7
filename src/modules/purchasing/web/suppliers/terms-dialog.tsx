import { Button, Checkbox, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { getSupplier, listSuppliers, updateSupplier } from '#purchasing/contract/supplier-api.ts'
import type { SupplierCard } from '#purchasing/contract/supplier.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { FieldRow, Fields } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#purchasing/web/purchases/purchases.module.css'

/** When they want their money, how long they take, from how much on they deliver. */
export function TermsDialog({ supplier, onClose }: { supplier: SupplierCard; onClose: () => void }) {
  const t = useT()
  const [said, setSaid] = useState({
    termsDays: supplier.termsDays,
    isFromMonthEnd: supplier.isFromMonthEnd,
    leadDays: supplier.leadDays,
    leastOrderMinor: supplier.leastOrderMinor,
    note: supplier.note,
    isArchived: supplier.archivedAt !== null,
  })
  const { send, sending, problem, error } = useSend(updateSupplier, { invalidates: [listSuppliers, getSupplier], onDone: onClose })
  const set = (more: Partial<typeof said>): void => setSaid((last) => ({ ...last, ...more }))
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('purchasing.supplier.edit_terms')}
      size={440}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        refusal={error}
        onSubmit={(event) => {
          event.preventDefault()
          void send({ id: supplier.id, currency: supplier.currency, ...said, note: said.note.trim() }, { ifMatch: supplier.version }).catch(
            () => {},
          )
        }}
      >
        <Fields>
          {problem && <Notice tone="bad">{problem}</Notice>}
          <FieldRow>
            <NumberField
              name="termsDays"
              label={t('purchasing.supplier.terms_days')}
              value={said.termsDays}
              min={0}
              max={365}
              onChange={(value) => set({ termsDays: Number(value) || 0 })}
            />
            <NumberField
              name="leadDays"
              label={t('purchasing.supplier.lead_days')}
              value={said.leadDays ?? ''}
              min={0}
              max={365}
              onChange={(value) => set({ leadDays: value === '' ? null : Number(value) })}
            />
          </FieldRow>
          <Checkbox
            label={t('purchasing.supplier.from_month_end')}
            checked={said.isFromMonthEnd}
            onChange={(event) => set({ isFromMonthEnd: event.currentTarget.checked })}
          />
          <MoneyField
            label={t('purchasing.supplier.least_order')}
            valueMinor={said.leastOrderMinor}
            currency={supplier.currency}
            onChange={(leastOrderMinor) => set({ leastOrderMinor })}
          />
          <Textarea
            label={t('purchasing.facts.note')}
            value={said.note}
            maxLength={1000}
            autosize
            minRows={2}
            onChange={(event) => set({ note: event.currentTarget.value })}
          />
          <Checkbox
            label={t('purchasing.supplier.archived')}
            checked={said.isArchived}
            onChange={(event) => set({ isArchived: event.currentTarget.checked })}
          />
          <div className={s.foot}>
            <Button variant="default" onClick={onClose}>
              {t('web.action.cancel')}
            </Button>
            <Button type="submit" loading={sending}>
              {t('web.action.save')}
            </Button>
          </div>
        </Fields>
      </CheckedForm>
    </Modal>
  )
}
