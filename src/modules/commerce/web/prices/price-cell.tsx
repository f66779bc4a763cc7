import { Popover } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { useState } from 'react'
import { minorDigits } from '#kernel/contract/currency-digits.ts'
import { setPrices } from '#commerce/contract/price-api.ts'
import type { PriceList } from '#commerce/contract/price-list.ts'
import type { PricedVariant } from '#commerce/contract/price.ts'
import { readMinor } from '#commerce/web/prices/amounts.ts'
import { holding, planned } from '#commerce/web/prices/standing.ts'
import { useSaved } from '#commerce/web/prices/saving.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { separatorsOf } from '#web/money-input.ts'
import { writtenUnits } from '#web/number-text.ts'
import { useSend } from '#web/query.ts'
import s from '#commerce/web/prices/prices.module.css'

/** `hidesPlanned`: where what is planned stands below anyway. */
type Props = { variant: PricedVariant; list: PriceList; isEditable: boolean; hidesPlanned?: boolean }

/**
 * The price of one unit in a list, changed where it stands. What was typed stays when it is refused, with the reason below
 * it; Escape gives it up.
 */
export function PriceCell({ variant, list, isEditable, hidesPlanned = false }: Props) {
  const t = useT()
  const format = useFormat()
  const marks = separatorsOf(format.number)
  const saved = useSaved()
  const [typed, setTyped] = useState<string | null>(null)
  const [isWrong, setWrong] = useState(false)
  const { send, sending, problem } = useSend(setPrices, { onDone: saved })
  const now = new Date().toISOString()
  const price = holding(variant, list.id, now)
  const next = planned(variant, list.id, now)
  const label = t('commerce.prices.price_of', { name: variant.name, list: list.name })

  const save = async (text: string) => {
    const amountMinor = text.trim() === '' ? null : readMinor(text, list.currency, marks)
    if (amountMinor === null && text.trim() !== '') return setWrong(true)
    if (amountMinor === (price?.amountMinor ?? null)) return setTyped(null)
    try {
      const item = { variantId: variant.id, leastMilli: 0, amountMinor, from: null, seenMinor: price?.amountMinor ?? null }
      await send({ listId: list.id, items: [item] })
      setTyped(null)
    } catch {
      // The reason is shown below; what was typed stays.
    }
  }

  if (typed !== null)
    return (
      // Rows are all of one height: the reason hangs below, over the next ones.
      <Popover
        opened={isWrong || problem !== null}
        position="bottom-end"
        width={240}
        withRoles={false}
        closeOnClickOutside={false}
        closeOnEscape={false}
      >
        <Popover.Target>
          <input
            autoFocus
            inputMode="decimal"
            className={s.input}
            value={typed}
            disabled={sending}
            aria-label={label}
            aria-invalid={isWrong || problem !== null}
            onChange={(event) => {
              setWrong(false)
              setTyped(event.currentTarget.value)
            }}
            onFocus={(event) => event.currentTarget.select()}
            onBlur={() => void save(typed)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') {
                // Inside of somebody else's form it would send that.
                event.preventDefault()
                event.currentTarget.blur()
              }
              if (event.key === 'Escape') {
                setWrong(false)
                setTyped(null)
              }
            }}
          />
        </Popover.Target>
        <Popover.Dropdown>
          <span className={s.refusal} role="alert">
            {isWrong ? t('commerce.prices.amount_wrong') : problem}
          </span>
        </Popover.Dropdown>
      </Popover>
    )
  const amount = price ? format.money(price.amountMinor, list.currency) : '—'
  const steps = variant.prices.filter((one) => one.listId === list.id && one.leastMilli > 0 && one.validFrom <= now)
  // Some lists begin at a quantity: their first price says more than that there is none for one.
  const first = price ? undefined : steps.toSorted((a, b) => a.leastMilli - b.leastMilli)[0]
  const firstWords = first && t('commerce.prices.from_quantity', { quantity: format.number(first.leastMilli / 1000) })
  const shown = (
    <>
      {first ? (
        <span className="num">
          {format.money(first.amountMinor, list.currency)}
          <small className={s.steps}>{firstWords}</small>
        </span>
      ) : (
        <span className="num" data-empty={!price || undefined}>
          {amount}
          {steps.length > 0 && (
            <small className={s.steps} title={t('commerce.prices.steps', { count: steps.length })}>
              +{steps.length}
            </small>
          )}
        </span>
      )}
      {next && !hidesPlanned && (
        <small className={s.planned} title={t('commerce.prices.planned_title', { when: format.full(next.validFrom) })}>
          <IconClock size={12} stroke={1.8} aria-hidden />
          {format.money(next.amountMinor, list.currency)} · {format.day(next.validFrom)}
        </small>
      )}
    </>
  )
  if (!isEditable) return <span className={s.price}>{shown}</span>
  return (
    <button
      type="button"
      className={s.price}
      onClick={() => setTyped(price ? writtenUnits(price.amountMinor, minorDigits(list.currency), marks) : '')}
    >
      <span className="sr-only">{label}: </span>
      {shown}
    </button>
  )
}
