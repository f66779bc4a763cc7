import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { getChannelSetup, subscribeChannel } from '#conversations/contract/channel-health-api.ts'
import type { Channel } from '#conversations/contract/channel.ts'
import type { ChannelSetup, Refusal } from '#conversations/contract/channel-health.ts'
import { CopyField } from '#web/ui/copy-field.tsx'
import { Awaited, RefusalNotice } from '#conversations/web/channels/wizard-checks.tsx'
import { refusalIn } from '#conversations/web/channels/refusal-in.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { Fields } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#conversations/web/channels/wizard.module.css'

type Props = { channel: Channel; setup: ChannelSetup; onBack?: (() => void) | undefined; onNext?: (() => void) | undefined }

/** The address to be pasted at Meta, and live signs that Meta called it, subscribed the account and sent something signed. */
export function WebhookStep({ channel, setup, onBack, onNext }: Props) {
  const t = useT()
  const [refusal, setRefusal] = useState<Pick<Refusal, 'reason' | 'code'> | null>(null)
  const { send, sending } = useSend(subscribeChannel, {
    invalidates: [getChannelSetup],
    onDone: () => setRefusal(null),
    onProblem: (problem, text) => {
      const refused = refusalIn(problem)
      if (refused) setRefusal(refused)
      else void toast({ text, tone: 'bad' })
    },
  })
  const subscribe = (callback: boolean) => void send({ id: channel.id, callback }).catch(() => {})
  const { handshakeAt, subscribedAt, heardAt, isReachable } = setup
  const isDone = subscribedAt !== null && heardAt !== null
  return (
    <>
      <p className={s.lead}>{t('conversations.channels.wizard.webhook_how')}</p>
      <Fields>
        {!isReachable && <Notice tone="warn">{t('conversations.channels.not_public')}</Notice>}
        {refusal && <RefusalNotice refusal={refusal} />}
        <CopyField label={t('conversations.channels.webhook_url')} value={setup.webhookUrl} />
        <CopyField label={t('conversations.channels.verify_token')} value={setup.verifyToken} />
      </Fields>
      <div className={s.auto}>
        {!subscribedAt && (
          <Button variant="default" loading={sending} disabled={!isReachable} onClick={() => subscribe(true)}>
            {t('conversations.channels.wizard.webhook_auto')}
          </Button>
        )}
        {handshakeAt && !subscribedAt && (
          <Button variant="default" loading={sending} onClick={() => subscribe(false)}>
            {t('conversations.channels.wizard.subscribe')}
          </Button>
        )}
      </div>
      <ul className={s.checks} aria-live="polite">
        <Awaited at={handshakeAt} label={t('conversations.channels.wizard.waits.handshake')} />
        <Awaited at={subscribedAt} label={t('conversations.channels.wizard.waits.subscribed')} />
        <Awaited at={heardAt} label={t('conversations.channels.wizard.waits.heard')}>
          {channel.isSimulator ? (
            <>
              {t('conversations.channels.wizard.hear_demo', { number: channel.displayPhone })}{' '}
              <Link to="/telefono/{-$waId}" target="_blank">
                {t('conversations.channels.wizard.open_phone')}
              </Link>
            </>
          ) : (
            t('conversations.channels.wizard.hear_how', { number: channel.displayPhone })
          )}
        </Awaited>
      </ul>
      {(onBack || onNext) && (
        <div className={s.foot}>
          {onBack && (
            <Button variant="subtle" color="gray" onClick={onBack}>
              {t('web.action.back')}
            </Button>
          )}
          {onNext && (
            <Button variant={isDone ? 'filled' : 'default'} onClick={onNext}>
              {t(isDone ? 'conversations.channels.wizard.next' : 'conversations.channels.wizard.skip_waiting')}
            </Button>
          )}
        </div>
      )}
    </>
  )
}
