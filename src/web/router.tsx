import type { QueryClient } from '@tanstack/react-query'
import {
  type AnyRoute,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type RouteComponent,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { ApiProblem } from '#web/api.ts'
import { loadMessages } from '#web/i18n/messages.ts'
import { bring, type Hindrance } from '#web/late-code.ts'
import type { WebPage } from '#web/module.ts'
import { webModules } from '#web/modules.ts'
import { allSettings, homeOf } from '#web/registry.ts'
import { parseSearch, stringifySearch } from '#web/search.ts'
import { findSession, may } from '#web/session.ts'
import { Frame } from '#web/shell/frame.tsx'
import { PageFailure, PageMissing, Root, RootFailure } from '#web/shell/root.tsx'
import { PageBones } from '#web/ui/states.tsx'

/** The door, and the pages that the frame sends people to when they may not be inside yet. */
export const doorPath = '/entrar'
export const chooseOrganizationPath = '/elegir'
export const accountPath = '/ajustes/cuenta'

/**
 * The router answers code that did not arrive by loading the page anew; without a connection, or with hardly any, that would
 * only lose what is on the screen.
 */
const outOfReach: { [hindrance in Hindrance]?: string } = { offline: 'web.page_offline', weak: 'web.page_slow' }

/** A page comes with the words it speaks; those of the first one are there already. */
const lazyPage = (page: () => Promise<ComponentType>, isFirst = false): RouteComponent =>
  lazyRouteComponent(async () => {
    const brought = await bring(() => Promise.all([page(), isFirst ? undefined : loadMessages()]))
    if ('code' in brought) return { default: brought.code[0] }
    const code = outOfReach[brought.hindrance]
    throw code ? new ApiProblem({ code, status: 0 }) : brought.error
  }) as unknown as RouteComponent

/**
 * The whole tree of addresses, from what the modules declare. `isNobody`: the boot has just learned that nobody is signed
 * in, so that the first address needs not ask again.
 */
export function makeRouter(queryClient: QueryClient, isNobody = false) {
  let isKnownNobody = isNobody
  const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
    component: Root,
    errorComponent: RootFailure,
    notFoundComponent: PageMissing,
  })

  const frame = createRoute({
    getParentRoute: () => root,
    id: 'frame',
    component: Frame,
    beforeLoad: async ({ location }) => {
      const session = isKnownNobody ? null : await findSession(queryClient)
      isKnownNobody = false
      if (!session) throw redirect({ to: doorPath as string, search: location.pathname === '/' ? {} : { destino: location.href } })
      if (!session.organization) throw redirect({ to: chooseOrganizationPath as string })
      if (session.mustEnrolSecondFactor && location.pathname !== accountPath) throw redirect({ to: accountPath as string })
      return { session }
    },
  })

  const pageRoute = (page: WebPage, parent: () => AnyRoute) =>
    createRoute({
      getParentRoute: parent,
      path: page.path,
      component: lazyPage(page.page, page.isFirst),
      validateSearch: page.search ?? ((raw: Record<string, unknown>) => raw),
      beforeLoad: async () => {
        if (page.frame === 'bare' || (!page.permission && !page.when)) return
        const session = await findSession(queryClient)
        if (!session) return
        // Not the router's own `notFound`: before a page is loaded, that one takes the frame away with it.
        if (page.when?.(session) === false) throw new ApiProblem({ code: 'web.no_page', status: 404 })
        if (!may(session, page.permission)) throw new ApiProblem({ code: 'web.forbidden', status: 403 })
      },
      loaderDeps: ({ search }: { search: Record<string, unknown> }) => search,
      loader: ({ params, deps, cause }) => {
        const filled = page.preload?.({ queryClient, params: params as Record<string, string | undefined>, search: deps })
        // Bones of the whole page (`defaultPendingMs`) must not take away what somebody reads, or types a filter into: it has its own for what is missing.
        return cause === 'stay' ? Promise.race([filled, new Promise((resolve) => setTimeout(resolve, 100))]) : filled
      },
      pendingComponent: () => <PageBones kind={page.skeleton ?? 'plain'} />,
      errorComponent: PageFailure,
      staticData: { title: page.title },
    })

  const home = createRoute({
    getParentRoute: () => frame,
    path: '/',
    beforeLoad: async () => {
      const session = await findSession(queryClient)
      if (session) throw redirect({ to: homeOf(session) })
    },
  })

  const settings = createRoute({
    getParentRoute: () => frame,
    path: '/ajustes',
    component: lazyPage(() => import('#web/shell/settings.page.tsx').then((file) => file.SettingsPage)),
    staticData: { title: 'web.settings.title' },
  })
  const settingsPages = allSettings.map(({ path, section: _section, ...page }) =>
    pageRoute({ ...page, path: `/${path}` }, () => settings as unknown as AnyRoute),
  )

  const pages = webModules.flatMap((module) => module.pages ?? [])
  const inFrame = pages.filter((page) => page.frame !== 'bare').map((page) => pageRoute(page, () => frame as unknown as AnyRoute))
  const alone = pages.filter((page) => page.frame === 'bare').map((page) => pageRoute(page, () => root as unknown as AnyRoute))
  const missing = createRoute({
    getParentRoute: () => frame,
    path: '$',
    component: PageMissing,
    staticData: { title: 'web.error.missing' },
  })

  const inside = [home, settings.addChildren(settingsPages as never), missing, ...inFrame]
  const tree = root.addChildren([...alone, frame.addChildren(inside as never)] as never) as unknown as AnyRoute

  return createRouter({
    routeTree: tree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadDelay: 60,
    // The cache of answers decides what is fresh.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 150,
    defaultPendingMinMs: 200,
    defaultErrorComponent: PageFailure,
    defaultNotFoundComponent: PageMissing,
  })
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Key of the document's title. */
    title?: string
  }
}
