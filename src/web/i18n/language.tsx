import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import type { Locale } from '#kernel/i18n/translate.ts'
import { wearSession } from '#web/appearance.ts'
import type { Region } from '#web/i18n/formats.ts'
import { I18nProvider } from '#web/i18n/i18n.tsx'
import { LocaleContext } from '#web/i18n/locale.ts'
import { loadMessages, type Messages } from '#web/i18n/messages.ts'
import { bring, type Hindrance } from '#web/late-code.ts'
import { Floating, Missing } from '#web/late-places.tsx'
import { type Session, sessionQuery } from '#web/session.ts'

type WordsProps = { first: { locale: Locale; messages: Messages }; children: ReactNode; load?: typeof loadMessages }

/** Words in the person's language, formats of the organization; both follow the session. What does not arrive is said in the old one. */
export function Words({ first, children, load = loadMessages }: WordsProps) {
  const { data: session } = useQuery({ ...sessionQuery, enabled: false })
  const [spoken, setSpoken] = useState(first)
  const [chosen, setChosen] = useState<Locale>(first.locale)
  const [hindrance, setHindrance] = useState<Hindrance | null>(null)
  const [tries, setTries] = useState(0)
  const tryAgain = useCallback(() => setTries((before) => before + 1), [])
  const wanted = session?.person.locale ?? chosen

  useEffect(() => {
    if (session) wearSession(session)
  }, [session])

  useEffect(() => {
    document.documentElement.lang = spoken.locale
    if (wanted === spoken.locale) return
    let isCurrent = true
    void bring(() => load(wanted)).then((brought) => {
      if (!isCurrent) return
      if ('code' in brought) setSpoken({ locale: wanted, messages: brought.code })
      setHindrance('code' in brought ? null : brought.hindrance)
    })
    return () => {
      isCurrent = false
    }
  }, [wanted, spoken.locale, load, tries])

  const choose = (locale: Locale) => {
    localStorage.setItem('yapa.locale', locale)
    setChosen(locale)
  }

  return (
    <LocaleContext value={choose}>
      <I18nProvider locale={spoken.locale} messages={spoken.messages} region={regionOf(session, spoken.locale)}>
        {children}
        {hindrance && (
          <Floating isShown onClose={() => setHindrance(null)}>
            <Missing hindrance={hindrance} onRetry={tryAgain} />
          </Floating>
        )}
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
