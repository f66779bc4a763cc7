import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { canBuy } from '#purchasing/contract/permissions.ts'
import { getPurchaseBoard, listSuggestions, orderSuggested } from '#purchasing/contract/purchase-api.ts'
import type { Suggestion } from '#purchasing/contract/purchase-order.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Money } from '#web/ui/marks.tsx'
import { Section } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import { unitWord } from '#purchasing/web/fields/unit-word.ts'
import s from '#purchasing/web/purchases/purchases.module.css'

/** What runs out, by who sells it: one tap makes the order of each. */
export function Suggestions() {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const { data, error, refetch } = useApi(listSuggestions, {})
  const { send, sending } = useSend(orderSuggested, {
    invalidates: [getPurchaseBoard, listSuggestions],
    onDone: ({ items }) => void navigate({ to: items.length === 1 ? `/compras/${items[0]?.id ?? ''}` : '/compras' }),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'suggested' }),
  })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListBones rows={6} face={false} />
  const items = data.items as Suggestion[]
  if (items.length === 0)
    return <EmptyState title={t('purchasing.suggested.empty_title')} hint={t('purchasing.suggested.empty_hint')} isPage />
  const bySupplier = Map.groupBy(items, ({ offer }) => offer?.supplierId ?? '')
  return (
    <div className={s.body}>
      {[...bySupplier].map(([supplierId, own]) => (
        <Section
          key={supplierId}
          title={own[0]?.offer?.supplierName ?? t('purchasing.suggested.nobody')}
          {...(supplierId === '' && { hint: t('purchasing.suggested.nobody_hint') })}
          {...(supplierId !== '' &&
            may(canBuy) && {
              actions: (
                <Button
                  variant="default"
                  loading={sending}
                  onClick={() => void send({ variantIds: own.map(({ variantId }) => variantId) }).catch(() => {})}
                >
                  {t('purchasing.suggested.order')}
                </Button>
              ),
            })}
        >
          <Rows rows={own} hasOffer={supplierId !== ''} />
        </Section>
      ))}
    </div>
  )
}

function Rows({ rows, hasOffer }: { rows: readonly Suggestion[]; hasOffer: boolean }) {
  const t = useT()
  const format = useFormat()
  const milli = (value: number): string => format.number(value / 1000)
  return (
    <div className={s.scroll}>
      <table className={s.table}>
        <thead>
          <tr>
            <th>{t('purchasing.lines.product')}</th>
            <th data-end>{t('purchasing.suggested.available')}</th>
            <th data-end data-wide>
              {t('purchasing.suggested.incoming')}
            </th>
            <th data-end data-wide>
              {t('purchasing.suggested.reorder')}
            </th>
            {hasOffer && <th data-end>{t('purchasing.suggested.quantity')}</th>}
            {hasOffer && <th data-end>{t('purchasing.lines.total')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.variantId}>
              <td>{row.name}</td>
              <td data-end className="num">
                {milli(row.availableMilli)}
              </td>
              <td data-end data-wide className="num">
                {milli(row.incomingMilli)}
              </td>
              <td data-end data-wide className="num">
                {milli(row.reorderMilli)}
              </td>
              {hasOffer && (
                <td data-end className="num">
                  {row.offer && `${milli(row.offer.quantityMilli)} ${unitWord(row.offer.supplyUnit, row.offer.quantityMilli)}`}
                </td>
              )}
              {hasOffer && <td data-end>{row.offer && <Money amountMinor={row.offer.totalMinor} currency={row.offer.currency} />}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
