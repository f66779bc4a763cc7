import { MultiSelect } from '@mantine/core'
import { listChannelNames } from '#conversations/contract/channel-api.ts'
import { listTeams } from '#identity/contract/api.ts'
import type { Draft } from '#surveys/web/surveys/draft.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import type { ContractForm } from '#web/ui/form.tsx'

/** Of whose conversations. Nothing chosen stands for all, and says so. */
export function ScopeFields({ form }: { form: ContractForm<Draft> }) {
  const t = useT()
  const { brands } = useSession()
  const { data: channels } = useApi(listChannelNames, {})
  const { data: teams } = useApi(listTeams, {})
  const draft = form.getValues()
  const scopes = [
    ['channelIds', t('surveys.editor.channels'), channels?.items ?? [], t('surveys.editor.everything')],
    ['teamIds', t('surveys.editor.teams'), teams?.items ?? [], t('surveys.editor.everything')],
    ...(brands.length > 1 ? ([['brandIds', t('surveys.editor.brands'), brands, t('surveys.editor.every_brand')]] as const) : []),
  ] as const
  return (
    <>
      {scopes.map(([field, label, items, all]) => (
        <MultiSelect
          key={field}
          label={label}
          placeholder={draft[field].length === 0 ? all : ''}
          data={items.map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          {...form.field(field)}
        />
      ))}
    </>
  )
}
