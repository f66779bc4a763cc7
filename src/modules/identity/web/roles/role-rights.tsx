import { IconCheck, IconMinus } from '@tabler/icons-react'
import type { PermissionGroup } from '#identity/web/roles/permission-words.ts'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#identity/web/roles/roles.module.css'

type RoleRightsProps = { permissions: readonly string[]; groups: readonly PermissionGroup[] }

/** What a role may do and what not, to be read: a box that nobody can tick would only look broken. */
export function RoleRights({ permissions, groups }: RoleRightsProps) {
  const t = useT()
  return groups.map((group) => (
    <section key={group.module} className={s.module}>
      <h2>{group.title}</h2>
      <ul className={s.rights}>
        {group.entries.map(({ code, words }) => {
          const isOn = permissions.includes(code)
          const Sign = isOn ? IconCheck : IconMinus
          return (
            <li key={code} data-off={!isOn || undefined}>
              <Sign size={16} stroke={isOn ? 2 : 1.6} aria-hidden />
              <span className="sr-only">{t(isOn ? 'identity.roles.yes' : 'identity.roles.no')}: </span>
              {words}
            </li>
          )
        })}
      </ul>
    </section>
  ))
}
