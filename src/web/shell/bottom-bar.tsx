import { Drawer, SegmentedControl } from '@mantine/core'
import { IconDots, IconLogout, IconSearch, IconSettings, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { leave } from '#web/door.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { navFor, phoneNavFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'
import { NavLink, TabLink, useSection } from '#web/shell/nav-items.tsx'
import { openPalette } from '#web/shell/palette.ts'
import { useScheme } from '#web/shell/scheme.ts'
import { useSwitchOrganization } from '#web/shell/tenant-menu.tsx'
import { useBottomBar } from '#web/shell/bottom-bar-state.ts'
import s from '#web/shell/side.module.css'

/** The phone's navigation: four places within reach of the thumb and everything else behind the fifth. */
export function BottomBar() {
  const t = useT()
  const session = useSession()
  const section = useSection()
  const [isOpen, setOpen] = useState(false)
  const isHidden = useBottomBar()
  const items = phoneNavFor(session)
  if (isHidden) return null
  return (
    <>
      <nav className={s.tabs} aria-label={t('web.nav.sections')}>
        {items.map((item) => (
          <TabLink key={item.to} item={item} section={section} />
        ))}
        <button type="button" onClick={() => setOpen(true)} aria-haspopup="dialog" data-on={items.every((item) => !item.to.startsWith(section)) || undefined}>
          <span className={s.tabIcon}>
            <IconDots size={22} stroke={1.6} />
          </span>
          <span>{t('web.nav.more')}</span>
        </button>
      </nav>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        position="bottom"
        size="auto"
        title={session.organization?.name}
        radius="14px 14px 0 0"
        closeButtonProps={{ 'aria-label': t('web.action.close') }}
      >
        <More onGo={() => setOpen(false)} />
      </Drawer>
    </>
  )
}

function More({ onGo }: { onGo: () => void }) {
  const t = useT()
  const session = useSession()
  const section = useSection()
  const { theme, choose } = useScheme()
  const change = useSwitchOrganization()
  const others = session.organizations.filter((one) => one.id !== session.organization?.id)
  return (
    <div className={s.more}>
      <button
        type="button"
        className={s.item}
        style={{ border: 0, background: 'none', textAlign: 'left' }}
        onClick={() => {
          onGo()
          openPalette()
        }}
      >
        <IconSearch size={19} stroke={1.7} />
        <span>{t('web.palette.open')}</span>
      </button>
      {navFor(session).flatMap(({ items }) => items.map((item) => <NavLink key={item.to} item={item} section={section} onGo={onGo} />))}
      <Link to="/ajustes" className={s.item} onClick={onGo}>
        <IconSettings size={17} stroke={1.7} />
        <span>{t('web.settings.title')}</span>
      </Link>
      <div className={s.moreFoot}>
        {others.map((one) => (
          <button type="button" key={one.id} className={s.item} onClick={() => change(one.id)}>
            <span className={s.swatch} style={{ '--swatch': one.brandColor } as React.CSSProperties} />
            <span style={{ textAlign: 'left' }}>{t('web.tenant.go_to', { name: one.name })}</span>
          </button>
        ))}
        <SegmentedControl
          fullWidth
          aria-label={t('web.appearance.title')}
          value={theme}
          onChange={(value) => choose(value as typeof theme)}
          data={(['light', 'dark', 'system'] as const).map((value) => ({ value, label: t(`web.appearance.${value}`) }))}
        />
        <Link to="/ajustes/cuenta" className={s.item} onClick={onGo}>
          <IconUser size={17} stroke={1.7} />
          <span>{session.person.name}</span>
        </Link>
        <button type="button" className={s.item} onClick={() => void leave()}>
          <IconLogout size={17} stroke={1.7} />
          <span style={{ textAlign: 'left' }}>{t('web.person.leave')}</span>
        </button>
      </div>
    </div>
  )
}
