import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { type QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import type { Locale } from '#kernel/i18n/translate.ts'
import { wearSession } from '#web/appearance.ts'
import type { Region } from '#web/i18n/formats.ts'
import { I18nProvider } from '#web/i18n/i18n.tsx'
import { loadMessages, type Messages } from '#web/i18n/messages.ts'
import { LocaleContext } from '#web/i18n/locale.ts'
import { styleNonce } from '#web/nonce.ts'
import type { makeRouter } from '#web/router.tsx'
import { type Session, sessionQuery } from '#web/session.ts'
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

/** Words in the person's language, formats of the organization; both follow the session. */
function Words({ first, children }: { first: { locale: Locale; messages: Messages }; children: ReactNode }) {
  const { data: session } = useQuery({ ...sessionQuery, enabled: false })
  const [spoken, setSpoken] = useState(first)
  const [chosen, setChosen] = useState<Locale>(first.locale)
  const wanted = session?.person.locale ?? chosen

  useEffect(() => {
    if (session) wearSession(session)
  }, [session])

  useEffect(() => {
    let isCurrent = true
    document.documentElement.lang = spoken.locale
    if (wanted !== spoken.locale) void loadMessages(wanted).then((messages) => isCurrent && setSpoken({ locale: wanted, messages }))
    return () => {
      isCurrent = false
    }
  }, [wanted, spoken.locale])

  const choose = (locale: Locale) => {
    localStorage.setItem('yapa.locale', locale)
    setChosen(locale)
  }

  return (
    <LocaleContext value={choose}>
      <I18nProvider locale={spoken.locale} messages={spoken.messages} region={regionOf(session, spoken.locale)}>
        {children}
      </I18nProvider>
    </LocaleContext>
  )
}

function regionOf(session: Session | undefined, locale: Locale): Region {
  const { organization } = session ?? {}
  if (organization)
    return { language: organization.locale, country: organization.country, zone: organization.zone, currency: organization.currency }
  return {
    language: locale,
    country: locale === 'pt' ? 'BR' : 'AR',
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    currency: 'ARS',
  }
}
