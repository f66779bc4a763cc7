import { Button, Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { clockIn, instantAt } from '#kernel/contract/wall-clock.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import s from '#conversations/web/thread/thread.module.css'

type Props = {
  title: string
  label: string
  confirm: string
  /** Shown at first; a day from now when absent. */
  initial?: string
  children?: ReactNode
  onClose: () => void
  onPicked: (at: string) => void
}

/** Any moment to come, in the organization's zone; the device brings the calendar that its owner knows. */
export function MomentDialog({ title, label, confirm, initial, children, onClose, onPicked }: Props) {
  const t = useT()
  const format = useFormat()
  const { zone } = format.region
  const [clock, setClock] = useState(() => clockIn(zone, initial ?? new Date(Date.now() + 24 * 3_600_000)))
  const at = instantAt(zone, clock)
  const isPast = at === null || Date.parse(at) <= Date.now()
  return (
    <Modal opened onClose={onClose} title={title} size={380} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <CheckedForm
        className={s.pick}
        onSubmit={(event) => {
          event.preventDefault()
          if (!at || isPast) return
          onPicked(at)
          onClose()
        }}
      >
        <DateField
          hasHour
          label={label}
          value={clock}
          min={clockIn(zone, new Date())}
          error={isPast && t('conversations.snooze.in_the_past')}
          onChange={setClock}
          data-autofocus
        />
        {children}
        <div className={s.pickButtons}>
          <Button variant="default" onClick={onClose}>
            {t('web.action.cancel')}
          </Button>
          <Button type="submit" disabled={isPast}>
            {confirm}
          </Button>
        </div>
      </CheckedForm>
    </Modal>
  )
}
