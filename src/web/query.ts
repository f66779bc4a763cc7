import {
  infiniteQueryOptions,
  keepPreviousData,
  onlineManager,
  QueryClient,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type UseQueryOptions,
} from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import type { Endpoint, InputOf, OutputOf } from '#kernel/contract/declare.ts'
import type { Page } from '#kernel/contract/page.ts'
import { ApiProblem, call, type CallOptions, isClash, isPassing } from '#web/api.ts'
import { newKey } from '#web/keys.ts'
import { useProblemText } from '#web/i18n/problem-text.ts'

/** What a list endpoint gives one of. */
export type ItemOf<E> = OutputOf<E> extends { items: (infer T)[] } ? T : never

export function makeQueryClient(): QueryClient {
  // It takes itself for online until it hears otherwise, and would then not notice that a connection came.
  onlineManager.setOnline(navigator.onLine)
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        // Offline is told to the person as an error with a way out, not as a page that loads for ever.
        networkMode: 'always',
        // Which would leave what failed without a connection as it is when there is one again.
        refetchOnReconnect: true,
        retry: (failures, error) => failures < 2 && isPassing(error) && navigator.onLine,
        retryDelay: (failures) => 400 * 2 ** failures,
      },
      mutations: { networkMode: 'always' },
    },
  })
}

/** `[path, input]`: the place of an answer in the cache. Invalidating `[endpoint.path]` covers every input of it. */
export const keyOf = <E extends Endpoint>(endpoint: E, input: InputOf<E>) => [endpoint.path, input] as const

export const apiQuery = <E extends Endpoint>(endpoint: E, input: InputOf<E>) =>
  queryOptions<OutputOf<E>, ApiProblem, OutputOf<E>, readonly [string, InputOf<E>]>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
  })

export type ApiOptions<E extends Endpoint> = {
  enabled?: boolean
  staleTime?: number
  refetchInterval?: number
  /** Keeps the last answer on screen while another input of the same endpoint loads. */
  keepsPrevious?: boolean
  placeholderData?: OutputOf<E>
  /** For answers of thousands of items whose writers keep what did not change: comparing all of it takes too long. */
  structuralSharing?: false
}

/** Reads an endpoint into a screen. */
export function useApi<E extends Endpoint>(endpoint: E, input: InputOf<E>, { keepsPrevious, ...options }: ApiOptions<E> = {}) {
  const previous = keepsPrevious ? { placeholderData: keepPreviousData } : {}
  const query: UseQueryOptions<OutputOf<E>, ApiProblem> = {
    ...(apiQuery(endpoint, input) as unknown as UseQueryOptions<OutputOf<E>, ApiProblem>),
    ...(options as object),
    ...previous,
  }
  return useQuery(query)
}

/** The same for lists that go on with a cursor. */
export const apiPagesQuery = <E extends Endpoint>(endpoint: E, input: InputOf<E>) =>
  infiniteQueryOptions({
    queryKey: [endpoint.path, input, 'pages'] as const,
    queryFn: ({ signal, pageParam }) =>
      call(endpoint, { ...(input as object), ...(pageParam && { cursor: pageParam }) } as InputOf<E>, { signal }) as Promise<
        Page<ItemOf<E>>
      >,
    initialPageParam: '' as string,
    getNextPageParam: (last: Page<ItemOf<E>>) => last.next ?? undefined,
  })

export function useApiPages<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: { enabled?: boolean; keepsPrevious?: boolean } = {},
) {
  const query = useInfiniteQuery({
    ...apiPagesQuery(endpoint, input),
    enabled: options.enabled ?? true,
    ...(options.keepsPrevious ? { placeholderData: keepPreviousData } : {}),
  })
  return {
    items: query.data?.pages.flatMap((page) => page.items),
    isPending: query.isPending,
    error: query.error as ApiProblem | null,
    hasMore: query.hasNextPage,
    isFetchingMore: query.isFetchingNextPage,
    isStale: query.isPlaceholderData,
    fetchMore: () => void query.fetchNextPage(),
    refetch: () => void query.refetch(),
  }
}

