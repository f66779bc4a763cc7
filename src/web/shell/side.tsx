import { ActionIcon, Tooltip } from '@mantine/core'
import { IconMoon, IconSearch, IconSun } from '@tabler/icons-react'
import { useT } from '#web/i18n/i18n.tsx'
import { navFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'
import { PersonMenu } from '#web/shell/person-menu.tsx'
import { NavLink, useSection } from '#web/shell/nav-items.tsx'
import { openPalette } from '#web/shell/palette.ts'
import { ShellParts } from '#web/shell/shell-parts.tsx'
import { TenantMenu } from '#web/shell/tenant-menu.tsx'
import { useScheme } from '#web/shell/scheme.ts'
import { Kbd } from '#web/ui/marks.tsx'
import { ToastPlace } from '#web/ui/toast-place.tsx'
import s from '#web/shell/side.module.css'

export function Side() {
  const t = useT()
  const session = useSession()
  const section = useSection()
  const { isDark, choose } = useScheme()
  return (
    <aside className={s.side} aria-label={t('web.nav.label')}>
      <TenantMenu />
      <button type="button" className={s.search} onClick={openPalette} aria-keyshortcuts="Meta+K Control+K">
        <IconSearch size={15} />
        <span>{t('web.palette.open')}</span>
        <Kbd keys="mod+k" />
      </button>
      <nav className={s.nav} aria-label={t('web.nav.sections')}>
        {navFor(session).map(({ group, items }) => (
          <div key={group} className={s.group}>
            {group !== 'top' && <div className={s.groupTitle}>{t(`web.nav.group.${group}`)}</div>}
            {items.map((item) => (
              <NavLink key={item.to} item={item} section={section} />
            ))}
          </div>
        ))}
      </nav>
      <ToastPlace name="side" />
      <div className={s.foot}>
        <PersonMenu />
        <ShellParts slot="foot" />
        <Tooltip label={t(isDark ? 'web.appearance.to_light' : 'web.appearance.to_dark')}>
          <ActionIcon
            aria-label={t(isDark ? 'web.appearance.to_light' : 'web.appearance.to_dark')}
            onClick={() => choose(isDark ? 'light' : 'dark')}
          >
            {isDark ? <IconSun size={16} /> : <IconMoon size={16} />}
          </ActionIcon>
        </Tooltip>
      </div>
    </aside>
  )
}
