import { IconDots } from '@tabler/icons-react'
import { useT } from '#web/i18n/i18n.tsx'
import type { NavItem } from '#web/module.ts'
import { navFor, phoneNavFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'
import { useBottomBar } from '#web/shell/bottom-bar-state.ts'
import { isIn, TabLink, useSection } from '#web/shell/nav-items.tsx'
import { openMore } from '#web/shell/palette.ts'
import s from '#web/shell/bottom-bar.module.css'

/** The phone's navigation: four places within reach of the thumb and everything else behind the fifth. */
export function BottomBar() {
  const t = useT()
  const session = useSession()
  const section = useSection()
  const isHidden = useBottomBar()
  const items = phoneNavFor(session)
  const isHere = (all: readonly NavItem[]) => all.some(({ to }) => isIn(section, to))
  // An address that does not exist is nowhere.
  const isBehindMore = !isHere(items) && (section === '/ajustes' || navFor(session).some((group) => isHere(group.items)))
  if (isHidden) return null
  return (
    <nav className={s.tabs} aria-label={t('web.nav.sections')}>
      {items.map((item) => (
        <TabLink key={item.to} item={item} section={section} />
      ))}
      <button type="button" onClick={openMore} aria-haspopup="dialog" data-on={isBehindMore || undefined}>
        <span className={s.icon}>
          <IconDots size={22} stroke={1.6} />
        </span>
        <span>{t('web.nav.more')}</span>
      </button>
    </nav>
  )
}
