import { mostCategories, mostCategoryLevels } from '#commerce/contract/category.ts'
import type { PlannedCategory } from '#commerce/server/imports/rows.store.ts'
import type { RowRefusal } from '#commerce/server/imports/row.ts'
import { searchable } from '#kernel/contract/text.ts'

/** Where products go by the names of the categories above them. Pure. */
export type CategoryPaths = {
  /** The category at the end of a path; those that are missing are planned. `null`: none. */
  resolve(path: readonly string[]): { id: string | null } | { problem: RowRefusal }
  /** What was missing, parents before what is below them. */
  readonly planned: readonly PlannedCategory[]
}

export function categoryPaths(known: readonly PlannedCategory[], newId: () => string): CategoryPaths {
  const idByKey = new Map(known.map(({ id, parentId, name }) => [keyOf(parentId, name), id]))
  const planned: PlannedCategory[] = []
  return {
    planned,
    resolve(path) {
      if (path.length > mostCategoryLevels) return { problem: 'category-too-deep' }
      const missing = path.length - depthKnown(idByKey, path)
      if (known.length + planned.length + missing > mostCategories) return { problem: 'too-many-categories' }
      let at: string | null = null
      for (const name of path) {
        const key = keyOf(at, name)
        let id = idByKey.get(key)
        if (id === undefined) {
          id = newId()
          idByKey.set(key, id)
          planned.push({ id, parentId: at, name })
        }
        at = id
      }
      return { id: at }
    },
  }
}

function depthKnown(idByKey: ReadonlyMap<string, string>, path: readonly string[]): number {
  let at: string | null = null
  for (const [level, name] of path.entries()) {
    const id = idByKey.get(keyOf(at, name))
    if (id === undefined) return level
    at = id
  }
  return path.length
}

const keyOf = (parentId: string | null, name: string): string => `${parentId ?? ''} ${searchable(name)}`
