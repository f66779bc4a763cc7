import { Button } from '@mantine/core'
import { IconCheck, IconChevronRight, IconPlus } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { Fragment } from 'react'
import { listRoles } from '#identity/contract/api.ts'
import { canManageRoles } from '#identity/contract/permissions.ts'
import type { Role } from '#identity/contract/role.ts'
import { type PermissionGroup, usePermissionGroups } from '#identity/web/roles/permission-words.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Page } from '#web/ui/page.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import s from '#identity/web/roles/roles.module.css'

/** What each role may do, side by side. On the phone the roles one by one. */
export function RoleListPage() {
  const t = useT()
  const may = useMay()
  const isPhone = useIsPhone()
  const navigate = useNavigate()
  const { data, error, refetch } = useApi(listRoles, {})
  const groups = usePermissionGroups()
  return (
    <Page
      title={t('identity.roles.title')}
      hint={t('identity.roles.hint')}
      back="/ajustes"
      body="bare"
      actions={
        may(canManageRoles) && (
          <Button leftSection={<IconPlus size={15} />} onClick={() => void navigate({ to: '/ajustes/roles/nuevo' })}>
            {t('identity.roles.new')}
          </Button>
        )
      }
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data || !groups ? (
        <ListBones rows={10} face={false} />
      ) : isPhone ? (
        <RoleCards roles={data.items} />
      ) : (
        <Matrix roles={data.items} groups={groups} />
      )}
    </Page>
  )
}

function RoleCards({ roles }: { roles: readonly Role[] }) {
  const t = useT()
  return (
    <div className={s.cards}>
      {roles.map((role) => (
        <Link key={role.id} to="/ajustes/roles/$id" params={{ id: role.id }} className={s.card}>
          <span>
            {role.name}
            <small>{t('identity.roles.members', { count: role.memberCount })}</small>
          </span>
          <IconChevronRight size={16} aria-hidden />
        </Link>
      ))}
    </div>
  )
}

function Matrix({ roles, groups }: { roles: readonly Role[]; groups: readonly PermissionGroup[] }) {
  const t = useT()
  return (
    // A region that scrolls has to be reachable for the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={s.frame} tabIndex={0} role="region" aria-label={t('identity.roles.title')}>
      <table className={s.matrix}>
        <thead>
          <tr>
            <th scope="col">{t('identity.roles.may')}</th>
            {roles.map((role) => (
              <th key={role.id} scope="col">
                <Link to="/ajustes/roles/$id" params={{ id: role.id }}>
                  {role.name}
                </Link>
                <small>{t('identity.roles.members', { count: role.memberCount })}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Fragment key={group.module}>
              <tr className={s.group}>
                <th scope="colgroup" colSpan={roles.length + 1}>
                  {group.title}
                </th>
              </tr>
              {group.entries.map((entry) => (
                <tr key={entry.code}>
                  <th scope="row">{entry.words}</th>
                  {roles.map((role) => (
                    <td key={role.id}>
                      <Mark isOn={role.permissions.includes(entry.code)} />
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Mark({ isOn }: { isOn: boolean }) {
  const t = useT()
  return isOn ? (
    <>
      <IconCheck size={16} stroke={2} className={s.yes} aria-hidden />
      <span className="sr-only">{t('identity.roles.yes')}</span>
    </>
  ) : (
    <>
      <span className={s.no} aria-hidden>
        ·
      </span>
      <span className="sr-only">{t('identity.roles.no')}</span>
    </>
  )
}
