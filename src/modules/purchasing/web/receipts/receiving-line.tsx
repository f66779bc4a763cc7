import { TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { PurchaseLine } from '#purchasing/contract/purchase-order.ts'
import { toStock } from '#purchasing/contract/unit-conversion.ts'
import { QuantityField } from '#purchasing/web/fields/quantity-field.tsx'
import type { Receiving } from '#purchasing/web/receipts/receiving.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { unitWord } from '#purchasing/web/fields/unit-word.ts'
import s from '#purchasing/web/purchases/purchases.module.css'

type Props = { line: PurchaseLine; isFound: boolean; value: Receiving; onChange: (value: Receiving) => void }

/** One product at the door: how much of it came, of which lot, good until when. */
export function ReceivingLine({ line, isFound, value, onChange }: Props) {
  const t = useT()
  const format = useFormat()
  const place = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isFound) place.current?.scrollIntoView({ block: 'center' })
  }, [isFound])
  const leftMilli = Math.max(0, line.quantityMilli - line.receivedMilli + line.returnedMilli)
  const there = value.quantityMilli ? toStock(value.quantityMilli, line, line.unit) : null
  const isUneven = there !== null && !('exact' in there)
  const isOther = line.supplyMilli !== line.stockMilli
  const isCounted = (value.quantityMilli ?? 0) > 0
  return (
    <li ref={place} className={s.receiving} data-found={isFound || undefined}>
      <header>
        <strong>{line.name}</strong>
        {leftMilli === 0 ? (
          <Chip tone="ok">{t('purchasing.receipt.complete')}</Chip>
        ) : (
          <span className={s.quiet}>
            {t('purchasing.receipt.left', { quantity: format.number(leftMilli / 1000), unit: unitWord(line.supplyUnit, leftMilli) })}
          </span>
        )}
      </header>
      <div className={s.fields}>
        <QuantityField
          label={t('purchasing.receipt.came')}
          suffix={line.supplyUnit}
          valueMilli={value.quantityMilli}
          onChange={(quantityMilli) => onChange({ ...value, quantityMilli })}
        />
        {isCounted && isOther && (
          <QuantityField
            label={t('purchasing.receipt.counted')}
            {...(isUneven
              ? { hint: t('purchasing.receipt.count_them') }
              : there && 'exact' in there && { hint: t('purchasing.receipt.by_pack', { quantity: format.number(there.exact / 1000) }) })}
            valueMilli={value.stockMilli}
            isWhole={line.unit === 'piece' || line.unit === 'pack'}
            onChange={(stockMilli) => onChange({ ...value, stockMilli })}
          />
        )}
        {isCounted && (
          <TextInput
            label={t('purchasing.receipt.lot')}
            value={value.lotCode}
            maxLength={60}
            onChange={(event) => onChange({ ...value, lotCode: event.currentTarget.value })}
          />
        )}
        {isCounted && (
          <DateField
            label={t('purchasing.receipt.expires')}
            value={value.expiresOn}
            onChange={(day) => onChange({ ...value, expiresOn: day })}
          />
        )}
      </div>
    </li>
  )
}
