import { Button, Modal } from '@mantine/core'
import { confirmCosts, getCostEffects, getPurchase, listReceipts } from '#purchasing/contract/purchase-api.ts'
import type { CostEffect, Receipt } from '#purchasing/contract/receipt.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { Fields } from '#web/ui/form.tsx'
import { Money } from '#web/ui/marks.tsx'
import { ErrorState, ListBones, Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#purchasing/web/purchases/purchases.module.css'

/** What the receipt does to costs and to what is left of each price; nothing changes before somebody says so. */
export function CostsDialog({ receipt, onClose }: { receipt: Receipt; onClose: () => void }) {
  const t = useT()
  const { data, error, refetch } = useApi(getCostEffects, { id: receipt.id }, { staleTime: 0 })
  const items = (data?.items ?? []) as CostEffect[]
  const { send, sending, problem } = useSend(confirmCosts, {
    invalidates: [getPurchase, listReceipts],
    onDone: () => {
      void toast({ text: t('purchasing.costs.done'), name: 'costs' })
      onClose()
    },
    onProblem: () => void refetch(),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('purchasing.costs.title')}
      size={720}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <Fields>
        {problem && <Notice tone="bad">{problem}</Notice>}
        {error && !data ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <ListBones rows={3} face={false} />
        ) : (
          <>
            <p className={s.quiet}>{t(`purchasing.costs.rule_${data.rule}`)}</p>
            {items.some(({ isFree }) => isFree) && <Notice tone="warn">{t('purchasing.costs.free')}</Notice>}
            <Effects items={items} />
            <div className={s.foot}>
              <Button variant="default" onClick={onClose}>
                {t('web.action.cancel')}
              </Button>
              <Button
                loading={sending}
                disabled={items.length === 0}
                onClick={() =>
                  void send({
                    id: receipt.id,
                    items: items.map(({ variantId, oldCostMinor, newCostMinor }) => ({ variantId, oldCostMinor, newCostMinor })),
                  }).catch(() => {})
                }
              >
                {t('purchasing.costs.confirm')}
              </Button>
            </div>
          </>
        )}
      </Fields>
    </Modal>
  )
}

function Effects({ items }: { items: readonly CostEffect[] }) {
  const t = useT()
  const format = useFormat()
  const share = (points: number | null): string => (points === null ? '—' : `${format.number(Math.round(points / 10) / 10)} %`)
  return (
    <div className={s.scroll}>
      <table className={s.table}>
        <thead>
          <tr>
            <th>{t('purchasing.lines.product')}</th>
            <th data-end>{t('purchasing.costs.paid')}</th>
            <th data-end>{t('purchasing.costs.before')}</th>
            <th data-end>{t('purchasing.costs.after')}</th>
            <th data-end>{t('purchasing.costs.margin')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.variantId}>
              <td>{item.name}</td>
              <td data-end>
                <Money amountMinor={item.paidMinor} currency={item.currency} />
              </td>
              <td data-end>{item.oldCostMinor === null ? '—' : <Money amountMinor={item.oldCostMinor} currency={item.currency} />}</td>
              <td data-end>
                <Money amountMinor={item.newCostMinor} currency={item.currency} />
              </td>
              <td data-end className="num">
                {item.oldMargin !== null && `${share(item.oldMargin)} → `}
                <span {...((item.newMargin ?? 0) < (item.oldMargin ?? item.newMargin ?? 0) && { className: s.down })}>
                  {share(item.newMargin)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
