import { Link, useRouterState } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import type { Badge, NavItem } from '#web/module.ts'
import bar from '#web/shell/bottom-bar.module.css'
import s from '#web/shell/side.module.css'

/** The first part of the address: `/contactos/42` is in Contactos. */
export const useSection = (): string => useRouterState({ select: (state) => `/${state.location.pathname.split('/')[1] ?? ''}` })

export const isIn = (section: string, to: string): boolean => section === `/${to.split('/')[1] ?? ''}`

export function NavLink({ item, section, onGo }: { item: NavItem; section: string; onGo?: () => void }) {
  const t = useT()
  const isOn = isIn(section, item.to)
  return (
    <Link to={item.to} className={s.item} data-on={isOn || undefined} aria-current={isOn ? 'page' : undefined} onClick={onGo}>
      <item.icon size={17} stroke={1.7} />
      <span>{t(item.label)}</span>
      {item.badge && <NavBadge badge={item.badge} className={s.badge} />}
    </Link>
  )
}

export function TabLink({ item, section }: { item: NavItem; section: string }) {
  const t = useT()
  const isOn = isIn(section, item.to)
  return (
    <Link to={item.to} data-on={isOn || undefined} aria-current={isOn ? 'page' : undefined}>
      <span className={bar.icon}>
        <item.icon size={22} stroke={1.6} />
        {item.badge && <NavBadge badge={item.badge} />}
      </span>
      <span>{t(item.label)}</span>
    </Link>
  )
}

/** The number beside a place: what waits there. */
function NavBadge({ badge, className }: { badge: Badge; className?: string }) {
  const t = useT()
  const format = useFormat()
  const { data } = useQuery({ ...(badge.query as object), queryKey: badge.query.queryKey } as { queryKey: readonly unknown[] })
  const count = data === undefined ? 0 : badge.select(data as never)
  if (count <= 0) return null
  return (
    <em className={className} style={{ fontStyle: 'normal' }}>
      <span aria-hidden>{count > 999 ? '999+' : format.number(count)}</span>
      <span className="sr-only">{t('web.nav.waiting', { count })}</span>
    </em>
  )
}
