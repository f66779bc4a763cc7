import { Button, MultiSelect, Select, TextInput } from '@mantine/core'
import { listLabels } from '#conversations/contract/api.ts'
import { listChannelNames } from '#conversations/contract/channel-api.ts'
import type { RoutingMethod, RoutingRule, WriteRoutingRule } from '#conversations/contract/routing.ts'
import { createRoutingRule, listRoutingRules, removeRoutingRule, updateRoutingRule } from '#conversations/contract/routing-api.ts'
import { useSkills } from '#conversations/web/routing/skills.ts'
import { listTeams } from '#identity/contract/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { confirm } from '#web/ui/dialog.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { FieldRow, useContractForm } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { TagsField } from '#web/ui/tags-field.tsx'
import { toast } from '#web/ui/toast.ts'

const languages = ['es', 'pt', 'en', 'fr', 'it', 'de', 'gn', 'qu'] as const
const methods: readonly RoutingMethod[] = ['sticky', 'lowest-load', 'round-robin']

const blank: WriteRoutingRule = {
  name: '',
  isActive: true,
  conditions: { brandIds: [], channelIds: [], languages: [], labels: [], customer: 'any', hours: 'any' },
  skill: null,
  teamId: '',
  method: 'sticky',
  overflow: null,
}

type Props = { rule: RoutingRule | null; onClose: () => void }

/** What a rule asks for and where it leads. */
export function RuleDialog({ rule, onClose }: Props) {
  const t = useT()
  const { brands } = useSession()
  const teams = (useApi(listTeams, {}).data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const channels = useApi(listChannelNames, {}).data?.items ?? []
  const labels = useApi(listLabels, {}).data?.items ?? []
  const skills = useSkills()
  const invalidates = [listRoutingRules]
  const creating = useSend(createRoutingRule, { invalidates, onDone: onClose })
  const updating = useSend(updateRoutingRule, { invalidates, onDone: onClose })
  const removing = useSend(removeRoutingRule, {
    invalidates,
    onDone: onClose,
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const { overflow, ...kept } = rule ?? blank
  const form = useContractForm({
    initialValues: {
      ...kept,
      skill: kept.skill as string | null,
      overflowTeamId: (overflow?.teamId ?? null) as string | null,
      overflowMinutes: overflow ? overflow.afterSeconds / 60 : 2,
    },
    validate: {
      name: (value) => (value.trim() ? null : t('conversations.routing.no_name')),
      teamId: (value) => (value ? null : t('conversations.routing.no_team')),
    },
    save: ({ overflowTeamId, overflowMinutes, skill, name, isActive, conditions, teamId, method }) => {
      const after = overflowTeamId ? { teamId: overflowTeamId, afterSeconds: Math.round(Number(overflowMinutes) * 60) } : null
      const input = { name, isActive, conditions, teamId, method, skill, overflow: after }
      return rule ? updating.send({ id: rule.id, ...input }, { ifMatch: rule.version }) : creating.send(input)
    },
  })
  const handleRemove = async () => {
    if (!rule) return
    const isSure = await confirm({
      title: t('conversations.routing.remove_title', { name: rule.name }),
      text: t('conversations.routing.remove_text'),
      confirm: t('conversations.routing.remove'),
      isDangerous: true,
    })
    if (isSure) removing.send({ id: rule.id }).catch(() => {})
  }
  const choices = (name: 'customer' | 'hours', values: readonly string[]) =>
    values.map((value) => ({ value, label: t(`conversations.routing.${name}_${value}`) }))
  return (
    <DialogForm
      form={form}
      onClose={onClose}
      title={rule?.name ?? t('conversations.routing.new')}
      size={560}
      submit={rule ? t('web.action.save') : t('conversations.routing.create')}
      isDisabled={rule !== null && !form.isDirty()}
      aside={
        <div>
          {rule && (
            <Button variant="subtle" color="red" loading={removing.sending} onClick={() => void handleRemove()}>
              {t('conversations.routing.remove')}
            </Button>
          )}
        </div>
      }
    >
      <TextInput label={t('conversations.routing.name')} maxLength={80} data-autofocus {...form.field('name')} />
      {brands.length > 1 && (
        <MultiSelect
          label={t('conversations.routing.brands')}
          placeholder={t('conversations.routing.any')}
          data={brands.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.field('conditions.brandIds')}
        />
      )}
      <MultiSelect
        label={t('conversations.routing.channels')}
        placeholder={t('conversations.routing.any')}
        data={channels.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.field('conditions.channelIds')}
      />
      <FieldRow>
        <MultiSelect
          label={t('conversations.routing.languages')}
          placeholder={t('conversations.routing.any')}
          data={languages.map((value) => ({ value, label: t(`conversations.languages.${value}`) }))}
          {...form.field('conditions.languages')}
        />
        <TagsField
          label={t('conversations.routing.labels')}
          placeholder={t('conversations.routing.any')}
          data={labels.map(({ label }) => label)}
          maxTags={30}
          {...form.field('conditions.labels')}
        />
      </FieldRow>
      <FieldRow>
        <Select
          label={t('conversations.routing.customer')}
          data={choices('customer', ['any', 'new', 'known'])}
          allowDeselect={false}
          {...form.field('conditions.customer')}
        />
        <Select
          label={t('conversations.routing.hours')}
          data={choices('hours', ['any', 'open', 'closed'])}
          allowDeselect={false}
          {...form.field('conditions.hours')}
        />
      </FieldRow>
      <FieldRow>
        <Select label={t('conversations.routing.team')} data={teams} allowDeselect={false} {...form.field('teamId')} />
        <Select
          label={t('conversations.routing.method')}
          data={methods.map((value) => ({ value, label: t(`conversations.routing.method_${value}`) }))}
          allowDeselect={false}
          {...form.field('method')}
        />
      </FieldRow>
      <Select
        label={t('conversations.routing.skill')}
        placeholder={t('conversations.routing.any_skill')}
        data={[...new Set([...skills, ...(kept.skill ? [kept.skill] : [])])]}
        searchable
        clearable
        nothingFoundMessage={t('conversations.routing.no_skills')}
        {...form.field('skill')}
      />
      <FieldRow>
        <Select
          label={t('conversations.routing.overflow')}
          placeholder={t('conversations.routing.no_overflow')}
          data={teams.filter(({ value }) => value !== form.getValues().teamId)}
          clearable
          {...form.field('overflowTeamId')}
        />
        <NumberField
          label={t('conversations.routing.overflow_after')}
          min={1}
          max={1440}
          disabled={!form.getValues().overflowTeamId}
          {...form.field('overflowMinutes')}
        />
      </FieldRow>
    </DialogForm>
  )
}
