import { minorOf } from '#web/money-input.ts'
import { ActionIcon, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listProducts, searchProducts } from '#commerce/contract/product-api.ts'
import { tryPromotion } from '#commerce/contract/promotion-api.ts'
import type { CreatePromotion, Goods } from '#commerce/contract/promotion.ts'
import type { Quote } from '#commerce/contract/quote.ts'
import { wholeOf, type Typed } from '#commerce/web/promotions/amounts.ts'
import { goodsOf, isEverything } from '#commerce/web/promotions/goods-tokens.ts'
import { NumberField } from '#web/ui/number-field.tsx'
import { PromotionNotes } from '#web/ui/promotion-notes.tsx'
import { MoneyInput } from '#commerce/web/promotions/rule-fields.tsx'
import s from '#commerce/web/promotions/promotions.module.css'
import { call } from '#web/api.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { useApi } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { Bone, Notice } from '#web/ui/states.tsx'

type Line = { variantId: string; name: string; quantity: Typed }
type Props = { promotion: CreatePromotion | null; id: string | null; goods: readonly string[] }

const waitMs = 250
const mostLines = 8

/** "With this basket it comes to …": the function that prices orders, with the promotion as it is typed now. Nothing is kept. */
export function PromotionPreview({ promotion, id, goods }: Props) {
  const t = useT()
  const { brands } = useSession()
  const { region } = useFormat()
  const problemText = useProblemText()
  const [touched, setTouched] = useState<Line[] | null>(null)
  const [fee, setFee] = useState<Typed>('')
  const sample = useSample(goods, promotion)
  const lines = touched ?? sample
  const brandId = promotion?.brandIds[0] ?? brands[0]?.id ?? ''
  const asked = {
    id,
    brandId,
    promotion,
    lines: lines.flatMap(({ variantId, quantity }) => {
      const count = wholeOf(quantity)
      return count ? [{ variantId, quantityMilli: count * 1000 }] : []
    }),
    deliveryFeeMinor: minorOf(fee, region.currency) ?? 0,
  }
  const [input] = useDebouncedValue(JSON.stringify(asked), waitMs)
  const { data, error, isFetching } = useQuery({
    queryKey: [tryPromotion.path, input],
    queryFn: ({ signal }) => call(tryPromotion, JSON.parse(input), { signal }) as Promise<Quote>,
    enabled: isWhole(JSON.parse(input)),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const change = (i: number, quantity: Typed): void => setTouched(lines.map((line, place) => (place === i ? { ...line, quantity } : line)))
  return (
    <section className={s.preview} aria-label={t('commerce.promotions.preview.title')}>
      <h2>{t('commerce.promotions.preview.title')}</h2>
      {lines.map((line, i) => (
        <div key={line.variantId} className={s.tried}>
          <NumberField
            aria-label={t('commerce.promotions.preview.quantity', { name: line.name })}
            size="xs"
            min={0}
            max={1000}
            value={line.quantity}
            onChange={(quantity) => change(i, quantity)}
          />
          <span>{line.name}</span>
          <ActionIcon
            size={26}
            aria-label={t('web.action.remove_named', { name: line.name })}
            onClick={() => setTouched(lines.toSpliced(i, 1))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      {lines.length < mostLines && (
        <AddProduct onAdd={(line) => setTouched([...lines.filter(({ variantId }) => variantId !== line.variantId), line])} />
      )}
      {promotion?.rule.kind === 'delivery' && (
        <MoneyInput
          label={t('commerce.promotions.preview.fee')}
          currency={region.currency}
          field={{ value: fee, onChange: setFee, size: 'xs' }}
        />
      )}
      {lines.length === 0 ? (
        <p className={s.hint}>{t('commerce.promotions.preview.empty')}</p>
      ) : promotion === null ? null : error ? (
        <Notice tone="warn">{problemText(error)}</Notice>
      ) : data ? (
        <Outcome quote={data} isFetching={isFetching} />
      ) : (
        <Bone height={48} />
      )}
    </section>
  )
}

const isWhole = ({ promotion, lines, brandId }: { promotion: unknown; lines: unknown[]; brandId: string }): boolean =>
  promotion !== null && lines.length > 0 && brandId !== ''

function Outcome({ quote, isFetching }: { quote: Quote; isFetching: boolean }) {
  const t = useT()
  const format = useFormat()
  const before = quote.subtotalMinor + quote.deliveryMinor
  const off = quote.discountMinor + quote.deliveryDiscountMinor
  const money = (minor: number): string => format.money(minor, quote.currency)
  return (
    <div className={s.outcome} aria-busy={isFetching} aria-live="polite">
      <dl>
        <dt>{t('commerce.promotions.preview.before')}</dt>
        <dd className="num">{money(before)}</dd>
      </dl>
      <PromotionNotes notes={quote.promotions} currency={quote.currency} />
      <dl data-total>
        <dt>{t('commerce.promotions.preview.after')}</dt>
        <dd className="num">{money(before - off)}</dd>
      </dl>
    </div>
  )
}

function AddProduct({ onAdd }: { onAdd: (line: Line) => void }) {
  const t = useT()
  const [text, setText] = useState('')
  const wanted = text.trim()
  const { data } = useApi(searchProducts, { text: wanted, limit: 12 }, { enabled: wanted !== '', keepsPrevious: true })
  const offered = (wanted === '' ? [] : (data?.items ?? [])).flatMap(({ name, variants }) =>
    variants.map((variant) => ({ value: variant.id, label: variant.name === '' ? name : `${name} ${variant.name}` })),
  )
  return (
    <Select
      size="xs"
      aria-label={t('commerce.promotions.preview.add')}
      placeholder={t('commerce.promotions.preview.add')}
      data={offered}
      value={null}
      onChange={(value) => {
        const found = offered.find((one) => one.value === value)
        if (found) onAdd({ variantId: found.value, name: found.label, quantity: 1 })
        setText('')
      }}
      searchable
      searchValue={text}
      onSearchChange={setText}
      nothingFoundMessage={wanted === '' ? t('commerce.promotions.preview.type') : t('commerce.promotions.goods.nothing')}
    />
  )
}

/** A basket to begin with: what the promotion is about, as many of it as it asks for. */
function useSample(goods: readonly string[], promotion: CreatePromotion | null): Line[] {
  const category = goods.length === 1 && goods[0]?.startsWith('c:') ? goods[0].slice(2) : undefined
  const { data } = useApi(listProducts, { limit: 50, ...(category && { categoryId: category }) })
  // What is weighed shows nothing of a 2x1.
  const offered = (data?.items ?? [])
    .filter(({ availability, hours }) => availability !== 'none' && hours === null)
    .toSorted((one, other) => Number(isWholeUnit(other.unit)) - Number(isWholeUnit(one.unit)))
  const rule = promotion?.rule
  const oneOf = (one: Goods, quantity: number): Line[] => {
    const found = category ? offered[0] : offered.find((product) => isEverything(one) || isOf(product, one))
    return found ? [{ variantId: found.variantId, name: found.name, quantity }] : []
  }
  if (rule?.kind === 'combo') {
    const lines = rule.parts.flatMap((part) => oneOf(part.goods, part.quantity))
    return lines.filter(({ variantId }, i) => lines.findIndex((line) => line.variantId === variantId) === i)
  }
  const asked = rule?.kind === 'n_for_m' ? rule.take : rule?.kind === 'nth_unit' ? rule.nth : 2
  return oneOf(goodsOf(goods), Math.max(asked, Math.ceil((promotion?.minimum?.quantityMilli ?? 0) / 1000)))
}

const isWholeUnit = (unit: string): boolean => unit === 'piece' || unit === 'pack'

type Offered = { id: string; categoryId: string | null; labels: readonly string[] }

const isOf = ({ id, categoryId, labels }: Offered, goods: Goods): boolean =>
  goods.productIds.includes(id) ||
  (categoryId !== null && goods.categoryIds.includes(categoryId)) ||
  labels.some((label) => goods.labels.includes(label))