/** For `preload` of a page: fills the cache, never fails (the page shows its own error). */
export const preload = <E extends Endpoint>(queryClient: QueryClient, endpoint: E, input: InputOf<E>) =>
  queryClient.prefetchQuery(apiQuery(endpoint, input))
export const preloadPages = <E extends Endpoint>(queryClient: QueryClient, endpoint: E, input: InputOf<E>) =>
  queryClient.prefetchInfiniteQuery(apiPagesQuery(endpoint, input))

export type SendOptions<E extends Endpoint> = {
  /** Applied at once; what it returns takes it back when the server refuses. */
  optimistic?: (queryClient: QueryClient, input: InputOf<E>) => () => void
  /** Answers that are no longer true once this is done. */
  invalidates?: readonly Endpoint[]
  /** Asked again when somebody else was faster: for screens that keep what is typed. */
  rereads?: readonly Endpoint[]
  onDone?: (output: OutputOf<E>, input: InputOf<E>) => void
  onProblem?: (problem: ApiProblem, text: string, input: InputOf<E>) => void
}

type LastTry = { fingerprint: string; key: string }

/**
 * Sends something that changes the world. `send` rejects with the `ApiProblem`; its words are in `problem` meanwhile.
 * A passing fault is repeated twice with the same idempotency key, and so is a second press after an unknown outcome:
 * the server does it once.
 */
export function useSend<E extends Endpoint>(endpoint: E, options: SendOptions<E> = {}) {
  const queryClient = useQueryClient()
  const text = useProblemText()
  const [state, setState] = useState<{ sending: number; error: ApiProblem | null }>({ sending: 0, error: null })
  const unknown = useRef<LastTry | null>(null)
  const latest = useRef(options)
  latest.current = options

  const attempt = useCallback(
    async (input: InputOf<E>, callOptions: CallOptions): Promise<OutputOf<E>> => {
      const { optimistic, invalidates, rereads, onDone, onProblem } = latest.current
      const fingerprint = JSON.stringify([input, callOptions.ifMatch])
      const key = callOptions.idempotencyKey ?? (unknown.current?.fingerprint === fingerprint ? unknown.current.key : newKey())
      setState(({ sending }) => ({ sending: sending + 1, error: null }))
      const takeBack = optimistic?.(queryClient, input)
      try {
        const output = await persist(() => call(endpoint, input, { ...callOptions, idempotencyKey: key }))
        unknown.current = null
        setState(({ sending, error }) => ({ sending: sending - 1, error }))
        for (const other of invalidates ?? []) void queryClient.invalidateQueries({ queryKey: [other.path] })
        onDone?.(output, input)
        return output
      } catch (error) {
        takeBack?.()
        const problem = error instanceof ApiProblem ? error : new ApiProblem({ code: 'web.broken', status: 0 })
        unknown.current = isPassing(problem) ? { fingerprint, key } : null
        setState(({ sending }) => ({ sending: sending - 1, error: problem }))
        if (isClash(problem)) for (const other of rereads ?? []) void queryClient.invalidateQueries({ queryKey: [other.path] })
        onProblem?.(problem, text(problem), input)
        throw error
      }
    },
    [endpoint, queryClient, text],
  )

  const send = useCallback(
    (input: InputOf<E>, callOptions: CallOptions = {}): Promise<OutputOf<E>> => {
      const sent = attempt(input, callOptions)
      // Whoever does not wait has `problem` and `onProblem`; the refusal is no accident of the page.
      sent.catch(() => {})
      return sent
    },
    [attempt],
  )

  return {
    send,
    sending: state.sending > 0,
    error: state.error,
    problem: state.error ? text(state.error) : undefined,
    reset: useCallback(() => setState(({ sending }) => ({ sending, error: null })), []),
  }
}

async function persist<T>(attempt: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await attempt()
    } catch (error) {
      if (failures === 2 || !isPassing(error) || !navigator.onLine) throw error
      await new Promise((resolve) => setTimeout(resolve, 400 * 2 ** failures + Math.random() * 200))
    }
  }
}
