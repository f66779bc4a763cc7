import { Select, TextInput } from '@mantine/core'
import type { useContractForm } from '#web/ui/form.tsx'
import { FieldRow } from '#web/ui/form.tsx'
import { listTeams } from '#identity/contract/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { NumberField } from '#web/ui/number-field.tsx'
import { useSession } from '#web/session.ts'

export type ChannelSettings = {
  name: string
  brandId: string
  defaultTeamId: string | null
  reopenHours: number
}

type Form = Pick<ReturnType<typeof useContractForm<ChannelSettings>>, 'field'>

/** What a number is called here, whose it is, and how soon its customers should be answered. */
export function ChannelFields({ form }: { form: Form }) {
  const t = useT()
  const { brands } = useSession()
  const { data: teams } = useApi(listTeams, {})
  return (
    <>
      <TextInput
        label={t('conversations.channels.name')}
        description={t('conversations.channels.name_hint')}
        required
        withAsterisk={false}
        maxLength={80}
        {...form.field('name')}
      />
      <FieldRow>
        {brands.length > 1 && (
          <Select
            label={t('conversations.channels.brand')}
            data={brands.map(({ id, name }) => ({ value: id, label: name }))}
            allowDeselect={false}
            {...form.field('brandId')}
          />
        )}
        <Select
          label={t('conversations.channels.team')}
          placeholder={t('conversations.channels.no_team')}
          data={(teams?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          clearable
          {...form.field('defaultTeamId')}
        />
      </FieldRow>
      <FieldRow>
        <NumberField
          label={t('conversations.channels.reopen')}
          description={t('conversations.channels.reopen_hint')}
          suffix={` ${t('conversations.channels.hours')}`}
          min={0}
          max={720}
          {...form.field('reopenHours')}
        />
      </FieldRow>
    </>
  )
}
