import type { ProductCard } from '#commerce/contract/product.ts'
import { AvailabilitySwitch } from '#commerce/web/catalogue/availability-switch.tsx'
import s from '#commerce/web/catalogue/catalogue.module.css'
import { useCategories } from '#commerce/web/catalogue/categories.ts'
import { isWhole } from '#commerce/web/catalogue/whole-units.ts'
import { ProductPicture } from '#commerce/web/catalogue/product-picture.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSession } from '#web/session.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { useIsPhone } from '#web/ui/screen.ts'

/** What the list says of each product. */
export function useProductColumns(): Column<ProductCard>[] {
  const t = useT()
  const format = useFormat()
  const isPhone = useIsPhone()
  const { pathOf } = useCategories()
  const { brands } = useSession()
  const soldOut = (row: ProductCard) =>
    row.availability === 'all' ? null : (
      <Chip tone="warn">
        {row.availability === 'some'
          ? t('commerce.availability.some')
          : row.soldOutUntil
            ? t('commerce.availability.until', { at: format.hour(row.soldOutUntil) })
            : t('commerce.availability.none')}
      </Chip>
    )
  const price = (row: ProductCard) => {
    if (row.priceMinor === null) return ''
    const amount = format.money(row.priceMinor, row.currency)
    const text = isWhole(row.unit) ? amount : `${amount} / ${t(`commerce.units.${row.unit}_short`)}`
    return <span className="num">{text}</span>
  }
  return [
    {
      name: 'name',
      header: t('commerce.product.name'),
      sort: 'name',
      card: 'title',
      cell: (row) => (
        <span className={s.nameCell}>
          {!isPhone && <ProductPicture url={row.imageUrl} kind={row.kind} />}
          <span className={s.name}>{row.name}</span>
          {row.kind !== 'good' && <Chip>{t(`commerce.kinds.${row.kind}`)}</Chip>}
          {row.variantCount > 1 && <span className={s.dim}>{t('commerce.product.variant_count', { count: row.variantCount })}</span>}
        </span>
      ),
    },
    {
      name: 'category',
      header: t('commerce.product.category'),
      width: 200,
      cell: (row) => (row.categoryId ? pathOf(row.categoryId) : <span className={s.dim}>{t('commerce.category.none')}</span>),
    },
    { name: 'price', header: t('commerce.product.price'), width: 140, align: 'end', cell: price },
    { name: 'sku', header: t('commerce.product.sku'), width: 130, cell: (row) => row.sku ?? '', card: 'named' },
    ...(brands.length > 1
      ? [
          {
            name: 'brand',
            header: t('commerce.product.brand'),
            width: 150,
            card: 'none' as const,
            cell: (row: ProductCard) =>
              row.brandIds === null
                ? t('commerce.product.all_brands')
                : brands
                    .filter(({ id }) => row.brandIds?.includes(id))
                    .map(({ name }) => name)
                    .join(', '),
          },
        ]
      : []),
    { name: 'state', header: t('commerce.product.state'), width: 170, cell: soldOut },
    {
      name: 'availability',
      header: t('commerce.availability.title'),
      width: 90,
      card: 'corner',
      cell: (row) => <AvailabilitySwitch row={row} />,
    },
  ]
}
