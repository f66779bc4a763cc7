import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconPlugConnected } from '@tabler/icons-react'
import { useState } from 'react'
import {
  checkChannel,
  getChannel,
  listChannelNames,
  listChannels,
  resumeChannel,
  stopChannel,
} from '#conversations/contract/channel-api.ts'
import { getChannelReport, setSilenceHours } from '#conversations/contract/channel-health-api.ts'
import type { Channel } from '#conversations/contract/channel.ts'
import type { ChannelReport, Worry } from '#conversations/contract/channel-health.ts'
import { ChannelState, Quality } from '#conversations/web/channels/channel-marks.tsx'
import { limitText, nameStatusText, noticeText } from '#conversations/web/channels/health-words.ts'
import { Registration } from '#conversations/web/channels/wizard-number.tsx'
import { useFailureWords } from '#conversations/web/thread/failure-note.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { confirm } from '#web/ui/dialog.ts'
import { Facts, ProgressBar, StateDot, type Tone } from '#web/ui/marks.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Section } from '#web/ui/page.tsx'
import { ErrorState, ListBones, Notice } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#conversations/web/channels/channels.module.css'

const changed = [getChannel, getChannelReport, listChannels, listChannelNames]

/** How a number is: what worries, how the provider sees it, its limits and what is used of them, what failed and what Meta told. */
export function ChannelHealth({ channel }: { channel: Channel }) {
  const t = useT()
  const isOfficial = channel.kind === 'whatsapp'
  const { data: report, error, refetch } = useApi(getChannelReport, { id: channel.id }, { enabled: isOfficial })
  if (!isOfficial)
    return (
      <Section title={t('conversations.channels.health')} actions={<Actions channel={channel} />}>
        <Worries channel={channel} worries={channel.health.worries} />
        <Facts
          rows={[
            { label: t('conversations.channels.state'), value: <ChannelState channel={channel} /> },
            { label: t('conversations.channels.number'), value: <span className="num">{channel.displayPhone}</span> },
          ]}
        />
      </Section>
    )
  return (
    <>
      <Section title={t('conversations.channels.health')} actions={<Actions channel={channel} />}>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : report ? (
          <>
            <Worries channel={channel} worries={report.worries} />
            {report.isRegistered === false && <Registration channelId={channel.id} />}
            <Standing channel={channel} report={report} />
          </>
        ) : (
          <ListBones rows={7} face={false} />
        )}
      </Section>
      {report && <Failures report={report} />}
      {report && <Notices report={report} />}
    </>
  )
}

