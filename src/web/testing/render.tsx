import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { act, render as draw } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import type { Locale } from '#kernel/i18n/translate.ts'
import { I18nProvider } from '#web/i18n/i18n.tsx'
import { loadMessages } from '#web/i18n/messages.ts'
import { makeLive } from '#web/live.ts'
import { LiveContext } from '#web/live-hooks.ts'
import { makeQueryClient } from '#web/query.ts'
import { parseSearch, stringifySearch } from '#web/search.ts'
import { type Session, sessionQuery } from '#web/session.ts'
import { listen } from '#web/shortcuts.ts'
import { type Answers, answerWith } from '#web/testing/edge.ts'
import { aSession } from '#web/testing/session.ts'
import { Floor } from '#web/ui/floor.ts'
import { theme } from '#web/ui/theme.ts'

/** As for a person who asked for less motion: no timer of a fading part outlives the test that drew it. */
const still = { ...theme, respectReducedMotion: true }

type Options = {
  session?: Partial<Session>
  /** `{ 'GET /contacts': { items: [], next: null } }`; see edge.ts. */
  answers?: Answers
  /** The address the screen is opened at, and the pattern of its route: `/contactos/42`, `/contactos/$id`. */
  at?: string
  route?: string
  locale?: Locale
}

/**
 * Draws a screen as a signed-in person sees it: words, formats, cache, address, live connection (silent), keys. Gives
 * the router, the cache and a `user` who types and clicks.
 */
export async function render(ui: ReactNode, { session = {}, answers = {}, at = '/', route = '/', locale = 'es' }: Options = {}) {
  answerWith(answers)
  const messages = await loadMessages(locale)
  const queryClient = makeQueryClient()
  queryClient.setDefaultOptions({ queries: { ...queryClient.getDefaultOptions().queries, retryDelay: 1 } })
  const person = aSession(session)
  queryClient.setQueryData(sessionQuery.queryKey, person)
  const live = makeLive({ queryClient, handlers: [], onRevoked: () => {}, onDoubt: () => {} })
  const { organization } = person
  const region = {
    language: organization?.locale ?? locale,
    country: organization?.country ?? 'AR',
    zone: organization?.zone ?? 'UTC',
    currency: organization?.currency ?? 'ARS',
  }
  const root = createRootRoute({
    component: () => (
      <>
        <Outlet />
        <Floor />
      </>
    ),
  })
  const page = createRoute({ getParentRoute: () => root, path: route, component: () => ui })
  const elsewhere = createRoute({ getParentRoute: () => root, path: '$', component: () => null })
  const router = createRouter({
    routeTree: root.addChildren(route === '$' ? [page] : [page, elsewhere]),
    history: createMemoryHistory({ initialEntries: [at] }),
    parseSearch,
    stringifySearch,
  })
  await router.load()
  listen()
  const view = await act(async () =>
    draw(
      <QueryClientProvider client={queryClient}>
        <MantineProvider theme={still} env="test">
          <I18nProvider locale={locale} messages={messages} region={region}>
            <LiveContext value={live}>
              <RouterProvider router={router as never} />
            </LiveContext>
          </I18nProvider>
        </MantineProvider>
      </QueryClientProvider>,
    ),
  )
  return { ...view, router, queryClient, user: userEvent.setup() }
}
