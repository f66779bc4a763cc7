import { PasswordInput, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { listChannelNames, listChannels } from '#conversations/contract/channel-api.ts'
import { createConnector } from '#conversations/contract/connector-api.ts'
import { ChannelFields, type ChannelSettings } from '#conversations/web/channels/channel-fields.tsx'
import { Limits } from '#conversations/web/connectors/limits.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import '#web/ui/mantine-forms-css.ts'

type Values = ChannelSettings & { phone: string; address: string }

/** Connects a number through the extension. What it cannot do is said first: afterwards it is too late to know. */
export function NewConnectorPage() {
  const t = useT()
  const navigate = useNavigate()
  const { brands } = useSession()
  const { send } = useSend(createConnector, { invalidates: [listChannels, listChannelNames] })
  const form = useContractForm<Values>({
    initialValues: {
      phone: '',
      address: '',
      name: '',
      brandId: brands[0]?.id ?? '',
      defaultTeamId: null,
      reopenHours: 72,
    },
    save: async (values) => {
      const { id } = await send(values)
      void navigate({ to: `/ajustes/canales/${id}` })
    },
  })
  return (
    <Page title={t('conversations.connectors.title')} hint={t('conversations.connectors.hint')} back="/ajustes/canales" narrow>
      <Section title={t('conversations.connectors.limits_title')}>
        <Limits />
        <CheckedForm form={form} autoComplete="off">
          <Fields>
            <FormProblem form={form} />
            <TextInput
              label={t('conversations.connectors.phone')}
              description={t('conversations.connectors.phone_hint')}
              inputMode="tel"
              required
              withAsterisk={false}
              {...form.field('phone')}
            />
            <PasswordInput
              label={t('conversations.connectors.address')}
              description={t('conversations.connectors.address_hint')}
              autoComplete="off"
              required
              withAsterisk={false}
              {...form.field('address')}
            />
            <ChannelFields form={form} />
          </Fields>
          <FormButtons submit={t('conversations.connectors.create')} isSaving={form.isSaving} />
          <UnsavedGuard when={form.isDirty() && !form.isSaving} />
        </CheckedForm>
      </Section>
    </Page>
  )
}
