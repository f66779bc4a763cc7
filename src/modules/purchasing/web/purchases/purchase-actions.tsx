import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconCheck, IconDots, IconFileDownload, IconPackageImport, IconSend } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { cancelPurchase, closePurchase, decidePurchase, getPurchase, printPurchase } from '#purchasing/contract/purchase-api.ts'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import type { PurchaseAction, Refusal } from '#purchasing/contract/purchase-state.ts'
import { BillDialog } from '#purchasing/web/bills/bill-dialog.tsx'
import { askReason } from '#web/ui/reason.tsx'
import type { SaveFirst } from '#purchasing/web/purchases/draft-lines.tsx'
import { keep } from '#purchasing/web/purchases/purchases.live.ts'
import { SendDialog } from '#purchasing/web/purchases/send-dialog.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

/** What can be done with it where it stands; the filled button is what usually comes next. */
export function PurchaseActions({ order, saveFirst }: { order: PurchaseOrder; saveFirst: SaveFirst }) {
  const t = useT()
  const queryClient = useQueryClient()
  const [open, setOpen] = useState<'send' | 'bill' | null>(null)
  const changed = { rereads: [getPurchase], onDone: (saved: unknown) => keep(queryClient, saved as PurchaseOrder) }
  const onProblem = (_problem: unknown, text: string) => void toast({ text, tone: 'bad', name: 'purchase' })
  const approving = useSend(decidePurchase, { ...changed, onProblem })
  const refusing = useSend(decidePurchase, changed)
  const closing = useSend(closePurchase, changed)
  const cancelling = useSend(cancelPurchase, changed)
  const printing = useSend(printPurchase, {
    onDone: ({ url }) => void window.open(url, '_blank', 'noopener'),
    onProblem,
  })
  const may = (action: PurchaseAction): boolean => order.actions.includes(action)
  const decided = ({ id, version }: PurchaseOrder, decision: 'approved' | 'refused', reason: string) =>
    [{ id, decision, reason }, { ifMatch: version }] as const
  /** Goes on when what was typed leaves it possible, and says why not otherwise. */
  const goOnFor = (action: PurchaseAction, goOn: (saved: PurchaseOrder) => void): void =>
    saveFirst((saved) => {
      if (saved.actions.includes(action)) return goOn(saved)
      const whyNot: Partial<Record<PurchaseAction, Refusal>> = {
        approve: 'no_approval',
        send: saved.approval === 'needed' ? 'approval_needed' : 'no_lines',
      }
      const why = whyNot[action] ?? 'state'
      void toast({ text: t('purchasing.problems.action_refused', { why, state: saved.state }), tone: 'bad', name: 'purchase' })
    }, action === 'cancel')
  const approve = (): void => goOnFor('approve', (saved) => void approving.send(...decided(saved, 'approved', '')).catch(() => {}))
  const refuse = (): void =>
    goOnFor('approve', (saved) =>
      askReason({
        title: t('purchasing.actions.refuse'),
        confirm: t('purchasing.actions.refuse'),
        send: (reason) => refusing.send(...decided(saved, 'refused', reason)),
      }),
    )
  const end = (how: 'close' | 'cancel'): void =>
    goOnFor(how, ({ id, version }) => {
      const title = t(`purchasing.actions.${how}`)
      const { send } = how === 'close' ? closing : cancelling
      askReason({ title, confirm: title, send: (reason) => send({ id, reason }, { ifMatch: version }) })
    })
  return (
    <>
      {may('approve') && (
        <Button leftSection={<IconCheck size={16} stroke={1.8} aria-hidden />} loading={approving.sending} onClick={approve}>
          {t('purchasing.actions.approve')}
        </Button>
      )}
      {may('send') && (
        <Button leftSection={<IconSend size={16} stroke={1.7} aria-hidden />} onClick={() => goOnFor('send', () => setOpen('send'))}>
          {t('purchasing.actions.send')}
        </Button>
      )}
      {may('receive') && (
        <Button component={Link} to={`/compras/${order.id}/recibir`} leftSection={<IconPackageImport size={16} stroke={1.7} aria-hidden />}>
          {t('purchasing.actions.receive')}
        </Button>
      )}
      {may('bill') && !may('receive') && order.state !== 'billed' && (
        <Button onClick={() => setOpen('bill')}>{t('purchasing.actions.bill')}</Button>
      )}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('purchasing.actions.more')}>
            <IconDots size={16} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconFileDownload size={15} stroke={1.7} />}
            onClick={() => saveFirst(({ id }) => void printing.send({ id }))}
          >
            {t('purchasing.actions.print')}
          </Menu.Item>
          {may('bill') && <Menu.Item onClick={() => setOpen('bill')}>{t('purchasing.actions.bill')}</Menu.Item>}
          {may('approve') && <Menu.Item onClick={refuse}>{t('purchasing.actions.refuse')}</Menu.Item>}
          {may('close') && <Menu.Item onClick={() => end('close')}>{t('purchasing.actions.close')}</Menu.Item>}
          {may('cancel') && (
            <Menu.Item color="red" onClick={() => end('cancel')}>
              {t('purchasing.actions.cancel')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {open === 'send' && <SendDialog order={order} onClose={() => setOpen(null)} />}
      {open === 'bill' && <BillDialog order={order} onClose={() => setOpen(null)} />}
    </>
  )
}
