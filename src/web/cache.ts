import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Endpoint, InputOf, OutputOf } from '#kernel/contract/declare.ts'
import type { Page } from '#kernel/contract/page.ts'
import { type ItemOf, keyOf } from '#web/query.ts'

/** Small surgery on cached answers, for optimistic changes and live patches. Absent answers stay absent. */

type Undo = () => void

/** Changes one answer; returns what takes it back. */
export function change<E extends Endpoint>(
  queryClient: QueryClient,
  endpoint: E,
  input: InputOf<E>,
  update: (last: OutputOf<E>) => OutputOf<E>,
): Undo {
  const queryKey = keyOf(endpoint, input)
  const before = queryClient.getQueryData<OutputOf<E>>(queryKey)
  if (before === undefined) return () => {}
  void queryClient.cancelQueries({ queryKey, exact: true })
  queryClient.setQueryData(queryKey, update(before))
  return () => queryClient.setQueryData(queryKey, before)
}

/**
 * Changes the items of every cached list of an endpoint, whatever its filters: `items` in, `items` out; returning the
 * same array changes nothing. Covers `useApi` and `useApiPages`.
 */
export function changeLists<E extends Endpoint>(
  queryClient: QueryClient,
  endpoint: E,
  update: (items: ItemOf<E>[], input: InputOf<E>) => ItemOf<E>[],
): Undo {
  const undos: Undo[] = []
  for (const [queryKey, data] of queryClient.getQueriesData<Page<ItemOf<E>> | InfiniteData<Page<ItemOf<E>>>>({
    queryKey: [endpoint.path],
  })) {
    if (!data) continue
    const input = queryKey[1] as InputOf<E>
    const next = 'pages' in data ? changePages(data, (items) => update(items, input)) : changePage(data, (items) => update(items, input))
    if (next === data) continue
    queryClient.setQueryData(queryKey, next)
    undos.push(() => queryClient.setQueryData(queryKey, data))
  }
  return () => undos.forEach((undo) => undo())
}

function changePage<T>(page: Page<T>, update: (items: T[]) => T[]): Page<T> {
  const items = update(page.items)
  return items === page.items ? page : { ...page, items }
}

/** All pages are shown to `update` as one list; what it adds goes to the first page, so that the cursors stay true. */
function changePages<T>(data: InfiniteData<Page<T>>, update: (items: T[]) => T[]): InfiniteData<Page<T>> {
  const all = data.pages.flatMap((page) => page.items)
  const next = update(all)
  if (next.length === all.length && next.every((item, i) => item === all[i])) return data
  const [first, ...others] = data.pages
  if (!first) return data
  const kept = others.map((page) => page.items.length).reduce((sum, count) => sum + count, 0)
  const cut = Math.max(0, next.length - kept)
  let from = cut
  const pages = others.map((page) => {
    const items = next.slice(from, from + page.items.length)
    from += page.items.length
    return { ...page, items }
  })
  return { ...data, pages: [{ ...first, items: next.slice(0, cut) }, ...pages] }
}

/** Replaces fields of the item with this id in every cached list of an endpoint. */
export const changeItem = <E extends Endpoint>(queryClient: QueryClient, endpoint: E, id: string, fields: Partial<ItemOf<E>>): Undo =>
  changeLists(queryClient, endpoint, (items) => {
    if (!items.some((item) => (item as { id?: string }).id === id)) return items
    return items.map((item) =>
      (item as { id?: string }).id === id ? ({ ...(item as object), ...(fields as object) } as typeof item) : item,
    )
  })
