import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import type { Locale } from '#kernel/i18n/translate.ts'
import type { Messages } from '#web/i18n/messages.ts'
import { Words } from '#web/i18n/language.tsx'
import { styleNonce } from '#web/nonce.ts'
import type { makeRouter } from '#web/router.tsx'
import { theme } from '#web/ui/theme.ts'

const colorSchemes = localStorageColorSchemeManager({ key: 'yapa.theme' })

type AppProps = { queryClient: QueryClient; router: ReturnType<typeof makeRouter>; locale: Locale; messages: Messages }

export function App({ queryClient, router, locale, messages }: AppProps) {
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} colorSchemeManager={colorSchemes} defaultColorScheme="auto" getStyleNonce={styleNonce}>
        <Words first={{ locale, messages }}>
          <RouterProvider router={router} />
        </Words>
      </MantineProvider>
    </QueryClientProvider>
  )
}
