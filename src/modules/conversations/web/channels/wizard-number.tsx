import { Button, PinInput } from '@mantine/core'
import { useState } from 'react'
import { getChannel, listChannelNames, listChannels, updateChannel } from '#conversations/contract/channel-api.ts'
import { getChannelReport, getChannelSetup, registerChannel } from '#conversations/contract/channel-health-api.ts'
import type { Channel } from '#conversations/contract/channel.ts'
import type { ChannelReport, Refusal } from '#conversations/contract/channel-health.ts'
import { ChannelFields } from '#conversations/web/channels/channel-fields.tsx'
import { Quality } from '#conversations/web/channels/channel-marks.tsx'
import { limitText, nameStatusText } from '#conversations/web/channels/health-words.ts'
import { refusalIn } from '#conversations/web/channels/refusal-in.ts'
import { RefusalNotice } from '#conversations/web/channels/wizard-checks.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { Facts } from '#web/ui/marks.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#conversations/web/channels/wizard.module.css'

/** How Meta sees the number, its registration, and how it is called and attended here. */
export function NumberStep({
  channel,
  report,
  onBack,
  onNext,
}: {
  channel: Channel
  report: ChannelReport
  onBack: () => void
  onNext: () => void
}) {
  const t = useT()
  const format = useFormat()
  const { name, brandId, defaultTeamId, reopenHours } = channel
  const { send } = useSend(updateChannel, { invalidates: [getChannel, listChannels, listChannelNames] })
  const form = useContractForm({
    initialValues: { name, brandId, defaultTeamId, reopenHours },
    save: async (values) => {
      if (form.isDirty()) await send({ id: channel.id, ...values }, { ifMatch: channel.version })
      onNext()
    },
  })
  return (
    <>
      <Facts
        rows={[
          { label: t('conversations.channels.number'), value: <span className="num">{channel.displayPhone}</span> },
          { label: t('conversations.channels.verified_name'), value: channel.health.verifiedName ?? '—' },
          { label: t('conversations.channels.name_status'), value: nameStatusText(t, report.nameStatus) },
          { label: t('conversations.channels.quality'), value: <Quality quality={channel.health.quality} /> },
          { label: t('conversations.channels.limit'), value: limitText(t, report) },
          {
            label: t('conversations.channels.throughput'),
            value: t('conversations.channels.per_second', { count: report.throughputPerSecond }),
          },
          {
            label: t('conversations.channels.registration'),
            value: t(`conversations.channels.wizard.${report.isRegistered === false ? 'not_registered' : 'registered'}`),
          },
          ...(report.token.expiresAt
            ? [
                {
                  label: t('conversations.channels.token_state'),
                  value: t('conversations.channels.token_ends', { when: format.day(report.token.expiresAt) }),
                },
              ]
            : []),
        ]}
      />
      {report.isRegistered === false && <Registration channelId={channel.id} />}
      <CheckedForm form={form} className={s.part}>
        <Fields>
          <FormProblem form={form} />
          <ChannelFields form={form} />
        </Fields>
        <div className={s.foot}>
          <Button variant="subtle" color="gray" onClick={onBack}>
            {t('web.action.back')}
          </Button>
          <Button type="submit" loading={form.isSaving} disabled={report.isRegistered === false}>
            {t('conversations.channels.wizard.next')}
          </Button>
        </div>
      </CheckedForm>
    </>
  )
}

/** A number that was never used with the API, or comes from elsewhere, has to be registered with its two-step PIN. */
export function Registration({ channelId }: { channelId: string }) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const [refusal, setRefusal] = useState<Pick<Refusal, 'reason' | 'code'> | null>(null)
  const { send, sending } = useSend(registerChannel, {
    invalidates: [getChannelSetup, getChannelReport, listChannels, getChannel],
    onDone: () => setRefusal(null),
    onProblem: (problem, text) => {
      const refused = refusalIn(problem)
      if (refused) setRefusal(refused)
      else void toast({ text, tone: 'bad' })
    },
  })
  return (
    <CheckedForm
      className={s.part}
      onSubmit={(event) => {
        event.preventDefault()
        void send({ id: channelId, pin: typed }).catch(() => {})
      }}
    >
      <p className={s.lead}>{t('conversations.channels.wizard.register_hint')}</p>
      <Fields>
        {refusal && <RefusalNotice refusal={refusal} />}
        <div className={s.auto}>
          <PinInput
            length={6}
            type="number"
            value={typed}
            onChange={setTyped}
            aria-label={t('conversations.channels.wizard.pin')}
            getInputProps={(index) => ({ 'aria-label': `${t('conversations.channels.wizard.pin')} ${index + 1}` })}
          />
          <Button type="submit" variant="default" loading={sending} disabled={typed.length !== 6}>
            {t('conversations.channels.wizard.register')}
          </Button>
        </div>
      </Fields>
    </CheckedForm>
  )
}
