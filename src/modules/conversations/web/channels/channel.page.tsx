import { Button, PasswordInput } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconPlugConnected } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import {
  checkChannel,
  getChannel,
  listChannelNames,
  listChannels,
  resumeChannel,
  stopChannel,
  updateChannel,
} from '#conversations/contract/channel-api.ts'
import type { Channel } from '#conversations/contract/channel.ts'
import { ChannelFields } from '#conversations/web/channels/channel-fields.tsx'
import { ChannelState, Quality } from '#conversations/web/channels/channel-marks.tsx'
import { WebhookFields } from '#conversations/web/channels/webhook-fields.tsx'
import { useFailureWords } from '#conversations/web/thread/failure-note.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { confirm } from '#web/ui/dialog.ts'
import { Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { Facts } from '#web/ui/marks.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { ErrorState, ListBones, Notice } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'
import s from '#conversations/web/channels/channels.module.css'

const changed = [getChannel, listChannels, listChannelNames]

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
          <Health channel={data} />
          <Settings key={`settings ${data.version}`} channel={data} />
          <Secrets channel={data} />
          <Section title={t('conversations.channels.webhook')} hint={t('conversations.channels.webhook_hint')}>
            <WebhookFields channel={data} />
          </Section>
        </>
      ) : (
        <ListBones rows={7} face={false} />
      )}
    </Page>
  )
}

function Health({ channel }: { channel: Channel }) {
  const t = useT()
  const format = useFormat()
  const words = useFailureWords()
  const told = (text: string) => void toast({ text, tone: 'bad' })
  const [refused, setRefused] = useState<string | null>(null)
  const onProblem = (_problem: unknown, text: string) => told(text)
  const checking = useSend(checkChannel, {
    invalidates: changed,
    onProblem,
    onDone: ({ isOk, failure }) => {
      setRefused(failure?.reason ?? null)
      if (isOk) void toast({ text: t('conversations.channels.works') })
    },
  })
  const stopping = useSend(stopChannel, { invalidates: changed, onProblem })
  const resuming = useSend(resumeChannel, {
    invalidates: changed,
    onProblem: (problem, text) => (typeof problem.details['reason'] === 'string' ? setRefused(problem.details['reason']) : told(text)),
  })
  const { health, stopReason, stoppedAt } = channel
  const isStopped = channel.state === 'stopped'

  const stop = async () => {
    const isSure = await confirm({
      title: t('conversations.channels.stop_title', { name: channel.name }),
      text: t('conversations.channels.stop_text'),
      confirm: t('conversations.channels.stop'),
    })
    if (isSure) await stopping.send({ id: channel.id }).catch(() => {})
  }
  const why = stopReason === null ? null : stopReason === 'by-hand' ? null : words(stopReason)
  return (
    <Section
      title={t('conversations.channels.health')}
      actions={
        <div className={s.actions}>
          <Button
            variant="default"
            leftSection={<IconPlugConnected size={15} stroke={1.7} />}
            loading={checking.sending}
            onClick={() => void checking.send({ id: channel.id }).catch(() => {})}
          >
            {t('conversations.channels.check')}
          </Button>
          {isStopped ? (
            <Button
              leftSection={<IconPlayerPlay size={15} stroke={1.7} />}
              loading={resuming.sending}
              onClick={() => void resuming.send({ id: channel.id }).catch(() => {})}
            >
              {t('conversations.channels.resume')}
            </Button>
          ) : (
            <Button
              variant="default"
              leftSection={<IconPlayerPause size={15} stroke={1.7} />}
              loading={stopping.sending}
              onClick={() => void stop()}
            >
              {t('conversations.channels.stop')}
            </Button>
          )}
        </div>
      }
    >
      {refused && (
        <div className={s.notice}>
          <Notice tone="bad">
            <b>{words(refused).title}</b>. {words(refused).advice}
          </Notice>
        </div>
      )}
      {isStopped && !refused && (
        <div className={s.notice}>
          <Notice tone="warn">
            {why ? `${why.title}. ${why.advice}` : t('conversations.channels.stopped_by_hand')}
            {stoppedAt && (
              <>
                {' '}
                (<RelativeTime at={stoppedAt} />)
              </>
            )}
          </Notice>
        </div>
      )}
      <Facts
        rows={[
          { label: t('conversations.channels.state'), value: <ChannelState channel={channel} /> },
          { label: t('conversations.channels.number'), value: <span className="num">{channel.displayPhone}</span> },
          { label: t('conversations.channels.verified_name'), value: health.verifiedName ?? '—' },
          { label: t('conversations.channels.quality'), value: <Quality quality={health.quality} /> },
          ...(health.tier
            ? [
                {
                  label: t('conversations.channels.tier'),
                  value: tierText(health.tier, format.number, t('conversations.channels.no_limit')),
                },
              ]
            : []),
          { label: t('conversations.channels.failures'), value: <span className="num">{format.number(health.failuresToday)}</span> },
          {
            label: t('conversations.channels.checked'),
            value: health.checkedAt ? <RelativeTime at={health.checkedAt} /> : t('conversations.channels.never_checked'),
          },
        ]}
      />
    </Section>
  )
}

/** `TIER_1K` is a thousand people a day. */
function tierText(tier: string, number: (value: number) => string, unlimited: string): string {
  const [, amount, unit] = /^TIER_(\d+)(K?)$/.exec(tier) ?? []
  if (!amount) return tier === 'TIER_UNLIMITED' ? unlimited : tier
  return number(Number(amount) * (unit ? 1000 : 1))
}

function Settings({ channel }: { channel: Channel }) {
  const t = useT()
  const { name, brandId, defaultTeamId, answerTargetMinutes, reopenHours } = channel
  const { send } = useSend(updateChannel, { invalidates: changed, onDone: () => void toast({ text: t('web.state.saved') }) })
  const form = useContractForm({
    initialValues: { name, brandId, defaultTeamId, answerTargetMinutes, reopenHours },
    save: (values) => send({ id: channel.id, ...values }, { ifMatch: channel.version }),
  })
  return (
    <Section title={t('conversations.channels.steps.settings')}>
      <form onSubmit={form.submit}>
        <Fields>
          <FormProblem form={form} />
          <ChannelFields form={form} />
        </Fields>
        <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} isDisabled={!form.isDirty()} />
        <UnsavedGuard when={form.isDirty()} />
      </form>
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
      <form onSubmit={form.submit} autoComplete="off">
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
      </form>
    </Section>
  )
}
