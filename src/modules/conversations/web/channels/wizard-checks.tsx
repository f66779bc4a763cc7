import { IconAlertCircle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ChannelStep, Refusal } from '#conversations/contract/channel-health.ts'
import { useFailureWords } from '#conversations/web/thread/failure-note.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { Notice } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#conversations/web/channels/wizard.module.css'

/** What Meta answered to each question, with its own cure beside the one that failed. */
export function Checks({ steps }: { steps: readonly ChannelStep[] }) {
  const t = useT()
  const words = useRefusalWords()
  return (
    <ul className={s.checks}>
      {steps.map(({ what, isOk, refusal }) => (
        <li key={what} data-tone={isOk === null ? 'plain' : isOk ? 'ok' : 'bad'}>
          {isOk === null ? (
            <IconCircleDashed size={18} stroke={1.7} aria-hidden />
          ) : isOk ? (
            <IconCircleCheck size={18} stroke={1.8} aria-hidden />
          ) : (
            <IconAlertCircle size={18} stroke={1.8} aria-hidden />
          )}
          <div>
            {refusal ? <b>{words(refusal.reason).title}</b> : t(`conversations.channels.wizard.checks.${what}`)}
            {isOk === null && <small>{t('conversations.channels.wizard.not_asked')}</small>}
            {refusal && (
              <small>
                {words(refusal.reason).advice}
                {what === 'permissions' && refusal.detail && <> {t('conversations.channels.wizard.missing', { what: refusal.detail })}.</>}
              </small>
            )}
            {refusal && what !== 'permissions' && <Said refusal={refusal} />}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** For whoever connects a number: some failures mean something else to them than to an agent whose message failed. */
function useRefusalWords(): ReturnType<typeof useFailureWords> {
  const t = useT()
  const words = useFailureWords()
  return (reason) => {
    const key = `conversations.channels.refusals.${reason}`
    return t.has(`${key}.title`) ? { title: t(`${key}.title`), advice: t(`${key}.advice`) } : words(reason)
  }
}

/** Meta's own words and number, for whoever looks them up or asks support. */
function Said({ refusal: { detail, code } }: { refusal: Refusal }) {
  const t = useT()
  if (detail === null && code === null) return null
  return (
    <p className={s.said}>
      {detail && t('conversations.channels.wizard.said', { text: detail })} {code !== null && <span className="num">({code})</span>}
    </p>
  )
}

export function RefusalNotice({ refusal }: { refusal: Pick<Refusal, 'reason' | 'code'> & { detail?: string | null } }) {
  const words = useRefusalWords()
  const { title, advice } = words(refusal.reason)
  return (
    <Notice tone="bad">
      <b>{title}</b>. {advice} {refusal.code !== null && <span className="num">({refusal.code})</span>}
    </Notice>
  )
}

/** Something that comes by itself: a pulse until it is there, then when it came. */
export function Awaited({ at, label, children }: { at: string | null; label: string; children?: ReactNode }) {
  const t = useT()
  return (
    <li data-tone={at ? 'ok' : 'plain'}>
      {at ? <IconCircleCheck size={18} stroke={1.8} aria-hidden /> : <i className={s.pulse} aria-hidden />}
      <div>
        {label}
        {!at && children && <small>{children}</small>}
      </div>
      <span className={s.side}>{at ? <RelativeTime at={at} /> : t('conversations.channels.wizard.waiting')}</span>
    </li>
  )
}
