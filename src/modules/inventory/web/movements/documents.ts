/** What things are moved for, and where that is looked at. Kinds of modules that are not known here are called "other". */
export const documentKinds = ['order', 'receipt', 'transfer', 'adjustment', 'count', 'production', 'return'] as const
export type KnownKind = (typeof documentKinds)[number] | 'other'

export const kindOf = (kind: string): KnownKind => documentKinds.find((one) => one === kind) ?? 'other'

const places: Partial<Record<KnownKind, (id: string) => string>> = {
  order: (id) => `/pedidos/${id}`,
  return: (id) => `/pedidos/${id}`,
  count: (id) => `/stock/conteos/${id}`,
  transfer: (id) => `/stock/transferencias/${id}`,
}

export const hrefOf = ({ kind, id }: { kind: string; id: string }): string | null => places[kindOf(kind)]?.(id) ?? null
