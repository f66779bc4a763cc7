import { Button, Checkbox, Input, Modal, Select, TextInput } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { createApiKey, listApiKeys } from '#identity/contract/api.ts'
import { usePermissionGroups } from '#identity/web/roles/permission-words.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#identity/web/api-keys/api-keys.module.css'
import '#web/ui/mantine-forms-css.ts'

const lifetimes = ['30', '90', '365', 'never'] as const

/** A new key: what it may do, for how long; then its secret, once. */
export function ApiKeyDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const [secret, setSecret] = useState<string>()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(secret ? 'identity.keys.made' : 'identity.keys.new')}
      size={500}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      {secret ? <Secret secret={secret} onClose={onClose} /> : <KeyForm onMade={setSecret} onClose={onClose} />}
    </Modal>
  )
}

function KeyForm({ onMade, onClose }: { onMade: (secret: string) => void; onClose: () => void }) {
  const t = useT()
  const groups = usePermissionGroups() ?? []
  const { send } = useSend(createApiKey, { invalidates: [listApiKeys], onDone: ({ secret }) => onMade(secret) })
  const form = useContractForm({
    initialValues: { name: '', permissions: [] as string[], expiresInDays: '365' as (typeof lifetimes)[number] },
    validate: { permissions: (codes) => (codes.length === 0 ? t('identity.keys.choose_right') : null) },
    save: ({ expiresInDays, ...values }) => send({ ...values, expiresInDays: expiresInDays === 'never' ? null : Number(expiresInDays) }),
  })
  const { permissions } = form.getValues()
  return (
    <CheckedForm form={form}>
      <Fields>
        <FormProblem form={form} />
        <TextInput
          label={t('identity.fields.name')}
          placeholder={t('identity.keys.name_example')}
          required
          withAsterisk={false}
          maxLength={60}
          data-autofocus
          {...form.field('name')}
        />
        <Select
          label={t('identity.keys.lifetime')}
          data={lifetimes.map((value) => ({ value, label: t(`identity.keys.lifetimes.${value}`) }))}
          allowDeselect={false}
          {...form.field('expiresInDays')}
        />
        <Input.Wrapper label={t('identity.keys.rights')} error={form.errors['permissions']} labelElement="div">
          <div className={s.rights} role="group" aria-label={t('identity.keys.rights')}>
            {groups.map((group) => (
              <div key={group.module}>
                <h3>{group.title}</h3>
                {group.entries.map((entry) => (
                  <Checkbox
                    key={entry.code}
                    className={s.right ?? ''}
                    label={entry.words}
                    disabled={!entry.mayGrant}
                    checked={permissions.includes(entry.code)}
                    onChange={(event) =>
                      form.setFieldValue(
                        'permissions',
                        event.currentTarget.checked ? [...permissions, entry.code] : permissions.filter((one) => one !== entry.code),
                      )
                    }
                  />
                ))}
              </div>
            ))}
          </div>
        </Input.Wrapper>
      </Fields>
      <FormButtons submit={t('identity.keys.create')} isSaving={form.isSaving} onCancel={onClose} />
    </CheckedForm>
  )
}

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useT()
  const [isCopied, setCopied] = useState(false)
  return (
    <>
      <Notice tone="warn">{t('identity.keys.once')}</Notice>
      <code className={s.secret}>{secret}</code>
      <Button
        variant="default"
        leftSection={<IconCopy size={15} />}
        onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}
      >
        {t(isCopied ? 'web.action.copied' : 'web.action.copy')}
      </Button>
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          onClose()
        }}
      >
        <FormButtons submit={t('web.action.done')} isSaving={false} />
      </CheckedForm>
    </>
  )
}
