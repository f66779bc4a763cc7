import type { Goods } from '#commerce/contract/promotion.ts'

/** Goods as a field of many choices holds them: `c:` a category, `p:` a product, `v:` a variant, `l:` a label. */
const listByMark = { c: 'categoryIds', p: 'productIds', v: 'variantIds', l: 'labels' } as const
type Mark = keyof typeof listByMark

export const tokensOf = (goods: Goods): string[] =>
  (Object.entries(listByMark) as [Mark, (typeof listByMark)[Mark]][]).flatMap(([mark, list]) => goods[list].map((one) => `${mark}:${one}`))

export function goodsOf(tokens: readonly string[]): Goods {
  const goods: Goods = { productIds: [], variantIds: [], categoryIds: [], labels: [] }
  for (const token of tokens) {
    const list = listByMark[token[0] as Mark]
    if (list && token[1] === ':') goods[list].push(token.slice(2))
  }
  return goods
}

export const isEverything = ({ productIds, variantIds, categoryIds, labels }: Goods): boolean =>
  productIds.length + variantIds.length + categoryIds.length + labels.length === 0
