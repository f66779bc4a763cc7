import { Menu, Switch } from '@mantine/core'
import { IconClockShare } from '@tabler/icons-react'
import { useState } from 'react'
import type { OwnDraft } from '#conversations/web/composer/drafts.ts'
import { Tool } from '#conversations/web/composer/tools.tsx'
import { useSchedule } from '#conversations/web/scheduled/scheduled.queries.ts'
import { MomentItems } from '#conversations/web/thread/moment-items.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { lateDialog } from '#web/late-part.tsx'
import s from '#conversations/web/scheduled/scheduled.module.css'

const MomentDialog = lateDialog(() => import('#conversations/web/thread/moment-dialog.tsx').then((file) => file.MomentDialog))

type Props = { conversationId: string; draft: OwnDraft; onScheduled: () => void }

/** The draft, at another moment; by itself it is not sent to who answered before. */
export function SendLater({ conversationId, draft, onScheduled }: Props) {
  const t = useT()
  const schedule = useSchedule(conversationId)
  const [isOpen, setOpen] = useState(false)
  const [isPicking, setPicking] = useState(false)
  const [cancels, setCancels] = useState(true)
  const pick = (at: string) =>
    void schedule(draft, at, cancels).then((isTaken) => {
      if (isTaken) onScheduled()
    })
  const choice = (
    <Switch
      size="sm"
      checked={cancels}
      onChange={(event) => setCancels(event.currentTarget.checked)}
      label={t('conversations.scheduled.cancels')}
      className={s.cancels}
    />
  )
  return (
    <>
      <Menu opened={isOpen} onChange={setOpen} position="top-end" width={288}>
        <Menu.Target>
          <span>
            <Tool label={t('conversations.scheduled.send_later')} onClick={() => setOpen(true)}>
              <IconClockShare size={17} stroke={1.7} />
            </Tool>
          </span>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('conversations.scheduled.send_later')}</Menu.Label>
          {isOpen && <MomentItems onPicked={pick} onOther={() => setPicking(true)} />}
          <Menu.Divider />
          {choice}
        </Menu.Dropdown>
      </Menu>
      {isPicking && (
        <MomentDialog
          title={t('conversations.scheduled.send_later')}
          label={t('conversations.scheduled.when')}
          confirm={t('conversations.scheduled.schedule')}
          onClose={() => setPicking(false)}
          onPicked={pick}
        >
          {choice}
        </MomentDialog>
      )}
    </>
  )
}
