import { Button, MultiSelect, TextInput } from '@mantine/core'
import { createTeam, getSession, listColleagues, listMembers, listTeams, removeTeam, updateTeam } from '#identity/contract/api.ts'
import type { Team } from '#identity/contract/team.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { confirm } from '#web/ui/dialog.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'

export function TeamDialog({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const t = useT()
  const people = useApi(listColleagues, {}).data?.items ?? []
  const invalidates = [listTeams, listColleagues, listMembers, getSession]
  const creating = useSend(createTeam, { invalidates, onDone: onClose })
  const updating = useSend(updateTeam, { invalidates, onDone: onClose })
  const removing = useSend(removeTeam, { invalidates, onDone: onClose, onProblem: (_problem, text) => void toast({ text, tone: 'bad' }) })
  const form = useContractForm({
    initialValues: { name: team?.name ?? '', memberIds: team?.memberIds ?? [] },
    save: (values) => (team ? updating.send({ id: team.id, ...values }, { ifMatch: team.version }) : creating.send(values)),
  })
  const handleRemove = async () => {
    if (!team) return
    const isSure = await confirm({
      title: t('identity.teams.remove_title', { name: team.name }),
      text: t('identity.teams.remove_text'),
      confirm: t('identity.teams.remove'),
      isDangerous: true,
    })
    if (isSure) void removing.send({ id: team.id }).catch(() => {})
  }
  return (
    <DialogForm
      form={form}
      onClose={onClose}
      title={team?.name ?? t('identity.teams.new')}
      size={440}
      submit={team ? t('web.action.save') : t('identity.teams.create')}
      isDisabled={team !== null && !form.isDirty()}
      aside={
        <div>
          {team && (
            <Button variant="subtle" color="red" loading={removing.sending} onClick={() => void handleRemove()}>
              {t('identity.teams.remove')}
            </Button>
          )}
        </div>
      }
    >
      <TextInput label={t('identity.fields.name')} required withAsterisk={false} maxLength={60} data-autofocus {...form.field('name')} />
      <MultiSelect
        label={t('identity.teams.members')}
        data={people.map((one) => ({ value: one.id, label: one.name }))}
        searchable
        hidePickedOptions
        {...form.field('memberIds')}
      />
    </DialogForm>
  )
}
