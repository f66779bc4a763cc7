import { ActionIcon, Menu } from '@mantine/core'
import { IconAlertTriangle, IconCalendarTime, IconClockShare, IconDots, IconSend, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { ScheduledMessage } from '#conversations/contract/scheduled-message.ts'
import { useScheduled, useScheduledActions } from '#conversations/web/scheduled/scheduled.queries.ts'
import { useKindWord } from '#conversations/web/thread/kinds.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { lateDialog } from '#web/late-part.tsx'
import s from '#conversations/web/scheduled/scheduled.module.css'

const MomentDialog = lateDialog(() => import('#conversations/web/thread/moment-dialog.tsx').then((file) => file.MomentDialog))

/** What is going to be said here, above the place where more is written; nothing when nothing is. */
export function ScheduledStrip({ conversationId }: { conversationId: string }) {
  const t = useT()
  const items = useScheduled(conversationId)
  if (items.length === 0) return null
  return (
    <ul className={s.strip} aria-label={t('conversations.scheduled.title')}>
      {items.map((one) => (
        <Row key={one.id} one={one} />
      ))}
    </ul>
  )
}

function Row({ one }: { one: ScheduledMessage }) {
  const t = useT()
  const format = useFormat()
  const kindWord = useKindWord()
  const { cancel, sendNow, move } = useScheduledActions()
  const [isMoving, setMoving] = useState(false)
  const isFailed = one.state === 'failed'
  const Sign = isFailed ? IconAlertTriangle : IconClockShare
  return (
    <li className={s.row} data-failed={isFailed || undefined}>
      <Sign size={15} stroke={1.8} aria-hidden />
      <p>
        <b className="num">{isFailed ? t('conversations.scheduled.failed') : `${format.day(one.sendAt)} ${format.hour(one.sendAt)}`}</b>
        <span>{one.preview || kindWord(one.content.kind)}</span>
        <small>
          {isFailed ? t(reasonKey(t, one.reason)) : t(`conversations.scheduled.${one.cancelsOnReply ? 'until_reply' : 'anyway'}`)}
        </small>
      </p>
      <Menu position="top-end" width={224}>
        <Menu.Target>
          <ActionIcon size={26} aria-label={t('conversations.scheduled.actions', { preview: one.preview || kindWord(one.content.kind) })}>
            <IconDots size={16} stroke={1.8} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconSend size={15} stroke={1.7} />} onClick={() => sendNow(one)}>
            {t('conversations.scheduled.now')}
          </Menu.Item>
          {!isFailed && (
            <Menu.Item leftSection={<IconCalendarTime size={15} stroke={1.7} />} onClick={() => setMoving(true)}>
              {t('conversations.scheduled.move')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconX size={15} stroke={1.7} />} onClick={() => cancel(one)}>
            {t(isFailed ? 'conversations.scheduled.put_away' : 'conversations.scheduled.cancel')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isMoving && (
        <MomentDialog
          title={t('conversations.scheduled.move')}
          label={t('conversations.scheduled.when')}
          confirm={t('conversations.scheduled.schedule')}
          initial={one.sendAt}
          onClose={() => setMoving(false)}
          onPicked={(at) => move(one, at)}
        />
      )}
    </li>
  )
}

/** The refusal that it met, in the words that the person would have read. */
function reasonKey(t: ReturnType<typeof useT>, reason: string | null): string {
  const [module, name] = (reason ?? '').split('.')
  const key = `${module}.problems.${name}`
  return t.has(key) ? key : 'web.problems.broken'
}
