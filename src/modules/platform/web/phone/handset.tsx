import { ActionIcon, Tooltip } from '@mantine/core'
import { IconAntennaBars5, IconBattery4, IconChevronLeft, IconWifi, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { SimulatedNumber } from '#platform/contract/phone.ts'
import { ChatScreen } from '#platform/web/phone/chat-screen.tsx'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import { useThread, useWriting } from '#platform/web/phone/phone.queries.ts'
import s from '#platform/web/phone/handset.module.css'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Avatar } from '#web/ui/avatar.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import { EmptyState } from '#web/ui/states.tsx'
import { useNow } from '#web/ui/time.tsx'

type HandsetProps = { number: SimulatedNumber; waId: string | undefined; onClose: () => void }

/** The telephone itself. On a real telephone there is no second one around the screen. */
export function Handset({ number, waId, onClose }: HandsetProps) {
  const t = useT()
  if (waId !== undefined) return <OpenHandset number={number} waId={waId} onClose={onClose} />
  return (
    <div className={s.stage}>
      <Body>
        <EmptyState drawing="chat" title={t('platform.phone.choose_title')} hint={t('platform.phone.choose_hint')} />
      </Body>
    </div>
  )
}

function OpenHandset({ number, waId, onClose }: HandsetProps & { waId: string }) {
  const t = useT()
  const isPhone = useIsPhone()
  const chat = { phoneNumberId: number.phoneNumberId, waId }
  const writing = useWriting(chat)
  const thread = useThread(chat, writing.isPaused)
  const name = thread.data?.name
  const label = t('platform.phone.holder', { name: name ?? shownPhone(`+${waId}`) })
  const screen = <ChatScreen chat={chat} number={number} thread={thread} onWrite={writing.write} onClose={onClose} />
  if (isPhone)
    return (
      <section className={s.whole} aria-label={label}>
        <Top number={number} isTyping={thread.data?.isBusinessTyping ?? false} onBack={onClose} />
        {screen}
      </section>
    )
  return (
    <section className={s.stage} aria-label={label}>
      <header className={s.holder}>
        <h2>{label}</h2>
        <span className="num">{name === undefined ? '' : shownPhone(`+${waId}`)}</span>
        <Tooltip label={t('platform.phone.put_away')}>
          <ActionIcon aria-label={t('platform.phone.put_away')} onClick={onClose}>
            <IconX size={17} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      </header>
      <Body>
        <Top number={number} isTyping={thread.data?.isBusinessTyping ?? false} />
        {screen}
      </Body>
    </section>
  )
}

const Body = ({ children }: { children: ReactNode }) => (
  <div className={s.body}>
    <div className={s.glass}>
      <StatusBar />
      {children}
      <i className={s.home} aria-hidden />
    </div>
  </div>
)

/** The line on top of every telephone: decoration, but with the right time. */
function StatusBar() {
  const format = useFormat()
  const now = useNow('second')
  return (
    <div className={s.status} aria-hidden>
      <span className="num">{format.hour(now)}</span>
      <i className={s.camera} />
      <span className={s.signals}>
        <IconAntennaBars5 size={15} stroke={2} />
        <IconWifi size={15} stroke={2} />
        <IconBattery4 size={19} stroke={1.6} />
      </span>
    </div>
  )
}

/** Whom the customer is writing to: the business. */
function Top({ number, isTyping, onBack }: { number: SimulatedNumber; isTyping: boolean; onBack?: () => void }) {
  const t = useT()
  return (
    <div className={s.top}>
      {onBack && (
        <button type="button" className={s.back} onClick={onBack} aria-label={t('platform.phone.back')}>
          <IconChevronLeft size={24} stroke={1.8} />
        </button>
      )}
      <Avatar name={number.name} size={36} />
      <div className={s.who}>
        {onBack ? <h1>{number.name}</h1> : <b>{number.name}</b>}
        <small aria-live="polite">{isTyping ? <em>{t('platform.phone.typing')}</em> : number.displayPhone}</small>
      </div>
    </div>
  )
}
