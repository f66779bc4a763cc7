import { Menu } from '@mantine/core'
import { IconCheck, IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { leave } from '#web/door.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useLiveState } from '#web/live-hooks.ts'
import { useSession } from '#web/session.ts'
import { openHelp } from '#web/shell/palette.ts'
import { ShellParts, useHasPart } from '#web/shell/shell-parts.tsx'
import { useScheme } from '#web/shell/scheme.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { Kbd } from '#web/ui/marks.tsx'
import s from '#web/shell/side.module.css'

export const themeIcons = { light: IconSun, dark: IconMoon, system: IconDeviceDesktop }

/** Who is signed in, whether new things come in by themselves, and how the screen looks. */
export function PersonMenu() {
  const t = useT()
  const navigate = useNavigate()
  const { person } = useSession()
  const isLive = useLiveState() === 'open'
  const hasStatus = useHasPart('status')
  const { theme, density, choose, chooseDensity } = useScheme()
  const tick = (isOn: boolean) => (isOn ? <IconCheck size={14} aria-label={t('web.state.chosen')} /> : null)
  return (
    <Menu width={232} withinPortal={false} position="top-start">
      <Menu.Target>
        <button type="button" className={s.me}>
          <Avatar name={person.name} size={28} {...(!hasStatus && { state: isLive ? 'available' : 'away' })} />
          <span className={s.names}>
            <b>{person.name}</b>
            {isLive && hasStatus ? (
              <ShellParts slot="status" />
            ) : (
              <small>{t(isLive ? 'web.connection.live' : 'web.connection.waiting')}</small>
            )}
          </span>
          <span className="sr-only">{t('web.person.menu')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <ShellParts slot="menu" />
        <Menu.Label>{person.email}</Menu.Label>
        <Menu.Item leftSection={<IconUser size={16} stroke={1.7} />} onClick={() => void navigate({ to: '/ajustes/cuenta' })}>
          {t('web.person.account')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.7} />} rightSection={<Kbd keys="?" />} onClick={openHelp}>
          {t('web.keys.title')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('web.appearance.title')}</Menu.Label>
        {(['light', 'dark', 'system'] as const).map((one) => {
          const Sign = themeIcons[one]
          return (
            <Menu.Item
              key={one}
              leftSection={<Sign size={16} stroke={1.7} />}
              rightSection={tick(theme === one)}
              closeMenuOnClick={false}
              onClick={() => choose(one)}
            >
              {t(`web.appearance.${one}`)}
            </Menu.Item>
          )
        })}
        <Menu.Divider />
        <Menu.Label>{t('web.appearance.density')}</Menu.Label>
        {(['comfortable', 'normal', 'compact'] as const).map((one) => (
          <Menu.Item key={one} rightSection={tick(density === one)} closeMenuOnClick={false} onClick={() => chooseDensity(one)}>
            {t(`web.appearance.${one}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.7} />} onClick={() => void leave()}>
          {t('web.person.leave')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
