import { IconSettings } from '@tabler/icons-react'
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { settingsFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'
import { useIsPhone } from '#web/ui/screen.ts'
import s from '#web/shell/settings.module.css'

/** Settings: their list on the left, one of them on the right; on the phone first the one and then the other. */
export function SettingsPage() {
  const t = useT()
  const session = useSession()
  const isPhone = useIsPhone()
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname.replace(/\/$/, '') })
  const isList = path === '/ajustes'
  const sections = settingsFor(session)
  const first = sections[0]?.pages[0]?.path

  useEffect(() => {
    if (isList && !isPhone && first) void navigate({ to: `/ajustes/${first}`, replace: true })
  }, [isList, isPhone, first, navigate])

  // Who comes by a link, the palette or a reload has not scrolled the list: it shows by itself where they are.
  const list = useRef<HTMLElement>(null)
  useEffect(() => void list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }), [path])

  return (
    <div className={s.settings} data-list={isList || undefined}>
      <nav ref={list} className={s.list} aria-label={t('web.settings.title')}>
        <h1>{t('web.settings.title')}</h1>
        {sections.map(({ section, pages }) => (
          <div key={section} className={s.section}>
            <h2>{t(`web.settings.section.${section}`)}</h2>
            {pages.map((page) => {
              const to = `/ajustes/${page.path}`
              const isOn = path === to || path.startsWith(`${to}/`)
              const Sign = page.icon ?? IconSettings
              return (
                <Link key={to} to={to} className={s.item} data-on={isOn || undefined} aria-current={isOn ? 'page' : undefined}>
                  <Sign size={17} stroke={1.7} />
                  <span>
                    {t(page.title)}
                    {page.hint && <small>{t(page.hint)}</small>}
                  </span>
                </Link>
              )
            })}
          </div>
        ))}
      </nav>
      <div className={s.page}>
        <Outlet />
      </div>
    </div>
  )
}
