import { useMemo } from 'react'
import { listCategories } from '#commerce/contract/category-api.ts'
import type { Category } from '#commerce/contract/category.ts'
import { useApi } from '#web/query.ts'

const none: Category[] = []

/** The tree as it is now, with what each is called from the top: "Bebidas › Cervezas". */
export function useCategories() {
  const query = useApi(listCategories, {})
  const all = query.data?.items ?? none
  return useMemo(() => {
    const living = all.filter(({ archivedAt }) => archivedAt === null)
    const byId = new Map(living.map((one) => [one.id, one]))
    const namesOf = (id: string | null): string[] => {
      const one = id === null ? undefined : byId.get(id)
      return one ? [...namesOf(one.parentId), one.name] : []
    }
    const isBelow = (id: string, aboveId: string): boolean => {
      const parentId = byId.get(id)?.parentId ?? null
      return parentId !== null && (parentId === aboveId || isBelow(parentId, aboveId))
    }
    return {
      all,
      isBelow,
      living,
      levelOf: (id: string): number => namesOf(id).length - 1,
      pathOf: (id: string): string => namesOf(id).join(' › '),
      options: living.map(({ id }) => ({ value: id, label: namesOf(id).join(' › ') })),
      isPending: query.isPending,
      error: query.error,
      refetch: () => void query.refetch(),
    }
  }, [all, query])
}
