import type { ProductSearch } from '#commerce/web/catalogue/product-query.ts'
import { useCategories } from '#commerce/web/catalogue/categories.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSession } from '#web/session.ts'
import type { Filter } from '#web/ui/filter-bar.tsx'

const kinds = ['good', 'service', 'combo'] as const

/** The filters over the list of products. */
export function useProductFilters(search: ProductSearch, set: (change: Partial<ProductSearch>) => void): Filter[] {
  const t = useT()
  const { options } = useCategories()
  const { brands } = useSession()
  return [
    {
      name: 'categoria',
      label: t('commerce.product.category'),
      isSingle: true,
      value: search.categoria ? [search.categoria] : [],
      onChange: ([categoria = '']) => set({ categoria }),
      options: [...options, { value: 'ninguna', label: t('commerce.category.none') }],
    },
    {
      name: 'tipo',
      label: t('commerce.product.kind'),
      value: search.tipo,
      onChange: (tipo) => set({ tipo }),
      options: kinds.map((kind) => ({ value: kind, label: t(`commerce.kinds.${kind}`) })),
    },
    {
      name: 'hay',
      label: t('commerce.availability.title'),
      isSingle: true,
      value: search.hay ? [search.hay] : [],
      onChange: ([hay = '']) => set({ hay: hay as ProductSearch['hay'] }),
      options: [
        { value: 'disponible', label: t('commerce.availability.available') },
        { value: 'agotado', label: t('commerce.availability.none') },
      ],
    },
    ...(brands.length > 1
      ? [
          {
            name: 'marca',
            label: t('commerce.product.brand'),
            isSingle: true,
            value: search.marca ? [search.marca] : [],
            onChange: ([marca = '']: string[]) => set({ marca }),
            options: brands.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]
      : []),
  ]
}
