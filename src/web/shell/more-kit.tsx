import { Drawer } from '@mantine/core'
import { IconLogout, IconSearch, IconSettings, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type CSSProperties, useState } from 'react'
import { leave } from '#web/door.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { navFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'
import { NavLink, useSection } from '#web/shell/nav-items.tsx'
import { openPalette } from '#web/shell/palette.ts'
import { useScheme } from '#web/shell/scheme.ts'
import { ShellParts } from '#web/shell/shell-parts.tsx'
import { useSwitchOrganization } from '#web/shell/tenant-menu.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#web/shell/side.module.css'

/** Everything that does not fit into the phone's bottom bar. */
export function MoreSheet({ onClose }: { onClose: () => void }) {
  const t = useT()
  const session = useSession()
  const [isOpen, setOpen] = useState(true)
  return (
    <Drawer
      opened={isOpen}
      onClose={() => setOpen(false)}
      onExitTransitionEnd={onClose}
      position="bottom"
      size="auto"
      title={session.organization?.name}
      radius="14px 14px 0 0"
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <More onGo={() => setOpen(false)} />
    </Drawer>
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
        onClick={() => {
          onGo()
          openPalette()
        }}
      >
        <IconSearch size={19} stroke={1.7} />
        <span>{t('web.palette.open')}</span>
      </button>
      <ShellParts slot="more" />
      {navFor(session).flatMap(({ items }) => items.map((item) => <NavLink key={item.to} item={item} section={section} onGo={onGo} />))}
      <Link to="/ajustes" className={s.item} onClick={onGo}>
        <IconSettings size={17} stroke={1.7} />
        <span>{t('web.settings.title')}</span>
      </Link>
      <div className={s.moreFoot}>
        {others.map((one) => (
          <button type="button" key={one.id} className={s.item} onClick={() => change(one.id)}>
            <span className={s.swatch} style={{ '--swatch': one.brandColor } as CSSProperties} />
            <span>{t('web.tenant.go_to', { name: one.name })}</span>
          </button>
        ))}
        <SegmentedTabs
          fullWidth
          label={t('web.appearance.title')}
          value={theme}
          onChange={choose}
          choices={(['light', 'dark', 'system'] as const).map((value) => ({ value, label: t(`web.appearance.${value}`) }))}
        />
        <Link to="/ajustes/cuenta" className={s.item} onClick={onGo}>
          <IconUser size={17} stroke={1.7} />
          <span>{session.person.name}</span>
        </Link>
        <button type="button" className={s.item} onClick={() => void leave()}>
          <IconLogout size={17} stroke={1.7} />
          <span>{t('web.person.leave')}</span>
        </button>
      </div>
    </div>
  )
}
