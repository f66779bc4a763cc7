import { ActionIcon } from '@mantine/core'
import { IconMinus, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import type { QuotedLine } from '#commerce/contract/quote.ts'
import { type DraftLine, stepOf } from '#orders/web/builder/draft.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { Money } from '#web/ui/marks.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import s from '#orders/web/builder/builder.module.css'
import lineStyle from '#orders/web/orders/line.module.css'

type Props = {
  lines: readonly DraftLine[]
  /** As the catalogue prices them, in the same order; null while nobody knows. */
  quoted: readonly QuotedLine[] | null
  currency: string
  onChange: (lines: DraftLine[]) => void
  onEdit: (line: DraftLine) => void
}

/** The most of one thing that anybody takes at once. */
const mostMilli = 1_000_000_000

/** What is in it so far, to be made more, less, or something else. */
export function Basket({ lines, quoted, currency, onChange, onEdit }: Props) {
  const t = useT()
  if (lines.length === 0) return <p className={s.quiet}>{t('orders.builder.empty')}</p>
  const set = (key: string, quantityMilli: number): void =>
    onChange(lines.map((line) => (line.key === key ? { ...line, quantityMilli: Math.min(quantityMilli, mostMilli) } : line)))
  return (
    <ul className={s.basket}>
      {lines.map((line, i) => {
        const price = quoted?.[i]?.variantId === line.variantId ? quoted[i] : undefined
        const step = stepOf(line.unit)
        const isWhole = line.unit === 'piece' || line.unit === 'pack'
        return (
          <li key={line.key}>
            <div className={s.counter}>
              <ActionIcon
                variant="default"
                size={32}
                aria-label={
                  line.quantityMilli <= step
                    ? t('orders.builder.remove', { name: line.name })
                    : t('orders.builder.less', { name: line.name })
                }
                onClick={() =>
                  line.quantityMilli <= step
                    ? onChange(lines.filter(({ key }) => key !== line.key))
                    : set(line.key, line.quantityMilli - step)
                }
              >
                {line.quantityMilli <= step ? <IconTrash size={15} stroke={1.7} /> : <IconMinus size={15} stroke={1.8} />}
              </ActionIcon>
              <NumberField
                aria-label={t('orders.builder.quantity', { name: line.name })}
                className={s.quantity ?? ''}
                min={isWhole ? 1 : 0.001}
                isLive
                required
                withAsterisk={false}
                value={line.quantityMilli / 1000}
                onChange={(value) => value !== '' && set(line.key, Math.round(value * 1000))}
                decimals={isWhole ? 0 : 3}
                {...(!isWhole && { suffix: ` ${t(`orders.units.${line.unit}`)}` })}
              />
              <ActionIcon
                variant="default"
                size={32}
                aria-label={t('orders.builder.more', { name: line.name })}
                onClick={() => set(line.key, line.quantityMilli + step)}
              >
                <IconPlus size={15} stroke={1.8} />
              </ActionIcon>
            </div>
            <div className={lineStyle.what}>
              <span>{line.name}</span>
              {line.modifierNames.length > 0 && <small>{line.modifierNames.join(', ')}</small>}
              {line.note && <small className={lineStyle.note}>{line.note}</small>}
              {line.isSold === false && <small className={lineStyle.note}>{t('orders.builder.refusals.archived')}</small>}
            </div>
            <span className={lineStyle.amount}>
              {price && price.totalMinor < price.grossMinor && (
                <s>
                  <Money amountMinor={price.grossMinor} currency={currency} />
                </s>
              )}
              {price && <Money amountMinor={price.totalMinor} currency={currency} />}
            </span>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={32}
              aria-label={t('orders.builder.edit', { name: line.name })}
              onClick={() => onEdit(line)}
            >
              <IconPencil size={15} stroke={1.7} />
            </ActionIcon>
          </li>
        )
      })}
    </ul>
  )
}
