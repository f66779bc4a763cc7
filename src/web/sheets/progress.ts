import type { QueryClient } from '@tanstack/react-query'
import type { ImportProgress } from '#kernel/contract/import.ts'
import type { SheetKind } from '#web/sheets/sheet.ts'

/** What is told of an import under way, on its page and in the list of all. */
export const showProgress =
  ({ get, list }: Pick<SheetKind['api'], 'get' | 'list'>) =>
  (queryClient: QueryClient, { importId, status, counts }: ImportProgress): void => {
    const queryKey = [get.path, { id: importId }]
    let isNewStep = true
    queryClient.setQueriesData<ImportProgress>({ queryKey }, (last) => {
      if (!last) return last
      isNewStep = last.status !== status
      // A step brings more than counts (a mapping, problems, a file): its form would begin without them.
      return isNewStep ? last : { ...last, counts }
    })
    if (isNewStep || counts.done >= counts.rows) void queryClient.invalidateQueries({ queryKey })
    void queryClient.invalidateQueries({ queryKey: [list.path] })
  }
