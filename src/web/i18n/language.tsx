import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import type { Locale } from '#kernel/i18n/translate.ts'
import { wearSession } from '#web/appearance.ts'
import type { Region } from '#web/i18n/formats.ts'
import { I18nProvider } from '#web/i18n/i18n.tsx'
import { LocaleContext } from '#web/i18n/locale.ts'
import { loadMessages, type Messages } from '#web/i18n/messages.ts'
import { bring, type Hindrance, patienceMs } from '#web/late-code.ts'
import { Floating, Missing, QuietlyMissing, Waiting } from '#web/late-places.tsx'
import { type Session, sessionQuery } from '#web/session.ts'

/** A language that was asked for and whose words did not come, or not yet. `isHushed`: its notice was closed. */
type Lost = { locale: Locale; hindrance: Hindrance; isHushed?: boolean }
type WordsProps = { first: { locale: Locale; messages: Messages }; children: ReactNode; load?: typeof loadMessages }

/** Words in the person's language, formats of the organization; both follow the session. What does not arrive is said in the old one. */
export function Words({ first, children, load = loadMessages }: WordsProps) {
  const { data: session } = useQuery({ ...sessionQuery, enabled: false })
  const [spoken, setSpoken] = useState(first)
  const [chosen, setChosen] = useState<Locale>(first.locale)
  const [lost, setLost] = useState<Lost | null>(null)
  const [tries, setTries] = useState(0)
  const tryAgain = useCallback(() => {
    setLost(null)
    setTries((count) => count + 1)
  }, [])
  const wanted = session?.person.locale ?? chosen
  const lack = lost?.locale === wanted && wanted !== spoken.locale ? lost : null

  useEffect(() => {
    if (session) wearSession(session)
  }, [session])

  useEffect(() => {
    document.documentElement.lang = spoken.locale
    if (wanted === spoken.locale) return setLost(null)
    let isCurrent = true
    // Who has closed the notice meanwhile is not shown it again.
    const sayStalled = () => setLost((last) => (last?.locale === wanted ? last : { locale: wanted, hindrance: 'slow' }))
    const patience = setTimeout(sayStalled, patienceMs)
    void bring(() => load(wanted)).then((brought) => {
      if (!isCurrent) return
      clearTimeout(patience)
      if ('code' in brought) setSpoken({ locale: wanted, messages: brought.code })
      else setLost({ locale: wanted, hindrance: brought.hindrance })
    })
    return () => {
      isCurrent = false
      clearTimeout(patience)
    }
  }, [wanted, spoken.locale, tries, load])

  const hush = (hindrance: Hindrance) => setLost({ locale: wanted, hindrance, isHushed: true })
  const choose = (locale: Locale) => {
    localStorage.setItem('yapa.locale', locale)
    setChosen(locale)
    tryAgain()
  }

  return (
    <LocaleContext value={choose}>
      <I18nProvider locale={spoken.locale} messages={spoken.messages} region={regionOf(session, spoken.locale)}>
        {children}
        {wanted !== spoken.locale && !lack && <Waiting text="web.language.waiting" onClose={() => hush('slow')} />}
        {lack?.isHushed && <QuietlyMissing hindrance={lack.hindrance} onRetry={tryAgain} />}
        {lack && !lack.isHushed && (
          <Floating isShown onClose={() => hush(lack.hindrance)}>
            <Missing what="language" hindrance={lack.hindrance} onRetry={tryAgain} />
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
