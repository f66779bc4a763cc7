import { MultiSelect, Select } from '@mantine/core'
import { listRoles, listTeams } from '#identity/contract/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSession } from '#web/session.ts'

type Field<V> = { value?: V; onChange?: (value: V) => void; error?: unknown }

/** Only roles that the person may hand on: all of whose rights they hold themselves. */
export function RoleSelect({ value, onChange, error }: Field<string>) {
  const t = useT()
  const { permissions, role } = useSession()
  const { data } = useApi(listRoles, {})
  const mine = new Set(permissions)
  const options = (data?.items ?? []).map((one) => ({
    value: one.id,
    label: one.name,
    disabled: one.permissions.some((code) => !mine.has(code)) || (one.preset === 'owner' && role?.preset !== 'owner'),
  }))
  return (
    <Select
      label={t('identity.fields.role')}
      data={options}
      allowDeselect={false}
      required
      withAsterisk={false}
      value={value || null}
      onChange={(next) => next !== null && onChange?.(next)}
      error={error as string | undefined}
    />
  )
}

export function TeamsSelect({ value, onChange, error }: Field<string[]>) {
  const t = useT()
  const { data } = useApi(listTeams, {})
  const options = (data?.items ?? []).map((team) => ({ value: team.id, label: team.name }))
  if (data && options.length === 0) return null
  return (
    <MultiSelect
      label={t('identity.fields.teams')}
      data={options}
      value={value ?? []}
      onChange={(next) => onChange?.(next)}
      error={error as string | undefined}
      {...((value ?? []).length === 0 && { placeholder: t('identity.members.no_team') })}
      hidePickedOptions
    />
  )
}
