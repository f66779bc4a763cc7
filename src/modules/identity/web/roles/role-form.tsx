import { Button, Checkbox, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { createRole, listRoles, removeRole, updateRole } from '#identity/contract/api.ts'
import type { Role } from '#identity/contract/role.ts'
import type { PermissionGroup } from '#identity/web/roles/permission-words.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#identity/web/roles/roles.module.css'

type RoleFormProps = { role: Role; groups: readonly PermissionGroup[] }

/** The name of a role and, in words, everything it may do. What one does not hold oneself cannot be given. */
export function RoleForm({ role, groups }: RoleFormProps) {
  const t = useT()
  const navigate = useNavigate()
  const [isLeaving, setLeaving] = useState(false)
  const isNew = role.id === ''
  const goBack = () => {
    setLeaving(true)
    setTimeout(() => void navigate({ to: '/ajustes/roles' }))
  }
  const creating = useSend(createRole, { invalidates: [listRoles], onDone: goBack })
  const updating = useSend(updateRole, {
    invalidates: [listRoles],
    rereads: [listRoles],
    onDone: () => void toast({ text: t('web.state.saved') }),
  })
  const removing = useSend(removeRole, {
    invalidates: [listRoles],
    onDone: goBack,
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const form = useContractForm({
    version: role.version,
    initialValues: { name: role.name, permissions: role.permissions },
    save: (values, begun) => (isNew ? creating.send(values) : updating.send({ id: role.id, ...values }, begun)),
  })
  const { permissions } = form.getValues()
  const toggle = (code: string, isOn: boolean) =>
    form.setFieldValue('permissions', isOn ? [...permissions, code] : permissions.filter((one) => one !== code))

  const handleRemove = async () => {
    const isSure = await confirm({
      title: t('identity.roles.remove_title', { name: role.name }),
      confirm: t('identity.roles.remove'),
      isDangerous: true,
    })
    if (isSure) void removing.send({ id: role.id }).catch(() => {})
  }

  return (
    <CheckedForm form={form}>
      <UnsavedGuard when={form.isDirty() && !form.isSaving && !isLeaving} />
      <Fields>
        <FormProblem form={form} />
        <TextInput
          label={t('identity.fields.name')}
          required
          withAsterisk={false}
          maxLength={60}
          autoFocus={isNew}
          {...form.field('name')}
        />
      </Fields>
      {groups.map((group) => (
        <fieldset key={group.module} className={s.module}>
          <legend>{group.title}</legend>
          {group.entries.map((entry) => (
            <Checkbox
              key={entry.code}
              className={s.right ?? ''}
              label={entry.words}
              checked={permissions.includes(entry.code)}
              disabled={!entry.mayGrant}
              onChange={(event) => toggle(entry.code, event.currentTarget.checked)}
            />
          ))}
        </fieldset>
      ))}
      <FormButtons
        submit={isNew ? t('identity.roles.create') : t('web.action.save')}
        isSaving={form.isSaving}
        isDisabled={!isNew && !form.isDirty()}
        aside={
          <div className={s.foot}>
            {!isNew && (
              <Button variant="subtle" color="red" loading={removing.sending} onClick={() => void handleRemove()}>
                {t('identity.roles.remove')}
              </Button>
            )}
          </div>
        }
      />
    </CheckedForm>
  )
}
