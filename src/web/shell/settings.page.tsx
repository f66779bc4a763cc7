import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { type SettingsEntry, useSettings } from '#web/shell/settings-entries.ts'
import { SettingsLink, SettingsSearch } from '#web/shell/settings-search.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import s from '#web/shell/settings.module.css'

/** Settings: their list on the left, one of them on the right; on the phone first the one and then the other. */
export function SettingsPage() {
  const t = useT()
  const isPhone = useIsPhone()
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname.replace(/\/$/, '') })
  const isList = path === '/ajustes'
  const sections = useSettings()
  const first = sections[0]?.entries[0]?.to

  useEffect(() => {
    if (isList && !isPhone && first) void navigate({ to: first, replace: true })
  }, [isList, isPhone, first, navigate])

  // Who comes by a link, the palette or a reload has not scrolled the list: it shows by itself where they are.
  const list = useRef<HTMLElement>(null)
  useEffect(() => void list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }), [path])

  // Of two that hold, as orders and their notices, it is the longer one.
  const holding = sections.flatMap(({ entries }) => entries).filter(({ to }) => path === to || path.startsWith(`${to}/`))
  const here = holding.toSorted((one, other) => other.to.length - one.to.length)[0]?.to
  const isOn = ({ to }: SettingsEntry): boolean => to === here
  return (
    <div className={s.settings} data-list={isList || undefined}>
      <nav ref={list} className={s.list} aria-label={t('web.settings.title')}>
        <h1>{t('web.settings.title')}</h1>
        <SettingsSearch entries={sections.flatMap(({ entries }) => entries)} isOn={isOn}>
          {sections.map(({ section, entries }) => (
            <div key={section} className={s.section}>
              <h2>{t(`web.settings.section.${section}`)}</h2>
              {entries.map((entry) => (
                <SettingsLink key={entry.to} entry={entry} isOn={isOn(entry)} />
              ))}
            </div>
          ))}
        </SettingsSearch>
      </nav>
      <div className={s.page}>
        <Outlet />
      </div>
    </div>
  )
}
