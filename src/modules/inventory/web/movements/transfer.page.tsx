import '#web/ui/mantine-forms-css.ts'
import { Button, Checkbox, Menu } from '@mantine/core'
import { IconArrowBackUp, IconPackageImport } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { canMoveStock } from '#inventory/contract/permissions.ts'
import { getStock, listStock } from '#inventory/contract/stock-api.ts'
import { cancelTransfer, getTransfer, listTransfers, receiveTransfer } from '#inventory/contract/transfer-api.ts'
import type { Transfer, TransferLine } from '#inventory/contract/transfer.ts'
import { readQuantity, writeQuantity } from '#inventory/web/counts/quantity-text.ts'
import { TransferState } from '#inventory/web/movements/transfer-state.tsx'
import { usePlaces } from '#inventory/web/words/places.ts'
import { useQuantity } from '#inventory/web/words/quantity.ts'
import { Understood } from '#inventory/web/words/understood.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { separatorsOf } from '#web/money-input.ts'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { MoreMenu } from '#web/ui/more-menu.tsx'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#inventory/web/movements/transfer.module.css'

/** One transfer: what left, what arrived, and what is missing. */
export function TransferPage() {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { nameOf } = usePlaces()
  const { data, error, refetch } = useApi(getTransfer, { id })
  const transfer = data as Transfer | undefined
  useTopic('inventory.stock')
  useTitle(t('inventory.transfer.list'))
  const { send: cancel } = useSend(cancelTransfer, {
    invalidates: [getTransfer, listTransfers, getStock, listStock],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  if (error && !transfer) return <ErrorState error={error} onRetry={() => void refetch()} isPage />
  if (!transfer) return <PageBones kind="record" />
  const takeBack = async () => {
    const isSure = await confirm({
      title: t('inventory.transfer.cancel_title'),
      text: t('inventory.transfer.cancel_text', { place: nameOf(transfer.fromId) }),
      confirm: t('inventory.transfer.cancel'),
    })
    if (isSure) void cancel({ id })
  }
  const isOpen = transfer.state === 'sent'
  return (
    <Page
      title={t('inventory.movements.from_to', { from: nameOf(transfer.fromId), to: nameOf(transfer.toId) })}
      back="/stock/transferencias"
      hint={
        <span className={s.facts}>
          <TransferState state={transfer.state} />
          <span>{t('inventory.transfer.sent_by', { name: transfer.sentByName ?? '', when: format.full(transfer.sentAt) })}</span>
        </span>
      }
      actions={
        isOpen &&
        may(canMoveStock) && (
          <MoreMenu width={230}>
            <Menu.Item leftSection={<IconArrowBackUp size={16} stroke={1.7} />} onClick={() => void takeBack()}>
              {t('inventory.transfer.cancel')}
            </Menu.Item>
          </MoreMenu>
        )
      }
    >
      <div className={s.transfer}>
        {transfer.note !== '' && <p>{transfer.note}</p>}
        {transfer.closedAt !== null && (
          <Notice tone={transfer.lines.some(({ lostMilli }) => lostMilli > 0) ? 'warn' : 'ok'}>
            {t(`inventory.transfer.closed.${transfer.state}`, { name: transfer.closedByName ?? '', when: format.full(transfer.closedAt) })}
          </Notice>
        )}
        <Receipt key={transfer.version} transfer={transfer} isOpen={isOpen && may(canMoveStock)} />
      </div>
    </Page>
  )
}

const leftOf = ({ sentMilli, receivedMilli, lostMilli }: TransferLine): number => sentMilli - receivedMilli - lostMilli

function Receipt({ transfer, isOpen }: { transfer: Transfer; isOpen: boolean }) {
  const t = useT()
  const quantity = useQuantity()
  const marks = separatorsOf(useFormat().number)
  const [typed, setTyped] = useState<Record<string, string>>({})
  const [isComplete, setComplete] = useState(true)
  const { send, sending, problem } = useSend(receiveTransfer, {
    invalidates: [getTransfer, listTransfers, getStock, listStock],
    onDone: () => void toast({ text: t('inventory.transfer.received') }),
  })
  const textOf = (line: TransferLine): string => typed[line.id] ?? writeQuantity(leftOf(line), marks)
  const milliOf = (line: TransferLine): number | null => readQuantity(textOf(line), line.unit, marks)?.quantityMilli ?? null
  const isReadable = transfer.lines.every((line) => milliOf(line) !== null)
  const missing = transfer.lines.filter((line) => (milliOf(line) ?? 0) < leftOf(line)).length
  const receive = () =>
    void send({
      id: transfer.id,
      isComplete,
      lines: transfer.lines.map((line) => ({ lineId: line.id, quantityMilli: milliOf(line) ?? 0 })),
    })
  const hasLost = transfer.lines.some(({ lostMilli }) => lostMilli > 0)
  return (
    <>
      <table className={s.table}>
        <thead>
          <tr>
            <th scope="col">{t('inventory.product')}</th>
            <th scope="col">{t('inventory.transfer.sent_short')}</th>
            <th scope="col">{t(isOpen ? 'inventory.transfer.arrives' : 'inventory.transfer.arrived')}</th>
            {hasLost && <th scope="col">{t('inventory.transfer.missing')}</th>}
          </tr>
        </thead>
        <tbody>
          {transfer.lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                {line.name}
                {line.lot && <small>{t('inventory.lot_named', { code: line.lot.code })}</small>}
                {isOpen && line.receivedMilli > 0 && (
                  <small>{t('inventory.transfer.already', { quantity: quantity(line.receivedMilli, line.unit) })}</small>
                )}
                {isOpen && <Understood typed={textOf(line)} unit={line.unit} />}
              </th>
              <td>{quantity(line.sentMilli, line.unit)}</td>
              <td>
                {isOpen ? (
                  <input
                    aria-label={t('inventory.transfer.arrived_of', { name: line.name })}
                    aria-invalid={milliOf(line) === null || undefined}
                    inputMode={line.unit === 'piece' || line.unit === 'pack' ? 'numeric' : 'decimal'}
                    autoComplete="off"
                    value={textOf(line)}
                    onFocus={(event) => event.currentTarget.select()}
                    onChange={(event) => setTyped({ ...typed, [line.id]: event.currentTarget.value })}
                  />
                ) : (
                  quantity(line.receivedMilli, line.unit)
                )}
              </td>
              {hasLost && (
                <td data-tone={line.lostMilli > 0 ? 'bad' : undefined}>
                  {line.lostMilli > 0 ? quantity(-line.lostMilli, line.unit) : '—'}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {problem && <Notice tone="bad">{problem}</Notice>}
      {isOpen && (
        <div className={s.foot}>
          {missing > 0 ? (
            <Checkbox
              label={t('inventory.transfer.complete')}
              description={t('inventory.transfer.complete_hint')}
              checked={isComplete}
              onChange={(event) => setComplete(event.currentTarget.checked)}
            />
          ) : (
            <span />
          )}
          <Button leftSection={<IconPackageImport size={16} stroke={1.7} />} loading={sending} disabled={!isReadable} onClick={receive}>
            {t('inventory.transfer.receive')}
          </Button>
        </div>
      )}
    </>
  )
}
