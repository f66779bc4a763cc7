import type { QueryClient } from '@tanstack/react-query'
import type { SheetCounts, SheetStatus } from '#kernel/contract/sheet.ts'

type Told = { importId: string; status: SheetStatus; counts: SheetCounts }
type One = { status: SheetStatus; counts: SheetCounts }

/** What is told of an import under way, on its page (`one`) and in the list of all (`all`), by their addresses. */
export function showProgress(queryClient: QueryClient, paths: { one: string; all: string }, { importId, status, counts }: Told): void {
  const queryKey = [paths.one, { id: importId }]
  let isNewStep = true
  queryClient.setQueriesData<One>({ queryKey }, (last) => {
    if (!last) return last
    isNewStep = last.status !== status
    // A step brings more than counts (a mapping, problems, a file): its form would begin without them.
    return isNewStep ? last : { ...last, counts }
  })
  if (isNewStep || counts.done >= counts.rows) void queryClient.invalidateQueries({ queryKey })
  void queryClient.invalidateQueries({ queryKey: [paths.all] })
}
