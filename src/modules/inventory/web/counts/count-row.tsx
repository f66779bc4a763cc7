import { ActionIcon } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useState } from 'react'
import type { CountLine } from '#inventory/contract/count.ts'
import { readQuantity, writeQuantity } from '#inventory/web/counts/quantity-text.ts'
import { useQuantity } from '#inventory/web/words/quantity.ts'
import { Understood } from '#inventory/web/words/understood.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { separatorsOf } from '#web/money-input.ts'
import s from '#inventory/web/counts/row.module.css'

type Props = { line: CountLine; isBlind: boolean; onEnter: (line: CountLine, quantityMilli: number, how: 'set' | 'add') => void }

/** One thing that is counted. What is typed is kept when the field is left; Enter goes to the next one. */
export function CountRow({ line, isBlind, onEnter }: Props) {
  const t = useT()
  const quantity = useQuantity()
  const marks = separatorsOf(useFormat().number)
  const hintId = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [isWrong, setWrong] = useState(false)
  const isWhole = line.unit === 'piece' || line.unit === 'pack'
  const known = line.countedMilli === null ? '' : writeQuantity(line.countedMilli, marks)

  const isTouched = typed !== null && typed.trim() !== '' && typed !== known
  const read = isTouched ? readQuantity(typed, line.unit, marks) : null
  const keep = () => {
    setWrong(isTouched && read === null)
    if (isTouched && read === null) return
    setTyped(null)
    if (read) onEnter(line, read.quantityMilli, read.how)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      setTyped(null)
      setWrong(false)
    }
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (isTouched && read === null) return setWrong(true)
    const fields = [...document.querySelectorAll<HTMLInputElement>('[data-count]')]
    const next = fields[fields.indexOf(event.currentTarget) + 1]
    // Leaving the field is what keeps it: once, however it is left.
    if (next) next.focus()
    else event.currentTarget.blur()
  }
  const facts = [
    line.lotCode === null ? null : t('inventory.lot_named', { code: line.lotCode }),
    line.sku,
    !isBlind && line.expectedMilli !== null
      ? t('inventory.count.expected_some', { quantity: quantity(line.expectedMilli, line.unit) })
      : null,
    line.countedByName,
  ].filter((one) => one !== null)
  return (
    <li className={s.row} data-done={line.countedAt !== null || undefined}>
      <span className={s.words}>
        <b>{line.name}</b>
        {facts.length > 0 && <small>{facts.join(' · ')}</small>}
        {isTouched && <Understood typed={typed} unit={line.unit} />}
        {isWrong && (
          <small id={hintId} role="alert" className={s.wrong}>
            {t(isWhole ? 'inventory.count.wrong_whole' : 'inventory.count.wrong')}
          </small>
        )}
      </span>
      <span className={s.entry}>
        <input
          data-count
          inputMode={isWhole ? 'numeric' : 'decimal'}
          aria-label={t('inventory.count.quantity_of', { name: line.lotCode === null ? line.name : `${line.name}, ${line.lotCode}` })}
          aria-invalid={isWrong || undefined}
          aria-describedby={isWrong ? hintId : undefined}
          placeholder="—"
          value={typed ?? known}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={keep}
          onKeyDown={press}
          autoComplete="off"
          enterKeyHint="next"
        />
        {line.unit !== 'piece' && <em>{t(`inventory.units.${line.unit}`)}</em>}
        {isWhole && (
          <ActionIcon
            size={34}
            className={s.plus}
            variant="default"
            aria-label={t('inventory.count.one_more', { name: line.name })}
            onClick={() => onEnter(line, 1000, 'add')}
          >
            <IconPlus size={16} stroke={1.8} />
          </ActionIcon>
        )}
      </span>
    </li>
  )
}
