import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown, IconPlus, IconSettings } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { initialsOf } from '#kernel/contract/initials.ts'
import { useOrganization as putOrganizationInUse } from '#identity/contract/api.ts'
import { enter } from '#web/door.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import s from '#web/shell/side.module.css'

export function Logo() {
  const { organization, brands } = useSession()
  const [main] = brands
  const name = main?.name ?? organization?.name ?? 'Yapa'
  return (
    <span className={s.logo} aria-hidden>
      {main?.logoUrl ? <img src={main.logoUrl} alt="" /> : initialsOf(name)}
    </span>
  )
}

export function useSwitchOrganization() {
  const { organization } = useSession()
  const { send } = useSend(putOrganizationInUse, {
    onDone: () => enter('/'),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  return (organizationId: string) => {
    if (organizationId !== organization?.id) void send({ organizationId })
  }
}

/** Which organization this is, and the way to the others. */
export function TenantMenu() {
  const t = useT()
  const navigate = useNavigate()
  const { organization, organizations, brands, role, mayCreateOrganization } = useSession()
  const change = useSwitchOrganization()
  const main = brands[0]?.name
  const under = main && main !== organization?.name ? main : (role?.name ?? '')
  return (
    <Menu width={232} withinPortal={false} position="bottom-start">
      <Menu.Target>
        <button type="button" className={s.tenant}>
          <Logo />
          <span className={s.names}>
            <b>{organization?.name}</b>
            <small>{under}</small>
          </span>
          <span className="sr-only">{t('web.tenant.change')}</span>
          <IconChevronDown size={14} className={s.dim} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('web.tenant.change')}</Menu.Label>
        {organizations.map((one) => (
          <Menu.Item
            key={one.id}
            leftSection={<span className={s.swatch} style={{ '--swatch': one.brandColor } as CSSProperties} />}
            rightSection={one.id === organization?.id ? <IconCheck size={14} aria-label={t('web.tenant.current')} /> : null}
            onClick={() => change(one.id)}
          >
            {one.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {mayCreateOrganization && (
          <Menu.Item leftSection={<IconPlus size={16} stroke={1.7} />} onClick={() => void navigate({ to: '/nueva-empresa' })}>
            {t('web.tenant.create')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconSettings size={16} stroke={1.7} />} onClick={() => void navigate({ to: '/ajustes' })}>
          {t('web.settings.title')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
