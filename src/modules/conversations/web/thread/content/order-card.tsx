import { Button } from '@mantine/core'
import { IconCopy, IconShoppingBag } from '@tabler/icons-react'
import type { Content } from '#conversations/contract/content.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Linked } from '#web/ui/linked.tsx'
import { Money } from '#web/ui/marks.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#conversations/web/thread/content/cards.module.css'

type Order = Extract<Content, { kind: 'order' }>
type Line = Order['lines'][number]

/** What the customer put together in the catalogue. Its prices are what they saw: it is charged from our own. */
export function OrderCard({ content }: { content: Order }) {
  const t = useT()
  const format = useFormat()
  const { lines, note } = content
  const total = totalOf(lines)
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0)

  const copy = () => {
    const money = (minor: number, currency: string) => format.money(minor, currency)
    const text = [
      ...lines.map((line) => {
        const price = amountOf(line)
        return `${format.number(line.quantity)} × ${nameOf(line)}${price ? ` — ${money(price.amountMinor, price.currency)}` : ''}`
      }),
      ...(total ? [`${t('conversations.thread.total')}: ${money(total.amountMinor, total.currency)}`] : []),
      ...(note ? [`${t('conversations.thread.order_note')}: ${note}`] : []),
    ].join('\n')
    void navigator.clipboard?.writeText(text).then(
      () => toast({ text: t('web.action.copied'), name: 'copied' }),
      () => {},
    )
  }
  return (
    <div className={s.order}>
      <header>
        <IconShoppingBag size={16} stroke={1.7} aria-hidden />
        <b>{t('conversations.thread.order', { count: units })}</b>
      </header>
      <table>
        <caption className="sr-only">{t('conversations.kinds.order')}</caption>
        <tbody>
          {lines.map((line, i) => {
            const price = amountOf(line)
            return (
              <tr key={i}>
                <td className="num">{format.number(line.quantity)} ×</td>
                <td>
                  {nameOf(line)}
                  {line.price && line.quantity !== 1 && (
                    <small className="num">
                      {t('conversations.thread.each', { price: format.money(line.price.amountMinor, line.price.currency) })}
                    </small>
                  )}
                </td>
                <td>{price ? <Money amountMinor={price.amountMinor} currency={price.currency} /> : t('conversations.thread.no_price')}</td>
              </tr>
            )
          })}
        </tbody>
        {total && (
          <tfoot>
            <tr>
              <td />
              <th scope="row">{t('conversations.thread.total')}</th>
              <td>
                <Money amountMinor={total.amountMinor} currency={total.currency} />
              </td>
            </tr>
          </tfoot>
        )}
      </table>
      {lines.length === 0 && <p className={s.orderNote}>{t('conversations.thread.order_empty')}</p>}
      {note && (
        <p className={s.orderNote}>
          <b>{t('conversations.thread.order_note')}: </b>
          <Linked text={note} />
        </p>
      )}
      <footer>
        <small>{t('conversations.thread.order_prices')}</small>
        <Button variant="default" size="compact-xs" leftSection={<IconCopy size={13} stroke={1.8} />} onClick={copy}>
          {t('conversations.thread.order_copy')}
        </Button>
      </footer>
    </div>
  )
}

const nameOf = ({ sku }: Line): string => sku

const amountOf = ({ price, quantity }: Line) => price && { amountMinor: Math.round(quantity * price.amountMinor), currency: price.currency }

/** Null when a line has no price, or when they are in several currencies: half a total would be a wrong one. */
export function totalOf(lines: readonly Line[]): { amountMinor: number; currency: string } | null {
  const currency = lines[0]?.price?.currency
  if (!currency || lines.some(({ price }) => price?.currency !== currency)) return null
  return { amountMinor: lines.reduce((sum, line) => sum + (amountOf(line)?.amountMinor ?? 0), 0), currency }
}
