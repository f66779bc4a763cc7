import { PasswordInput } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { getChannel, listChannelNames, listChannels, updateChannel } from '#conversations/contract/channel-api.ts'
import { getChannelReport } from '#conversations/contract/channel-health-api.ts'
import type { Channel } from '#conversations/contract/channel.ts'
import { ChannelFields } from '#conversations/web/channels/channel-fields.tsx'
import { ChannelHealth } from '#conversations/web/channels/channel-health.tsx'
import { HalfWay } from '#conversations/web/channels/half-way.tsx'
import { WebhookFields } from '#conversations/web/channels/webhook-fields.tsx'
import { ConnectorView } from '#conversations/web/connectors/connector-view.tsx'
import { useFailureWords } from '#conversations/web/thread/failure-note.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { ErrorState, ListBones, Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'

const changed = [getChannel, getChannelReport, listChannels, listChannelNames]

/** One number: how it is, what it is called, its keys, and where Meta has to send its messages. */
export function ChannelPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useApi(getChannel, { id })
  return (
    <Page title={data?.name ?? t('conversations.channels.one')} back="/ajustes/canales" narrow>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <>
          {data.isSettingUp && <HalfWay channel={data} />}
          {data.kind === 'watoolbox' ? <ConnectorView channel={data} /> : <ChannelHealth channel={data} />}
          <Settings key={`settings ${data.id}`} channel={data} />
          {data.kind === 'whatsapp' && (
            <>
              <Secrets channel={data} />
              <Section title={t('conversations.channels.webhook')} hint={t('conversations.channels.webhook_hint')}>
                <WebhookFields channel={data} />
              </Section>
            </>
          )}
        </>
      ) : (
        <ListBones rows={7} face={false} />
      )}
    </Page>
  )
}

function Settings({ channel }: { channel: Channel }) {
  const t = useT()
  const { name, brandId, defaultTeamId, reopenHours, version } = channel
  const { send } = useSend(updateChannel, {
    invalidates: changed,
    rereads: [getChannel],
    onDone: () => void toast({ text: t('web.state.saved') }),
  })
  const form = useContractForm({
    version,
    initialValues: { name, brandId, defaultTeamId, reopenHours },
    save: (values, begun) => send({ id: channel.id, ...values }, begun),
  })
  return (
    <Section title={t('conversations.channels.attending')}>
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          <ChannelFields form={form} />
        </Fields>
        <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} isDisabled={!form.isDirty()} />
        <UnsavedGuard when={form.isDirty()} />
      </CheckedForm>
    </Section>
  )
}

/** Only what is typed is replaced; what is stored is never shown again. */
function Secrets({ channel }: { channel: Channel }) {
  const t = useT()
  const words = useFailureWords()
  const [refused, setRefused] = useState<string | null>(null)
  const { send } = useSend(updateChannel, {
    invalidates: changed,
    onDone: () => void toast({ text: t('conversations.channels.secrets_saved') }),
    onProblem: (problem) => setRefused(problem.code === 'conversations.channel_refused' ? String(problem.details['reason']) : null),
  })
  const form = useContractForm({
    initialValues: { token: '', appSecret: '' },
    save: async ({ token, appSecret }) => {
      setRefused(null)
      await send({ id: channel.id, ...(token.trim() && { token }), ...(appSecret.trim() && { appSecret }) }, { ifMatch: channel.version })
      form.reset()
    },
  })
  return (
    <Section title={t('conversations.channels.secrets')} hint={t('conversations.channels.secrets_hint')}>
      <CheckedForm form={form} autoComplete="off">
        <Fields>
          {refused ? (
            <Notice tone="bad">
              <b>{words(refused).title}</b>. {words(refused).advice}
            </Notice>
          ) : (
            <FormProblem form={form} />
          )}
          <PasswordInput label={t('conversations.channels.token')} placeholder="••••••••••••" autoComplete="off" {...form.field('token')} />
          <PasswordInput
            label={t('conversations.channels.app_secret')}
            placeholder="••••••••••••"
            autoComplete="off"
            {...form.field('appSecret')}
          />
        </Fields>
        <FormButtons submit={t('conversations.channels.replace')} isSaving={form.isSaving} isDisabled={!form.isDirty()} />
      </CheckedForm>
    </Section>
  )
}
