import { ActionIcon, NumberInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { RecurringOrder } from '#orders/contract/recurring-order.ts'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#orders/web/recurring/recurring.module.css'

export type RecurringLine = Omit<RecurringOrder['lines'][number], 'isSold'> & { isSold?: boolean }

/** What comes each time, more or less of it; the last thing stays, or there would be nothing to repeat. */
export function RecurringLines({ lines, onChange }: { lines: readonly RecurringLine[]; onChange: (lines: RecurringLine[]) => void }) {
  const t = useT()
  return (
    <ul className={s.lines} aria-label={t('orders.recurring.what')}>
      {lines.map((line, i) => {
        const isWhole = line.unit === 'piece' || line.unit === 'pack'
        return (
          <li key={`${line.variantId} ${i}`}>
            <NumberInput
              aria-label={t('orders.builder.quantity', { name: line.name })}
              value={line.quantityMilli / 1000}
              min={isWhole ? 1 : 0.001}
              decimalScale={isWhole ? 0 : 3}
              hideControls
              onChange={(value) => {
                const quantityMilli = Math.round(Number(value) * 1000)
                if (value !== '' && quantityMilli > 0) onChange(lines.with(i, { ...line, quantityMilli }))
              }}
            />
            <span>
              {line.name || t('orders.recurring.unknown_good')}
              {line.modifierNames.length > 0 && <small>{line.modifierNames.join(' · ')}</small>}
              {line.note && <small>{line.note}</small>}
              {line.isSold === false && <small className={s.gone}>{t('orders.recurring.not_sold')}</small>}
            </span>
            {lines.length > 1 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={32}
                aria-label={t('orders.builder.remove', { name: line.name })}
                onClick={() => onChange(lines.filter((_, n) => n !== i))}
              >
                <IconTrash size={16} stroke={1.7} />
              </ActionIcon>
            )}
          </li>
        )
      })}
    </ul>
  )
}