function Actions({ channel }: { channel: Channel }) {
  const t = useT()
  const words = useFailureWords()
  const told = (text: string) => void toast({ text, tone: 'bad' })
  const onProblem = (problem: { details: Record<string, unknown> }, text: string) =>
    told(typeof problem.details['reason'] === 'string' ? words(problem.details['reason']).title : text)
  const checking = useSend(checkChannel, {
    invalidates: changed,
    onProblem,
    onDone: ({ isOk, failure }) =>
      isOk ? void toast({ text: t('conversations.channels.works') }) : told(words(failure?.reason ?? '').title),
  })
  const stopping = useSend(stopChannel, { invalidates: changed, onProblem })
  const resuming = useSend(resumeChannel, { invalidates: changed, onProblem })
  const stop = async () => {
    const isSure = await confirm({
      title: t('conversations.channels.stop_title', { name: channel.name }),
      text: t('conversations.channels.stop_text'),
      confirm: t('conversations.channels.stop'),
    })
    if (isSure) await stopping.send({ id: channel.id }).catch(() => {})
  }
  return (
    <div className={s.actions}>
      <Button
        variant="default"
        leftSection={<IconPlugConnected size={15} stroke={1.7} />}
        loading={checking.sending}
        onClick={() => void checking.send({ id: channel.id }).catch(() => {})}
      >
        {t('conversations.channels.check')}
      </Button>
      {channel.state === 'stopped' ? (
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
  )
}

/** Each with what to do about it, the worst first. */
function Worries({ channel, worries }: { channel: Channel; worries: readonly Worry[] }) {
  const t = useT()
  const words = useFailureWords()
  return worries.map(({ what, tone, reason, since }) => {
    const isStopped = what === 'stopped' && channel.stopReason !== null && channel.stopReason !== 'by-hand'
    const title = isStopped ? words(channel.stopReason ?? '').title : t(`conversations.channels.worries.${what}`)
    const advice = isStopped
      ? `${words(channel.stopReason ?? '').advice} ${t('conversations.channels.cures.stopped')}`
      : what === 'stopped'
        ? t('conversations.channels.stopped_by_hand')
        : t(`conversations.channels.cures.${what}`)
    return (
      <div key={what} className={s.notice}>
        <Notice tone={tone}>
          <b>{title}</b>. {advice}
          {reason !== null && (what === 'restricted' || what === 'permissions') && ` (${reason})`}
          {since && (
            <>
              {' '}
              (<RelativeTime at={since} />)
            </>
          )}
        </Notice>
      </div>
    )
  })
}

const tokenTones: Record<ChannelReport['token']['state'], Tone> = { valid: 'ok', invalid: 'bad', unknown: 'plain' }

function Standing({ channel, report }: { channel: Channel; report: ChannelReport }) {
  const t = useT()
  const format = useFormat()
  const { health } = channel
  const { token, dailyLimit, approached, approachesWaiting } = report
  const ends = token.expiresAt
    ? t('conversations.channels.token_ends', { when: format.day(token.expiresAt) })
    : t('conversations.channels.token_forever')
  return (
    <>
      <Facts
        rows={[
          { label: t('conversations.channels.state'), value: <ChannelState channel={channel} /> },
          { label: t('conversations.channels.number'), value: <span className="num">{channel.displayPhone}</span> },
          { label: t('conversations.channels.verified_name'), value: health.verifiedName ?? '—' },
          { label: t('conversations.channels.name_status'), value: nameStatusText(t, report.nameStatus) },
          { label: t('conversations.channels.quality'), value: <Quality quality={health.quality} /> },
          {
            label: t('conversations.channels.limit'),
            value: (
              <span>
                <span className="num">{limitText(t, report)}</span>
                {approachesWaiting > 0 && ` · ${t('conversations.channels.limit_waiting', { count: approachesWaiting })}`}
                {dailyLimit !== null && (
                  <ProgressBar value={Math.min(1, approached / dailyLimit)} label={t('conversations.channels.limit')} />
                )}
              </span>
            ),
          },
          {
            label: t('conversations.channels.throughput'),
            value: `${t('conversations.channels.per_second', { count: report.throughputPerSecond })}${report.isCoexisting ? ` · ${t('conversations.channels.coexisting')}` : ''}`,
          },
          {
            label: t('conversations.channels.token_state'),
            value: (
              <StateDot tone={tokenTones[token.state]}>
                {t(`conversations.channels.token_states.${token.state}`)}
                {token.state === 'valid' && ` · ${ends}`}
              </StateDot>
            ),
          },
          {
            label: t('conversations.channels.heard'),
            value: report.heardAt ? <RelativeTime at={report.heardAt} /> : t('conversations.channels.never_heard'),
          },
          {
            label: t('conversations.channels.checked'),
            value:
              (token.checkedAt ?? health.checkedAt) ? (
                <RelativeTime at={token.checkedAt ?? health.checkedAt ?? ''} />
              ) : (
                t('conversations.channels.never_checked')
              ),
          },
        ]}
      />
      <Silence channelId={channel.id} hours={report.silenceHours} />
    </>
  )
}

function Silence({ channelId, hours }: { channelId: string; hours: number }) {
  const t = useT()
  const [typed, setTyped] = useState<number | string>(hours)
  const { send } = useSend(setSilenceHours, {
    invalidates: [getChannelReport, listChannels],
    onDone: () => void toast({ text: t('web.state.saved') }),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const keep = () => {
    if (typeof typed === 'number' && typed !== hours) void send({ id: channelId, hours: typed }).catch(() => setTyped(hours))
  }
  return (
    <NumberField
      className={s.silence ?? ''}
      label={t('conversations.channels.silence')}
      description={t('conversations.channels.silence_hint')}
      suffix={` ${t('conversations.channels.hours')}`}
      min={1}
      max={168}
      value={typed}
      onChange={setTyped}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
    />
  )
}

function Failures({ report: { failures, sent } }: { report: ChannelReport }) {
  const t = useT()
  const format = useFormat()
  const words = useFailureWords()
  const failed = failures.reduce((sum, { count }) => sum + count, 0)
  return (
    <Section title={t('conversations.channels.failed_lately')} hint={t('conversations.channels.failed_of', { failed, sent })}>
      {failures.length > 0 && (
        <ul className={s.entries}>
          {failures.map(({ reason, code, count, lastAt }) => (
            <li key={`${reason} ${code}`}>
              <span className="num">{format.number(count)}</span>
              <div>
                <b>{words(reason).title}</b> {code !== null && <span className="num">({code})</span>}
                <p>{words(reason).advice}</p>
              </div>
              <RelativeTime at={lastAt} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Notices({ report: { notices } }: { report: ChannelReport }) {
  const t = useT()
  return (
    <Section
      title={t('conversations.channels.notices_title')}
      hint={notices.length === 0 ? t('conversations.channels.no_notices') : undefined}
    >
      {notices.length > 0 && (
        <ul className={s.entries}>
          {notices.map(({ id, kind, tone, detail, at }) => (
            <li key={id}>
              <div>
                <StateDot tone={tone}>{t(`conversations.channels.notices.${kind}`)}</StateDot>
                {detail && <p>{noticeText(t, detail)}</p>}
              </div>
              <RelativeTime at={at} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
