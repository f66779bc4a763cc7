import { act, renderHook, waitFor } from '@testing-library/react'
import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { endpoint, member } from '#kernel/contract/declare.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { change, changeItem, changeLists } from '#web/cache.ts'
import { I18nProvider } from '#web/i18n/i18n.tsx'
import { loadMessages } from '#web/i18n/messages.ts'
import { apiPagesQuery, apiQuery, keyOf, makeQueryClient, useApiPages, useSend } from '#web/query.ts'
import { answerWith, askedFor, refuse } from '#web/testing/edge.ts'

const Contact = z.object({ id: z.string(), name: z.string() })
const getContact = endpoint({
  method: 'GET',
  path: '/contacts/:id',
  permission: member,
  input: z.object({ id: z.string() }),
  output: Contact,
})
const listContacts = endpoint({ method: 'GET', path: '/contacts', permission: member, input: z.looseObject({}), output: pageOf(Contact) })
const renameContact = endpoint({ method: 'PATCH', path: '/contacts/:id', permission: member, input: Contact, output: Contact })

const messages = await loadMessages('es')
const region = { language: 'es', country: 'AR', zone: 'America/Argentina/Cordoba', currency: 'ARS' } as const

function stage() {
  const queryClient = makeQueryClient()
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>
      <I18nProvider locale="es" messages={messages} region={region}>
        {children}
      </I18nProvider>
    </QueryClientProvider>
  )
  return { queryClient, wrapper }
}

// Pauses between repetitions pass at once.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 5 }))
afterEach(() => void vi.useRealTimers())

const ana = { id: '1', name: 'Ana' }
const keysAsked = () => askedFor().map((one) => one.headers.get('idempotency-key'))

test('a passing fault is tried again with the same key, so that the server does it once', async () => {
  let tries = 0
  answerWith({ 'PATCH /contacts/:id': () => (++tries < 3 ? refuse(503, { code: 'kernel.unavailable' })() : { id: '1', name: 'Ana Paz' }) })
  const { result } = renderHook(() => useSend(renameContact), stage())
  await act(() => result.current.send({ id: '1', name: 'Ana Paz' }))
  expect(tries).toBe(3)
  expect(new Set(keysAsked()).size).toBe(1)
})

test('a second press after an unknown outcome repeats the same request; another text is another request', async () => {
  const down = () => {
    throw new TypeError('Failed to fetch')
  }
  answerWith({ 'PATCH /contacts/:id': down })
  const { result } = renderHook(() => useSend(renameContact), stage())
  for (const name of ['Ana', 'Ana', 'Ana Paz']) await act(() => result.current.send({ id: '1', name }).catch(() => {}))
  const [first, second, third] = [keysAsked()[0], keysAsked()[3], keysAsked()[6]]
  expect(second).toBe(first)
  expect(third).not.toBe(first)
  expect(result.current.problem).toBe('No hay conexión. Revisá internet y probá de nuevo.')
})

test('a refusal is not repeated, and a later press is a new intention', async () => {
  answerWith({ 'PATCH /contacts/:id': refuse(409, { code: 'kernel.changed_meanwhile', title: 'Alguien lo cambió.' }) })
  const { result } = renderHook(() => useSend(renameContact), stage())
  await act(() => result.current.send(ana).catch(() => {}))
  expect(result.current.problem).toBe('Alguien lo cambió.')
  await act(() => result.current.send(ana).catch(() => {}))
  expect(new Set(keysAsked()).size).toBe(2)
  expect(askedFor()).toHaveLength(2)
})

test('what was shown at once is taken back when the server refuses', async () => {
  let seenMeanwhile: unknown
  const { queryClient, wrapper } = stage()
  queryClient.setQueryData(keyOf(getContact, { id: '1' }), ana)
  answerWith({
    'PATCH /contacts/:id': () => {
      seenMeanwhile = queryClient.getQueryData(keyOf(getContact, { id: '1' }))
      return refuse(409, { code: 'crm.taken' })()
    },
  })
  const { result } = renderHook(
    () =>
      useSend(renameContact, {
        optimistic: (client, input) => change(client, getContact, { id: '1' }, (last) => ({ ...last, name: input.name })),
      }),
    { wrapper },
  )
  await act(() => result.current.send({ id: '1', name: 'Otra' }).catch(() => {}))
  expect(seenMeanwhile).toEqual({ id: '1', name: 'Otra' })
  expect(queryClient.getQueryData(keyOf(getContact, { id: '1' }))).toEqual(ana)
})

