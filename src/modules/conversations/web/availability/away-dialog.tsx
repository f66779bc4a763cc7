import { Button, Modal, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Leaving } from '#conversations/web/availability/away.ts'
import { useChangeAvailability } from '#conversations/web/availability/own.queries.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons } from '#web/ui/form.tsx'
import s from '#conversations/web/availability/availability.module.css'

const reasons = ['lunch', 'break', 'meeting', 'training'] as const
const minutes = [15, 30, 60] as const

/** Why one leaves and when one is back: colleagues read it before they wait. */
export function AwayDialog({ status, onClose }: { status: Leaving; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const change = useChangeAvailability()
  const [reason, setReason] = useState('')
  const [backAt, setBackAt] = useState<string | null>(null)
  const save = () => {
    void change({ status, reason: reason.trim() || null, backAt })
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`conversations.availability.set_${status}`)}
      size={420}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Fields>
          <TextInput
            label={t('conversations.availability.reason')}
            description={t('conversations.availability.reason_hint')}
            value={reason}
            maxLength={60}
            data-autofocus
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <div className={s.quick} role="group" aria-label={t('conversations.availability.reasons')}>
            {reasons.map((one) => (
              <Button
                key={one}
                size="compact-sm"
                variant="default"
                onClick={() => setReason(t(`conversations.availability.reason_${one}`))}
              >
                {t(`conversations.availability.reason_${one}`)}
              </Button>
            ))}
          </div>
          <div>
            <span className={s.label}>{t('conversations.availability.back_at')}</span>
            <div className={s.quick} role="group" aria-label={t('conversations.availability.back_at')}>
              <Choice isOn={backAt === null} onChoose={() => setBackAt(null)}>
                {t('conversations.availability.back_unknown')}
              </Choice>
              {minutes.map((count) => (
                <Choice
                  key={count}
                  isOn={backAt !== null && Math.abs(Date.parse(backAt) - Date.now() - count * 60_000) < 60_000}
                  onChoose={() => setBackAt(new Date(Date.now() + count * 60_000).toISOString())}
                >
                  {t('conversations.availability.in_minutes', {
                    count,
                    hour: format.hour(new Date(Date.now() + count * 60_000).toISOString()),
                  })}
                </Choice>
              ))}
            </div>
          </div>
        </Fields>
        <FormButtons submit={t('web.action.save')} isSaving={false} isDisabled={false} />
      </CheckedForm>
    </Modal>
  )
}

function Choice({ isOn, onChoose, children }: { isOn: boolean; onChoose: () => void; children: ReactNode }) {
  return (
    <Button size="compact-sm" variant={isOn ? 'light' : 'default'} aria-pressed={isOn} onClick={onChoose}>
      {children}
    </Button>
  )
}
