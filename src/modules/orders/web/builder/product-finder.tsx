import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, Suspense, useRef, useState } from 'react'
import { getMenu, scanCode, searchProducts } from '#commerce/contract/product-api.ts'
import type { Menu, OfferedProduct, ScannedCode } from '#commerce/contract/product-sale.ts'
import type { Door } from '#orders/web/builder/draft.ts'
import { type Buyer, usePrices } from '#orders/web/builder/use-prices.ts'
import { call } from '#web/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { partOf } from '#web/lent.ts'
import { useApi } from '#web/query.ts'
import { panelsFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'
import { ListBones } from '#web/ui/states.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#orders/web/builder/builder.module.css'

type Props = {
  brandId: string
  /** Whom it is sold to and whereby: their prices are shown. */
  door: Door
  contactId: string | null
  isFocused: boolean
  onChoose: (product: OfferedProduct) => void
  onScan: (scanned: ScannedCode) => void
}

/** Digits alone, as a reader types them. */
const isCode = (text: string): boolean => /^\d{8,14}$/.test(text)

/** What is sold: by typing, by a reader of codes, or from the menu. The arrows and Enter choose without a mouse. */
export function ProductFinder({ brandId, door, contactId, isFocused, onChoose, onScan }: Props) {
  const t = useT()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const said = text.trim()
  const { data: menu } = useApi(getMenu, { brandId }, { staleTime: 60_000 })
  const { data: found } = useApi(
    searchProducts,
    { text: said, brandId, limit: 12 },
    { enabled: said !== '' && !isCode(said), keepsPrevious: true },
  )
  const matches = said === '' || isCode(said) ? [] : ((found?.items ?? []) as OfferedProduct[])
  const buyer = { brandId, door, contactId }
  const priceOf = usePrices(buyer, matches)
  const choose = (product: OfferedProduct | undefined): void => {
    if (!product || refusalOf(product) !== null) return
    onChoose(product)
    setText('')
    setAt(0)
    field.current?.focus()
  }
  const scan = async (): Promise<void> => {
    try {
      onScan((await call(scanCode, { code: said, brandId })) as ScannedCode)
      setText('')
    } catch (error) {
      void toast({ text: error instanceof Error && 'title' in error ? String(error.title) : t('orders.builder.unknown_code'), tone: 'bad' })
    }
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault()
      if (isCode(said)) void scan()
      else choose(matches[at])
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setAt((last) => Math.max(0, Math.min(matches.length - 1, last + (event.key === 'ArrowDown' ? 1 : -1))))
    }
  }
  return (
    <div className={s.finder}>
      <TextInput
        ref={field}
        label={t('orders.builder.find')}
        placeholder={t('orders.builder.find_example')}
        leftSection={<IconSearch size={16} stroke={1.7} />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={press}
        autoComplete="off"
        data-autofocus={isFocused || undefined}
      />
      {said !== '' ? (
        <ul className={s.products} aria-label={t('orders.builder.found')}>
          {matches.map((product, i) => (
            <ProductButton key={product.id} {...{ product, contactId }} price={priceOf(product)} isOn={i === at} onChoose={choose} />
          ))}
          {found && matches.length === 0 && !isCode(said) && (
            <li className={s.quiet}>{t('orders.builder.nothing_found', { text: said })}</li>
          )}
        </ul>
      ) : (
        <MenuList menu={menu as Menu | undefined} buyer={buyer} onChoose={choose} />
      )}
    </div>
  )
}

function MenuList({ menu, buyer, onChoose }: { menu: Menu | undefined; buyer: Buyer; onChoose: (product: OfferedProduct) => void }) {
  const t = useT()
  const [open, setOpen] = useState<string | null | undefined>(undefined)
  const filled = menu?.categories.filter(({ products }) => products.length > 0) ?? []
  const shown = filled.find(({ id }) => id === open) ?? filled[0]
  const priceOf = usePrices(buyer, shown?.products ?? [])
  if (!menu) return <ListBones rows={6} face={false} />
  if (filled.length === 0) return <p className={s.quiet}>{t('orders.builder.no_products')}</p>
  return (
    <>
      {filled.length > 1 && (
        <div className={s.categories} role="group" aria-label={t('orders.builder.categories')}>
          {filled.map(({ id, name }) => (
            <button key={id ?? ''} type="button" aria-pressed={id === shown?.id} onClick={() => setOpen(id)}>
              {id === null ? t('orders.builder.others') : name}
            </button>
          ))}
        </div>
      )}
      <ul className={s.products}>
        {shown?.products.map((product) => (
          <ProductButton
            key={product.id}
            product={product}
            contactId={buyer.contactId}
            price={priceOf(product)}
            isOn={false}
            onChoose={onChoose}
          />
        ))}
      </ul>
    </>
  )
}

/** So few are left that whoever sells wants to know; of several variants all of them together. */
const fewUnits = 10
function leftOf({ variants }: OfferedProduct): number | null {
  const counts = variants.map(({ leftMilli }) => leftMilli ?? Infinity)
  const units = counts.reduce((all, milli) => all + milli, 0) / 1000
  return units <= fewUnits ? Math.floor(units * 10) / 10 : null
}

/** Why none of it can be had; null when some of it can. */
const refusalOf = (product: OfferedProduct): string | null =>
  product.variants.some(({ refusal }) => refusal === null) ? null : (product.variants[0]?.refusal ?? 'archived')

function ProductButton({
  product,
  contactId,
  price,
  isOn,
  onChoose,
}: {
  product: OfferedProduct
  contactId: string | null
  price: string | null
  isOn: boolean
  onChoose: (product: OfferedProduct) => void
}) {
  const t = useT()
  const refusal = refusalOf(product)
  const left = leftOf(product)
  return (
    <li>
      <button type="button" className={s.product} data-on={isOn || undefined} disabled={refusal !== null} onClick={() => onChoose(product)}>
        {product.imageUrl && <img src={product.imageUrl} alt="" width={36} height={36} loading="lazy" />}
        <span>
          {product.name}
          {price !== null && <small className="num">{price}</small>}
        </span>
        {refusal !== null && <Chip tone="warn">{t(`orders.builder.refusals.${refusal.replaceAll('-', '_')}`)}</Chip>}
        {refusal === null && left !== null && <Chip>{t('orders.builder.left', { count: left })}</Chip>}
      </button>
      {refusal !== null && contactId !== null && <Waits product={product} contactId={contactId} />}
    </li>
  )
}

/** Of what ran out: what others offer to whoever wanted it. */
function Waits({ product, contactId }: { product: OfferedProduct; contactId: string }) {
  const session = useSession()
  const panels = panelsFor(session, 'soldOut')
  const gone = product.variants.filter(({ mayWait }) => mayWait)
  if (panels.length === 0) return null
  return (
    <Suspense>
      {panels.map((panel) => {
        const Body = partOf<'soldOut'>(panel)
        return gone.map(({ id, name }) => (
          <Body key={`${panel.name} ${id}`} contactId={contactId} variantId={id} name={`${product.name} ${name}`.trim()} />
        ))
      })}
    </Suspense>
  )
}
