import '#web/ui/mantine-forms-css.ts'
import { ActionIcon, Button, Select } from '@mantine/core'
import { IconClock, IconPlus, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { startOfDay } from '#kernel/contract/calendar-day.ts'
import { canManagePrices, canReadCosts } from '#commerce/contract/permissions.ts'
import { getProductPrices, listPriceLists, listPrices, removeScheduledPrice, setPrices } from '#commerce/contract/price-api.ts'
import type { PriceList } from '#commerce/contract/price-list.ts'
import type { Price, PricedVariant } from '#commerce/contract/price.ts'
import { PriceCell } from '#commerce/web/prices/price-cell.tsx'
import { useSaved } from '#commerce/web/prices/saving.ts'
import { holding, marginShare } from '#commerce/web/prices/standing.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { isFaultless } from '#web/ui/own-fault.ts'
import { Bone, ErrorState, Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import { useToday } from '#web/ui/time.tsx'
import s from '#commerce/web/prices/panel.module.css'

/** Everything that a product costs: in every list, from a quantity on, and what is planned. For its record and beside the table. */
export function PricePanel({ productId }: { productId: string }) {
  const prices = useApi(getProductPrices, { id: productId })
  const lists = useApi(listPriceLists, {})
  const error = prices.error ?? lists.error
  if (error) return <ErrorState error={error} onRetry={() => void Promise.all([prices.refetch(), lists.refetch()])} />
  if (!prices.data || !lists.data)
    return (
      <div className={s.bones}>
        <Bone width="60%" />
        <Bone />
        <Bone width="80%" />
      </div>
    )
  const living = lists.data.items.filter((list) => list.archivedAt === null).toSorted((a, b) => Number(b.isMain) - Number(a.isMain))
  return (
    <div className={s.panel}>
      {prices.data.items.map((variant) => (
        <VariantPrices key={variant.id} variant={variant} lists={living} hasName={prices.data.items.length > 1} />
      ))}
    </div>
  )
}

function VariantPrices({ variant, lists, hasName }: { variant: PricedVariant; lists: readonly PriceList[]; hasName: boolean }) {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const [isAdding, setAdding] = useState(false)
  const now = new Date().toISOString()
  return (
    <section className={s.variant} aria-label={variant.name}>
      {hasName && <h3>{variant.name}</h3>}
      {may(canReadCosts) && variant.costMinor !== null && (
        <p className={s.cost}>
          {t('commerce.prices.cost')}: <span className="num">{format.money(variant.costMinor, variant.costCurrency ?? undefined)}</span>
        </p>
      )}
      <ul className={s.lists}>
        {lists.map((list) => {
          const share = marginShare(holding(variant, list.id, now)?.amountMinor, list.currency, variant)
          return (
            <li key={list.id}>
              <div className={s.line}>
                <span>{list.name}</span>
                <PriceCell variant={variant} list={list} isEditable={may(canManagePrices)} hidesPlanned />
              </div>
              {share !== null && share < 0 && <Notice tone="warn">{t('commerce.prices.below_cost')}</Notice>}
              <Steps variant={variant} list={list} now={now} />
            </li>
          )
        })}
      </ul>
      {may(canManagePrices) &&
        lists.length > 0 &&
        (isAdding ? (
          <AddPrice variant={variant} lists={lists} onClose={() => setAdding(false)} />
        ) : (
          <Button variant="subtle" color="gray" size="xs" leftSection={<IconPlus size={14} stroke={1.8} />} onClick={() => setAdding(true)}>
            {t('commerce.prices.add')}
          </Button>
        ))}
    </section>
  )
}

/** Prices from a quantity on, and those to come. */
function Steps({ variant, list, now }: { variant: PricedVariant; list: PriceList; now: string }) {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const saved = useSaved()
  const failed = { onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad' }) }
  const removing = useSend(removeScheduledPrice, { invalidates: [getProductPrices, listPrices], ...failed })
  const ending = useSend(setPrices, { onDone: saved, ...failed })
  const rows = variant.prices.filter((one) => one.listId === list.id && (one.leastMilli > 0 || one.validFrom > now))
  if (rows.length === 0) return null
  const remove = (row: Price) =>
    row.validFrom > now
      ? removing.send({ id: row.id })
      : ending.send({ listId: list.id, items: [{ variantId: variant.id, leastMilli: row.leastMilli, amountMinor: null }] })
  return (
    <ul className={s.steps}>
      {rows.map((row) => {
        const words = [
          row.leastMilli > 0 && t('commerce.prices.from_quantity', { quantity: format.number(row.leastMilli / 1000) }),
          row.validFrom > now && t('commerce.prices.from_day', { day: format.day(row.validFrom) }),
        ].filter((one) => typeof one === 'string')
        return (
          <li key={row.id}>
            <span>
              {row.validFrom > now && <IconClock size={13} stroke={1.8} aria-hidden />}
              {words.join(', ')}
            </span>
            <span className="num">{format.money(row.amountMinor, list.currency)}</span>
            {may(canManagePrices) && (
              <ActionIcon
                size={26}
                aria-label={t('commerce.prices.remove_step', { what: words.join(', ') })}
                onClick={() => void remove(row).catch(() => {})}
              >
                <IconX size={14} stroke={1.7} />
              </ActionIcon>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function AddPrice({ variant, lists, onClose }: { variant: PricedVariant; lists: readonly PriceList[]; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const today = useToday()
  const saved = useSaved()
  const [listId, setListId] = useState(lists.find(({ isMain }) => isMain)?.id ?? lists[0]?.id ?? '')
  const [amountMinor, setAmount] = useState<number | null>(null)
  const [least, setLeast] = useState<number | ''>('')
  const [day, setDay] = useState('')
  const [isTried, setTried] = useState(false)
  const { send, sending, problem } = useSend(setPrices, {
    onDone: (answer) => {
      saved(answer)
      onClose()
    },
  })
  const list = lists.find(({ id }) => id === listId)
  const place = useRef<HTMLDivElement>(null)
  const save = () => {
    setTried(true)
    if (!isFaultless(place.current) || amountMinor === null || !list) return
    const from = day === '' ? null : startOfDay(format.region.zone, day)
    void send({
      listId: list.id,
      items: [{ variantId: variant.id, leastMilli: Math.round(Number(least) * 1000), amountMinor, from }],
    }).catch(() => {})
  }
  return (
    <div
      ref={place}
      role="group"
      aria-label={t('commerce.prices.add')}
      className={s.form}
      onKeyDown={(event) => {
        // It may stand inside of somebody else's form, which Enter would send.
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
        event.preventDefault()
        if (event.target.type !== 'search' && event.target.getAttribute('aria-haspopup') !== 'listbox') save()
      }}
    >
      <Select
        label={t('commerce.prices.list')}
        data={lists.map(({ id, name }) => ({ value: id, label: name }))}
        value={listId}
        allowDeselect={false}
        onChange={(value) => value && setListId(value)}
      />
      <MoneyField
        label={t('commerce.prices.price')}
        currency={list?.currency ?? format.region.currency}
        valueMinor={amountMinor}
        onChange={setAmount}
        error={isTried && amountMinor === null ? t('commerce.prices.amount_wrong') : undefined}
        isFocused
      />
      <NumberField
        label={t('commerce.prices.least')}
        placeholder="1"
        min={0}
        max={1_000_000}
        decimals={3}
        value={least}
        onChange={setLeast}
      />
      <DateField label={t('commerce.prices.begins')} min={today} value={day} onChange={setDay} />
      {problem && <Notice tone="bad">{problem}</Notice>}
      <div className={s.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('web.action.cancel')}
        </Button>
        <Button loading={sending} onClick={save}>
          {t('commerce.prices.save')}
        </Button>
      </div>
    </div>
  )
}
