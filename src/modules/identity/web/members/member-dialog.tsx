import { Button, Modal } from '@mantine/core'
import { listColleagues, listMembers, listTeams, removeMember, updateMember } from '#identity/contract/api.ts'
import type { Member } from '#identity/contract/person.ts'
import { RoleSelect, TeamsSelect } from '#identity/web/members/role-and-teams.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#identity/web/members/members.module.css'
import '#web/ui/mantine-forms-css.ts'

type MemberDialogProps = { member: Member; onClose: () => void }

/** What a colleague may do here, and whether they still may come in. */
export function MemberDialog({ member, onClose }: MemberDialogProps) {
  const t = useT()
  const { person } = useSession()
  const isSelf = member.id === person.id
  const invalidates = [listMembers, listColleagues, listTeams]
  const refused = { onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad' }) }
  const saving = useSend(updateMember, { invalidates, onDone: onClose })
  const changing = useSend(updateMember, { invalidates, onDone: onClose, ...refused })
  const removing = useSend(removeMember, { invalidates, onDone: onClose, ...refused })
  const { id, name, status } = member
  const form = useContractForm({
    initialValues: { roleId: member.roleId, teamIds: member.teamIds },
    save: ({ roleId, teamIds }) => saving.send({ id, teamIds, ...(roleId !== member.roleId && { roleId }) }, { ifMatch: member.version }),
  })
  const isSuspended = status === 'suspended'

  const handleSuspend = () =>
    void changing.send({ id, status: isSuspended ? 'active' : 'suspended' }, { ifMatch: member.version }).catch(() => {})
  const handleRemove = async () => {
    const isSure = await confirm({
      title: t('identity.members.remove_title', { name }),
      text: t('identity.members.remove_text'),
      confirm: t('identity.members.remove'),
      isDangerous: true,
    })
    if (isSure) void removing.send({ id }).catch(() => {})
  }

  return (
    <Modal opened onClose={onClose} title={name} size={460} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          {isSuspended && <Notice tone="warn">{t('identity.members.is_suspended')}</Notice>}
          <RoleSelect {...form.field('roleId')} />
          <TeamsSelect {...form.field('teamIds')} />
        </Fields>
        <FormButtons
          submit={t('web.action.save')}
          isSaving={form.isSaving}
          isDisabled={!form.isDirty()}
          aside={
            <div className={s.foot}>
              {!isSelf && (
                <>
                  <Button variant="default" loading={changing.sending} onClick={handleSuspend}>
                    {t(isSuspended ? 'identity.members.unsuspend' : 'identity.members.suspend')}
                  </Button>
                  <Button variant="subtle" color="red" loading={removing.sending} onClick={() => void handleRemove()}>
                    {t('identity.members.remove')}
                  </Button>
                </>
              )}
            </div>
          }
        />
      </CheckedForm>
    </Modal>
  )
}
