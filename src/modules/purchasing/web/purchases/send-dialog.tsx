import { Button, Modal, SegmentedControl, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sendPurchase } from '#purchasing/contract/purchase-api.ts'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { keep } from '#purchasing/web/purchases/purchases.live.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#purchasing/web/purchases/purchases.module.css'

const ways = ['whatsapp', 'mail', 'hand'] as const

/** How it leaves: as a PDF in a chat or by mail, or by whoever downloads it. */
export function SendDialog({ order, onClose }: { order: PurchaseOrder; onClose: () => void }) {
  const t = useT()
  const queryClient = useQueryClient()
  const [via, setVia] = useState<(typeof ways)[number]>('whatsapp')
  const [text, setText] = useState('')
  const { send, sending, problem } = useSend(sendPurchase, {
    onDone: (saved) => {
      keep(queryClient, saved as PurchaseOrder)
      onClose()
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('purchasing.send.title')}
      size={440}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          void send({ id: order.id, via, text: text.trim() }, { ifMatch: order.version }).catch(() => {})
        }}
      >
        <Fields>
          {problem && <Notice tone="bad">{problem}</Notice>}
          <SegmentedControl
            fullWidth
            aria-label={t('purchasing.send.title')}
            data={ways.map((value) => ({ value, label: t(`purchasing.send.ways.${value}`) }))}
            value={via}
            onChange={(value) => setVia(value as typeof via)}
          />
          <p className={s.quiet}>{t(`purchasing.send.hints.${via}`)}</p>
          {via !== 'hand' && (
            <Textarea
              label={t('purchasing.send.text')}
              placeholder={t('purchasing.send.text_usual')}
              value={text}
              maxLength={1000}
              autosize
              minRows={2}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
          <div className={s.foot}>
            <Button variant="default" onClick={onClose}>
              {t('web.action.cancel')}
            </Button>
            <Button type="submit" loading={sending}>
              {t(via === 'hand' ? 'purchasing.send.mark' : 'purchasing.send.send')}
            </Button>
          </div>
        </Fields>
      </CheckedForm>
    </Modal>
  )
}
