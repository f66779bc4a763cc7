import { Button } from '@mantine/core'
import { IconPlus, IconRepeat } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { getOrder, listOrders } from '#orders/contract/order-api.ts'
import type { Order, OrderCard } from '#orders/contract/order.ts'
import { canTakeOrders } from '#orders/contract/permissions.ts'
import { openBuilder } from '#orders/web/chat/builder-sheet.tsx'
import { againOf } from '#orders/web/chat/again.ts'
import { isClosed } from '#orders/web/orders/closed.ts'
import { ContactRecurring } from '#orders/web/recurring/contact-recurring.tsx'
import { ShopLinks } from '#orders/web/chat/shop-links.tsx'
import { OrderActions } from '#orders/web/orders/order-actions.tsx'
import { FulfilmentMark, OrderStateChip, PaymentChip } from '#orders/web/orders/order-state.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import type { PanelProps } from '#web/module.ts'
import { apiQuery, useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Money } from '#web/ui/marks.tsx'
import { LentPart } from '#web/ui/record-page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#orders/web/chat/chat.module.css'

const mostShown = 8

/** What somebody has ordered: what is open with everything that can be done about it, and what there was before. */
export function ContactOrders({ contactId, conversationId }: PanelProps['contact']) {
  const t = useT()
  const may = useMay()
  const { data, error, refetch } = useApi(listOrders, { contactId, limit: mostShown })
  useTopic(`crm.contact:${contactId}`)
  const cards = (data?.items ?? []) as OrderCard[]
  const open = cards.filter(({ state }) => !isClosed(state))
  const before = cards.filter(({ state }) => isClosed(state))
  const mayTake = may(canTakeOrders) && conversationId !== undefined
  const name = cards[0]?.contactName ?? ''
  const begin = () => conversationId !== undefined && void openBuilder({ conversationId, contact: { id: contactId, name } })
  return (
    <LentPart title={t('orders.nav.orders')} isInTab={conversationId === undefined}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListBones rows={2} face={false} />
      ) : cards.length === 0 ? (
        <p>{t('orders.chat.none')}</p>
      ) : (
        <>
          {open.map((card) => (
            <OpenOrder key={card.id} card={card} />
          ))}
          {before.length > 0 && (
            <ul className={s.before}>
              {before.map((card) => (
                <Before key={card.id} card={card} {...(mayTake && { conversationId })} />
              ))}
            </ul>
          )}
        </>
      )}
      <ContactRecurring contactId={contactId} />
      {mayTake && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={15} stroke={1.7} />}
          title={`${t('orders.new.title')} (P)`}
          onClick={begin}
        >
          {t('orders.new.title')}
        </Button>
      )}
      {may(canTakeOrders) && <ShopLinks contactId={contactId} />}
    </LentPart>
  )
}

function OpenOrder({ card }: { card: OrderCard }) {
  const t = useT()
  const format = useFormat()
  const { data } = useApi(getOrder, { id: card.id })
  const order = data as Order | undefined
  const lines = order?.lines.filter(({ removedAt }) => removedAt === null) ?? []
  return (
    <article className={s.card} aria-label={t('orders.kitchen.ticket', { number: card.number ?? t('orders.states.draft') })}>
      <header>
        <Link to={`/pedidos/${card.id}`} className="num">
          {card.number ?? t('orders.states.draft')}
        </Link>
        <Money amountMinor={card.totalMinor} currency={card.currency} />
      </header>
      <div className={s.chips}>
        <OrderStateChip order={card} />
        <PaymentChip order={card} />
        <FulfilmentMark order={card} />
      </div>
      <ul className={s.lines}>
        {lines.map((line) => (
          <li key={line.id}>
            <b className="num">{format.number(line.quantityMilli / 1000)}</b> {line.name}
            {line.modifiers.length > 0 && <small>{line.modifiers.map(({ name }) => name).join(' · ')}</small>}
            {line.note && <small>{line.note}</small>}
          </li>
        ))}
      </ul>
      {card.address?.text && <p className={s.where}>{card.address.text}</p>}
      {order && (
        <div className={s.actions}>
          <OrderActions order={order} />
        </div>
      )}
    </article>
  )
}

/** One that is over: what it was, and the same again. */
function Before({ card, conversationId }: { card: OrderCard; conversationId?: string }) {
  const t = useT()
  const queryClient = useQueryClient()
  const again = async () => {
    if (conversationId === undefined || card.contactId === null) return
    try {
      const order = (await queryClient.fetchQuery(apiQuery(getOrder, { id: card.id }))) as Order
      await openBuilder({ conversationId, contact: { id: card.contactId, name: card.contactName ?? '' }, start: againOf(order) })
    } catch {
      void toast({ text: t('orders.chat.not_read'), tone: 'bad', name: 'order-again' })
    }
  }
  return (
    <li>
      <Link to={`/pedidos/${card.id}`}>
        <span className="num">{card.number ?? t('orders.states.draft')}</span>
        <Money amountMinor={card.totalMinor} currency={card.currency} />
        <small>
          <OrderStateChip order={card} /> <RelativeTime at={card.placedAt ?? card.createdAt} />
        </small>
      </Link>
      {conversationId !== undefined && card.state === 'delivered' && (
        <Button variant="default" size="compact-sm" leftSection={<IconRepeat size={14} stroke={1.8} />} onClick={() => void again()}>
          {t('orders.chat.again')}
        </Button>
      )}
    </li>
  )
}
