import { Button } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { listRoles } from '#identity/contract/api.ts'
import { canManageRoles } from '#identity/contract/permissions.ts'
import type { Role } from '#identity/contract/role.ts'
import { usePermissionGroups } from '#identity/web/roles/permission-words.ts'
import { RoleForm } from '#identity/web/roles/role-form.tsx'
import { RoleRights } from '#identity/web/roles/role-rights.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { textOf, useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { Page } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, ListBones, Notice } from '#web/ui/states.tsx'
import '#web/ui/mantine-forms-css.ts'

/** One role, or a new one at `/ajustes/roles/nuevo`, empty or as a copy (`?de=<id>`). */
export function RolePage() {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const [search] = useSearchState<{ de?: string }>()
  const { data, error, refetch } = useApi(listRoles, {})
  const groups = usePermissionGroups()
  const isNew = id === 'nuevo'
  const model = data?.items.find((role) => role.id === (isNew ? textOf(search.de) : id))
  const isLoading = !data || !groups
  const role: Role | undefined = isNew
    ? {
        id: '',
        name: model ? t('identity.roles.copy_of', { name: model.name }) : '',
        preset: null,
        permissions: model?.permissions ?? [],
        memberCount: 0,
        version: 0,
      }
    : model
  const isReadOnly = role?.preset != null || !may(canManageRoles)
  return (
    <Page
      title={isNew ? t('identity.roles.new') : (role?.name ?? t('identity.roles.one'))}
      {...(role && !isNew && { hint: t('identity.roles.members', { count: role.memberCount }) })}
      back="/ajustes/roles"
      narrow
      isReading={isReadOnly}
      actions={
        !isNew &&
        role &&
        may(canManageRoles) && (
          <Button variant="default" onClick={() => void navigate({ to: '/ajustes/roles/nuevo', search: { de: role.id } as never })}>
            {t('identity.roles.copy')}
          </Button>
        )
      }
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : isLoading ? (
        <ListBones rows={10} face={false} />
      ) : role ? (
        <>
          {role.preset !== null && <Notice>{t('identity.roles.built_in')}</Notice>}
          {isReadOnly ? (
            <RoleRights permissions={role.permissions} groups={groups} />
          ) : (
            <RoleForm key={`${role.id} ${textOf(search.de)}`} role={role} groups={groups} />
          )}
        </>
      ) : (
        <EmptyState drawing="search" title={t('identity.roles.gone')} />
      )}
    </Page>
  )
}
