import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { instantOfLocal, localOf } from '#conversations/web/thread/snooze-times.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import s from '#conversations/web/thread/thread.module.css'

type Props = { onClose: () => void; onPicked: (snoozedUntil: string) => void }

/** Any moment, in the organization's zone; the device brings the calendar that its owner knows. */
export function SnoozeDialog({ onClose, onPicked }: Props) {
  const t = useT()
  const format = useFormat()
  const { zone } = format.region
  const [local, setLocal] = useState(() => localOf(new Date(Date.now() + 24 * 3_600_000), zone))
  const at = instantOfLocal(local, zone)
  const isPast = at === null || at.getTime() <= Date.now()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('conversations.snooze.pick')}
      size={380}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <form
        className={s.pick}
        onSubmit={(event) => {
          event.preventDefault()
          if (!at || isPast) return
          onPicked(at.toISOString())
          onClose()
        }}
      >
        <TextInput
          type="datetime-local"
          label={t('conversations.snooze.when')}
          value={local}
          min={localOf(new Date(), zone)}
          error={isPast && t('conversations.problems.snooze_in_the_past')}
          onChange={(event) => setLocal(event.currentTarget.value)}
          data-autofocus
        />
        <div className={s.pickButtons}>
          <Button variant="default" onClick={onClose}>
            {t('web.action.cancel')}
          </Button>
          <Button type="submit" disabled={isPast}>
            {t('conversations.actions.snooze')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
