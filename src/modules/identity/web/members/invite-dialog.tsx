import { Modal, TextInput } from '@mantine/core'
import { createInvitation, listInvitations, listRoles } from '#identity/contract/api.ts'
import { useInvitedToast } from '#identity/web/members/invited-toast.ts'
import { RoleSelect, TeamsSelect } from '#identity/web/members/role-and-teams.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import '#web/ui/mantine-forms-css.ts'

export function InviteDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT()
  const roles = useApi(listRoles, {}, { enabled: isOpen }).data?.items
  const usual = roles?.find((role) => role.preset === 'team-agent')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('identity.members.invite_title')}
      size={440}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      {roles && <InviteForm roleId={usual?.id ?? ''} onClose={onClose} />}
    </Modal>
  )
}

function InviteForm({ roleId, onClose }: { roleId: string; onClose: () => void }) {
  const t = useT()
  const sayInvited = useInvitedToast()
  const { send } = useSend(createInvitation, {
    invalidates: [listInvitations],
    onDone: (sent) => {
      sayInvited(sent)
      onClose()
    },
  })
  const form = useContractForm({ initialValues: { email: '', roleId, teamIds: [] as string[] }, save: send })
  return (
    <CheckedForm form={form}>
      <Fields>
        <FormProblem form={form} />
        <TextInput
          label={t('identity.fields.email')}
          type="email"
          inputMode="email"
          autoComplete="off"
          required
          withAsterisk={false}
          data-autofocus
          {...form.field('email')}
        />
        <RoleSelect {...form.field('roleId')} />
        <TeamsSelect {...form.field('teamIds')} />
      </Fields>
      <FormButtons submit={t('identity.members.send_invitation')} isSaving={form.isSaving} onCancel={onClose} />
    </CheckedForm>
  )
}
