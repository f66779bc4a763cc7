import { Button, PasswordInput, Textarea } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { getChannel, listChannelNames, listChannels, resumeChannel, stopChannel } from '#conversations/contract/channel-api.ts'
import type { Channel } from '#conversations/contract/channel.ts'
import { getConnector, setConnector } from '#conversations/contract/connector-api.ts'
import type { Connector } from '#conversations/contract/connector.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { CopyField } from '#web/ui/copy-field.tsx'
import { ChannelState } from '#conversations/web/channels/channel-marks.tsx'
import { Limits } from '#conversations/web/connectors/limits.tsx'
import { useFailureWords } from '#conversations/web/thread/failure-note.tsx'
import s from '#conversations/web/connectors/connectors.module.css'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { Facts } from '#web/ui/marks.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Section } from '#web/ui/page.tsx'
import { ErrorState, ListBones, Notice } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'

const changed = [getChannel, getConnector, listChannels, listChannelNames]

/** A number behind a connector: whether it works as far as anybody can tell, what to paste, and what it cannot do. */
export function ConnectorView({ channel }: { channel: Channel }) {
  const t = useT()
  const { data, error, refetch } = useApi(getConnector, { id: channel.id })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListBones rows={7} face={false} />
  return (
    <>
      <Standing channel={channel} connector={data} />
      <Section title={t('conversations.connectors.paste')} hint={t('conversations.connectors.paste_hint')}>
        <Fields>
          <CopyField label={t('conversations.connectors.url')} value={`${location.origin}${data.webhookPath}`} />
          <Textarea
            className={s.template ?? ''}
            label={t('conversations.connectors.template')}
            value={data.template}
            readOnly
            autosize
            onFocus={(event) => event.currentTarget.select()}
          />
        </Fields>
      </Section>
      <Hours connector={data} />
      <Address connector={data} />
      <Section title={t('conversations.connectors.can_not')}>
        <Limits />
      </Section>
    </>
  )
}

function Standing({ channel, connector }: { channel: Channel; connector: Connector }) {
  const t = useT()
  const format = useFormat()
  const words = useFailureWords()
  const onProblem = (_problem: unknown, text: string) => void toast({ text, tone: 'bad' })
  const stopping = useSend(stopChannel, { invalidates: changed, onProblem })
  const resuming = useSend(resumeChannel, { invalidates: changed, onProblem })
  const isStopped = channel.state === 'stopped'
  const why = channel.stopReason === null || channel.stopReason === 'by-hand' ? null : words(channel.stopReason)
  const { trouble, heardAt } = connector
  const turn = isStopped ? resuming : stopping
  return (
    <Section
      title={t('conversations.connectors.state')}
      actions={
        <Button
          variant={isStopped ? 'filled' : 'default'}
          leftSection={isStopped ? <IconPlayerPlay size={15} stroke={1.7} /> : <IconPlayerPause size={15} stroke={1.7} />}
          loading={turn.sending}
          onClick={() => void turn.send({ id: channel.id }).catch(() => {})}
        >
          {t(isStopped ? 'conversations.channels.resume' : 'conversations.channels.stop')}
        </Button>
      }
    >
      {isStopped ? (
        <div className={s.notice}>
          <Notice tone="warn">{why ? `${why.title}. ${why.advice}` : t('conversations.channels.stopped_by_hand')}</Notice>
        </div>
      ) : trouble ? (
        <div className={s.notice}>
          <Notice tone={trouble === 'offline' ? 'bad' : 'warn'}>{t(`conversations.connectors.${trouble}`)}</Notice>
        </div>
      ) : null}
      <Facts
        rows={[
          { label: t('conversations.channels.state'), value: <ChannelState channel={channel} /> },
          { label: t('conversations.channels.number'), value: <span className="num">{channel.displayPhone}</span> },
          {
            label: t('conversations.connectors.heard'),
            value: heardAt ? <RelativeTime at={heardAt} /> : t('conversations.connectors.waiting'),
          },
          {
            label: t('conversations.channels.failures'),
            value: <span className="num">{format.number(channel.health.failuresToday)}</span>,
          },
        ]}
      />
    </Section>
  )
}

function Hours({ connector }: { connector: Connector }) {
  const t = useT()
  const { send } = useSend(setConnector, { invalidates: changed, onDone: () => void toast({ text: t('web.state.saved') }) })
  const form = useContractForm({
    initialValues: { silenceHours: connector.silenceHours },
    save: async ({ silenceHours }) => {
      await send({ id: connector.channelId, silenceHours })
      form.resetDirty()
    },
  })
  return (
    <Section title={t('conversations.connectors.hours_title')}>
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          <NumberField
            label={t('conversations.connectors.hours')}
            description={t('conversations.connectors.hours_hint')}
            suffix={` ${t('conversations.channels.hours')}`}
            min={1}
            max={168}
            {...form.field('silenceHours')}
          />
        </Fields>
        <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} isDisabled={!form.isDirty()} />
      </CheckedForm>
    </Section>
  )
}

function Address({ connector }: { connector: Connector }) {
  const t = useT()
  const { send } = useSend(setConnector, {
    invalidates: changed,
    onDone: () => void toast({ text: t('conversations.channels.secrets_saved') }),
  })
  const form = useContractForm({
    initialValues: { address: '' },
    save: async ({ address }) => {
      await send({ id: connector.channelId, address })
      form.reset()
    },
  })
  return (
    <Section title={t('conversations.connectors.replace')} hint={t('conversations.connectors.replace_hint')}>
      <CheckedForm form={form} autoComplete="off">
        <Fields>
          <FormProblem form={form} />
          <PasswordInput
            label={t('conversations.connectors.address')}
            placeholder="••••••••••••"
            required
            withAsterisk={false}
            autoComplete="off"
            {...form.field('address')}
          />
        </Fields>
        <FormButtons submit={t('conversations.channels.replace')} isSaving={form.isSaving} />
      </CheckedForm>
    </Section>
  )
}
