import { TextInput } from '@mantine/core'
import { getAccount, getSession, updateAccount } from '#identity/contract/api.ts'
import type { Account } from '#identity/contract/person.ts'
import { LanguageSelect } from '#identity/web/door/place-fields.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FieldRow, Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { toast } from '#web/ui/toast.ts'

export function AccountForm({ account }: { account: Account }) {
  const t = useT()
  const { send } = useSend(updateAccount, {
    invalidates: [getAccount, getSession],
    onDone: () => void toast({ text: t('web.state.saved') }),
  })
  const form = useContractForm({ initialValues: { name: account.name, locale: account.locale }, save: send })
  return (
    <CheckedForm form={form}>
      <UnsavedGuard when={form.isDirty() && !form.isSaving} />
      <Fields>
        <FormProblem form={form} />
        <FieldRow>
          <TextInput
            label={t('identity.fields.your_name')}
            autoComplete="name"
            required
            withAsterisk={false}
            maxLength={120}
            {...form.field('name')}
          />
          <LanguageSelect label={t('identity.fields.language')} {...form.field('locale')} />
        </FieldRow>
        <TextInput
          label={t('identity.fields.email')}
          description={t('identity.account.profile.email_hint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          readOnly
          value={account.email}
        />
      </Fields>
      <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} isDisabled={!form.isDirty()} />
    </CheckedForm>
  )
}
