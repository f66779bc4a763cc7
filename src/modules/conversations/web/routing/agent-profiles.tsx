import { Modal, MultiSelect } from '@mantine/core'
import { useState } from 'react'
import { listAgents, updateAgent } from '#conversations/contract/availability-api.ts'
import type { AgentProfile } from '#conversations/contract/availability.ts'
import { getRoutingSettings } from '#conversations/contract/routing-api.ts'
import { AvailabilityMark } from '#conversations/web/availability/availability-mark.tsx'
import { useAvailability } from '#conversations/web/availability/availability.queries.ts'
import { useSkills } from '#conversations/web/routing/skills.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { type Column, DataGrid } from '#web/ui/data-grid.tsx'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { TagsField } from '#web/ui/tags-field.tsx'

const languages = ['es', 'pt', 'en', 'fr', 'it', 'de', 'gn', 'qu'] as const

/** What fits on whom, and what they can do. */
export function AgentProfiles() {
  const t = useT()
  const availability = useAvailability()
  const { data, error, refetch } = useApi(listAgents, {})
  const { data: settings } = useApi(getRoutingSettings, {})
  const [openedId, setOpenedId] = useState<string | null>(null)
  const opened = data?.items.find(({ personId }) => personId === openedId)
  const columns: Column<AgentProfile>[] = [
    {
      name: 'name',
      header: t('conversations.routing.person'),
      width: 280,
      card: 'title',
      cell: (agent) => <AvailabilityMark availability={availability.of(agent.personId)}>{agent.name}</AvailabilityMark>,
    },
    {
      name: 'skills',
      header: t('conversations.routing.skills'),
      width: 'grow',
      cell: (agent) => [...agent.skills, ...agent.languages.map((code) => t(`conversations.languages.${code}`))].join(', ') || '–',
    },
    {
      name: 'capacity',
      header: t('conversations.routing.capacity'),
      width: 150,
      align: 'end',
      card: 'corner',
      cell: (agent) => agent.capacity ?? t('conversations.routing.capacity_default', { count: settings?.defaultCapacity ?? 0 }),
    },
  ]
  return (
    <>
      <DataGrid
        label={t('conversations.routing.part_personas')}
        rows={data?.items}
        columns={columns}
        rowId={(agent) => agent.personId}
        rowName={(agent) => agent.name}
        onOpen={({ personId }) => setOpenedId(personId)}
        error={error}
        onRetry={() => void refetch()}
        empty={<EmptyState drawing="people" title={t('conversations.supervision.no_people')} />}
      />
      {opened && <ProfileDialog key={opened.personId} agent={opened} onClose={() => setOpenedId(null)} />}
    </>
  )
}

function ProfileDialog({ agent, onClose }: { agent: AgentProfile; onClose: () => void }) {
  const t = useT()
  const known = useSkills()
  const { send } = useSend(updateAgent, { invalidates: [listAgents], rereads: [listAgents], onDone: onClose })
  const form = useContractForm({
    version: agent.version,
    initialValues: { capacity: (agent.capacity ?? '') as number | string, skills: agent.skills, languages: agent.languages },
    save: ({ capacity, skills, languages: spoken }, begun) =>
      send({ id: agent.personId, capacity: capacity === '' ? null : Number(capacity), skills, languages: spoken }, begun),
  })
  return (
    <Modal opened onClose={onClose} title={agent.name} size={440} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          <NumberField
            label={t('conversations.routing.capacity')}
            description={t('conversations.routing.capacity_hint')}
            min={0}
            max={200}
            data-autofocus
            {...form.field('capacity')}
          />
          <TagsField
            label={t('conversations.routing.skills')}
            description={t('conversations.routing.skills_hint')}
            data={known}
            maxTags={30}
            {...form.field('skills')}
          />
          <MultiSelect
            label={t('conversations.routing.languages')}
            data={languages.map((value) => ({ value, label: t(`conversations.languages.${value}`) }))}
            {...form.field('languages')}
          />
        </Fields>
        <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} isDisabled={!form.isDirty()} />
      </CheckedForm>
    </Modal>
  )
}
