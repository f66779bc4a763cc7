import { ActionIcon, Button, Modal, Textarea } from '@mantine/core'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { PhoneContent } from '#platform/contract/phone.ts'
import { catalogId, currency, productOf, products } from '#platform/web/phone/products.ts'
import s from '#platform/web/phone/interactive.module.css'
import { useFormat, useT } from '#web/i18n/i18n.tsx'

type Order = Extract<PhoneContent, { type: 'order' }>
type OrderDialogProps = { only?: readonly string[]; catalog?: string | null; onOrdered: (order: Order) => void; onClosed: () => void }

/** The cart of a customer: what they take of the catalogue, or of the products that the business offered. */
export function OrderDialog({ only, catalog, onOrdered, onClosed }: OrderDialogProps) {
  const t = useT()
  const format = useFormat()
  const [isOpen, setOpen] = useState(true)
  const [quantities, setQuantities] = useState<Record<string, number>>({})
  const [note, setNote] = useState('')
  const offered = only && only.length > 0 ? only.map(productOf) : products
  const items = offered.flatMap(({ retailerId, price }) => {
    const quantity = quantities[retailerId] ?? 0
    return quantity > 0 ? [{ retailerId, quantity, price, currency }] : []
  })
  const total = items.reduce((sum, { quantity, price }) => sum + quantity * price, 0)
  const take = (retailerId: string, by: number) =>
    setQuantities((last) => ({ ...last, [retailerId]: Math.min(99, Math.max(0, (last[retailerId] ?? 0) + by)) }))

  return (
    <Modal
      opened={isOpen}
      onClose={() => setOpen(false)}
      onExitTransitionEnd={onClosed}
      title={t('platform.phone.order_title')}
      size={420}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <ul className={s.products}>
        {offered.map(({ retailerId, name, price }) => (
          <li key={retailerId}>
            <span>
              <b>{name}</b>
              <small className="num">{format.money(price * 100, currency)}</small>
            </span>
            <ActionIcon
              size={30}
              disabled={!quantities[retailerId]}
              onClick={() => take(retailerId, -1)}
              aria-label={t('platform.phone.order_less', { name })}
            >
              <IconMinus size={15} stroke={2} />
            </ActionIcon>
            <output className="num" aria-label={t('platform.phone.order_quantity', { name })}>
              {quantities[retailerId] ?? 0}
            </output>
            <ActionIcon size={30} onClick={() => take(retailerId, 1)} aria-label={t('platform.phone.order_more', { name })}>
              <IconPlus size={15} stroke={2} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Textarea
        label={t('platform.phone.order_note')}
        placeholder={t('platform.phone.order_note_hint')}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button
        mt={14}
        fullWidth
        disabled={items.length === 0}
        onClick={() => {
          onOrdered({ type: 'order', catalogId: catalog ?? catalogId, items, ...(note.trim() && { text: note.trim() }) })
          setOpen(false)
        }}
      >
        {items.length === 0
          ? t('platform.phone.order_empty')
          : t('platform.phone.order_send', { total: format.money(total * 100, currency) })}
      </Button>
    </Modal>
  )
}
