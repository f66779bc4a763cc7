import { MultiSelect } from '@mantine/core'
import { useState } from 'react'
import { listCategories } from '#commerce/contract/category-api.ts'
import { searchProducts } from '#commerce/contract/product-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'

type Props = {
  label: string
  hint?: string
  value: readonly string[]
  /** What is chosen already is called, by id. */
  names: Readonly<Record<string, string>>
  onChange: (value: string[], names: Record<string, string>) => void
  error?: string | undefined
}

/** Categories, products and labels in one field: what is typed is looked for among all of them. Nothing chosen stands for everything. */
export function GoodsField({ label, hint, value, names, onChange, error }: Props) {
  const t = useT()
  const [text, setText] = useState('')
  const { data: categories } = useApi(listCategories, {})
  const wanted = text.trim()
  const { data: found } = useApi(searchProducts, { text: wanted, limit: 12 }, { enabled: wanted !== '', keepsPrevious: true })
  const living = (categories?.items ?? []).filter(({ archivedAt }) => archivedAt === null)
  const products = wanted === '' ? [] : (found?.items ?? [])
  const labels = [...new Set(products.flatMap((product) => product.labels))]
  const known = new Map<string, string>([
    ...living.map(({ id, name }) => [`c:${id}`, name] as const),
    ...products.map(({ id, name }) => [`p:${id}`, name] as const),
    ...labels.map((one) => [`l:${one}`, `“${one}”`] as const),
  ])
  const nameOf = (token: string): string => known.get(token) ?? (token[0] === 'l' ? `“${token.slice(2)}”` : (names[token.slice(2)] ?? '…'))
  const group = (mark: string, word: string) => ({
    group: t(`commerce.promotions.goods.${word}`),
    items: [...new Set([...known.keys(), ...value])]
      .filter((token) => token[0] === mark)
      .map((token) => ({ value: token, label: nameOf(token) })),
  })
  return (
    <MultiSelect
      label={label}
      description={hint}
      placeholder={value.length === 0 ? t('commerce.promotions.goods.everything') : ''}
      data={[group('c', 'categories'), group('p', 'products'), group('v', 'variants'), group('l', 'labels')].filter(
        ({ items }) => items.length > 0,
      )}
      value={[...value]}
      onChange={(tokens) => onChange(tokens, Object.fromEntries(tokens.map((token) => [token.slice(2), nameOf(token)])))}
      searchable
      searchValue={text}
      onSearchChange={setText}
      nothingFoundMessage={t('commerce.promotions.goods.nothing')}
      error={error}
      hidePickedOptions
    />
  )
}