test('answers that are no longer true are asked for again', async () => {
  const { queryClient, wrapper } = stage()
  answerWith({ 'PATCH /contacts/:id': ana, 'GET /contacts/:id': ana })
  await queryClient.prefetchQuery(apiQuery(getContact, { id: '1' }))
  const { result } = renderHook(() => useSend(renameContact, { invalidates: [getContact] }), { wrapper })
  await act(() => result.current.send(ana))
  expect(queryClient.getQueryState(keyOf(getContact, { id: '1' }))?.isInvalidated).toBe(true)
})

test('a list goes on from its cursor', async () => {
  answerWith({
    'GET /contacts': ({ query }: { query: Record<string, unknown> }) =>
      query['cursor'] === 'c2' ? { items: [{ id: '2', name: 'Beto' }], next: null } : { items: [ana], next: 'c2' },
  })
  const { result } = renderHook(() => useApiPages(listContacts, { sort: 'name' }), stage())
  await waitFor(() => expect(result.current.items).toHaveLength(1))
  act(() => result.current.fetchMore())
  await waitFor(() => expect(result.current.items?.map((item) => item.name)).toEqual(['Ana', 'Beto']))
  expect(result.current.hasMore).toBe(false)
  expect(askedFor()[1]?.query).toEqual({ sort: 'name', cursor: 'c2' })
})

test('a changed row changes in every list that shows it, whatever its filters', async () => {
  const { queryClient } = stage()
  answerWith({ 'GET /contacts': { items: [ana, { id: '2', name: 'Beto' }], next: null } })
  await queryClient.prefetchQuery(apiQuery(listContacts, { search: 'a' }))
  await queryClient.prefetchInfiniteQuery(apiPagesQuery(listContacts, { sort: 'name' }))
  const undo = changeItem(queryClient, listContacts, '1', { name: 'Ana Paz' })
  const plain = () => queryClient.getQueryData<{ items: { name: string }[] }>(keyOf(listContacts, { search: 'a' }))
  const paged = () =>
    queryClient.getQueryData(apiPagesQuery(listContacts, { sort: 'name' }).queryKey) as { pages: { items: { name: string }[] }[] }
  expect(plain()?.items[0]?.name).toBe('Ana Paz')
  expect(paged().pages[0]?.items[0]?.name).toBe('Ana Paz')
  undo()
  expect(plain()?.items[0]?.name).toBe('Ana')
  expect(paged().pages[0]?.items[0]?.name).toBe('Ana')
})

test('a new row goes to the first page and a removed one leaves its page; the cursors stay', () => {
  const { queryClient } = stage()
  const key = apiPagesQuery(listContacts, {}).queryKey
  const page = (ids: string, next: string | null) => ({ items: [...ids].map((id) => ({ id, name: id })), next })
  queryClient.setQueryData(key, { pages: [page('abc', 'p2'), page('def', null)], pageParams: ['', 'p2'] } as never)
  const idsNow = () =>
    (queryClient.getQueryData(key) as { pages: { items: { id: string }[]; next: string | null }[] }).pages.map((one) => [
      one.items.map((item) => item.id).join(''),
      one.next,
    ])
  changeLists(queryClient, listContacts, (items) => [{ id: 'n', name: 'n' }, ...items])
  expect(idsNow()).toEqual([
    ['nabc', 'p2'],
    ['def', null],
  ])
  changeLists(queryClient, listContacts, (items) => items.filter((item) => item.id !== 'b'))
  expect(idsNow()).toEqual([
    ['nac', 'p2'],
    ['def', null],
  ])
})
