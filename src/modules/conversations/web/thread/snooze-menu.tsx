import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconClockPause, IconMessageReply } from '@tabler/icons-react'
import { useState } from 'react'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { useInboxAction } from '#conversations/web/inbox/inbox-actions.ts'
import { MomentItems } from '#conversations/web/thread/moment-items.tsx'
import { useChangeState } from '#conversations/web/thread/thread.queries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { lateDialog } from '#web/late-part.tsx'

const MomentDialog = lateDialog(() => import('#conversations/web/thread/moment-dialog.tsx').then((file) => file.MomentDialog))

/** Out of the inbox until a moment, or until the customer writes. */
export function SnoozeMenu({ conversation }: { conversation: Conversation }) {
  const t = useT()
  const change = useChangeState(conversation)
  const [isOpen, setOpen] = useState(false)
  const [isPicking, setPicking] = useState(false)
  useInboxAction('snooze', 'h', () => setOpen(true))
  const snooze = (snoozedUntil: string | null) => change({ state: 'snoozed', snoozedUntil })
  return (
    <>
      <Menu opened={isOpen} onChange={setOpen} position="bottom-end" width={268}>
        <Menu.Target>
          <Tooltip label={`${t('conversations.actions.snooze')} (H)`} disabled={isOpen}>
            <ActionIcon variant="default" size={32} aria-label={t('conversations.actions.snooze')}>
              <IconClockPause size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {conversation.state === 'snoozed' && (
            <Menu.Item rightSection={<IconArrowBackUp size={15} stroke={1.7} />} onClick={() => change({ state: 'open' })}>
              {t('conversations.snooze.wake')}
            </Menu.Item>
          )}
          <Menu.Label>{t('conversations.snooze.title')}</Menu.Label>
          {isOpen && <MomentItems onPicked={snooze} onOther={() => setPicking(true)} />}
          <Menu.Divider />
          <Menu.Item rightSection={<IconMessageReply size={15} stroke={1.7} />} onClick={() => snooze(null)}>
            {t('conversations.snooze.reply')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isPicking && <SnoozeDialog onClose={() => setPicking(false)} onPicked={snooze} />}
    </>
  )
}

export function SnoozeDialog(props: { onClose: () => void; onPicked: (snoozedUntil: string) => void }) {
  const t = useT()
  return (
    <MomentDialog
      {...props}
      title={t('conversations.snooze.pick')}
      label={t('conversations.snooze.when')}
      confirm={t('conversations.actions.snooze')}
    />
  )
}
