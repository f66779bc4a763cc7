import { listOf } from '#web/search.ts'

/** Whose deals the figures are about, as the header's filters in the address say and as endpoints ask for it. */
export function whoseOf(search: Record<string, unknown>) {
  const [owner, brand] = [listOf(search['responsable']), listOf(search['marca'])]
  return { ...(owner.length > 0 && { owner: owner as never }), ...(brand.length > 0 && { brand: brand as never }) }
}
