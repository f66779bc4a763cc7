import { Button, Modal, Select } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { faultsOf } from '#conversations/contract/interactive-limits.ts'
import type { Interactive, InteractiveType } from '#conversations/contract/interactive.ts'
import { FrameFields, KindFields } from '#conversations/web/composer/interactive-fields.tsx'
import { hasSomething, interactiveTypes, startOf, tidied } from '#conversations/web/composer/interactive-kinds.ts'
import { InteractiveCard } from '#conversations/web/thread/content/interactive-card.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import s from '#conversations/web/composer/interactive.module.css'
import '#web/ui/mantine-forms-css.ts'

/** What was begun and not sent, by conversation, while the page lives. */
const begun = new Map<string, Interactive>()

type Props = { conversationId: string; contactName: string; onSend: (message: Interactive) => void; onClose: () => void }

/** A message with buttons, lists, links or products, beside the bubble that the customer will see. */
export function InteractiveDialog({ conversationId, contactName, onSend, onClose }: Props) {
  const t = useT()
  const isPhone = useIsPhone()
  const [message, setMessage] = useState<Interactive>(() => begun.get(conversationId) ?? startOf('buttons', null))
  const [isTried, setTried] = useState(false)
  const write = (next: Interactive) => {
    begun.set(conversationId, next)
    setMessage(next)
  }
  const faults = faultsOf(message)
  /** What is missing is said once somebody tries to send; what is too much, at once. */
  const fault = (where: string): string | null => {
    const found = faults.find((one) => one.where === where && (isTried || one.rule !== 'required'))
    return found ? t(`conversations.interactive.faults.${found.rule}`, { max: found.max }) : null
  }
  const send = () => {
    const ready = tidied(message)
    setTried(true)
    // The fields show what is left, so that each word of what is wrong stands at its own; the last line stays to be written in.
    if (hasSomething(ready)) write(ready)
    if (faultsOf(ready).length > 0) return
    begun.delete(conversationId)
    onSend(ready)
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('conversations.interactive.title', { name: contactName })}
      size={820}
      fullScreen={isPhone}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        className={s.dialog}
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <div className={s.fields}>
          <Select
            label={t('conversations.interactive.type')}
            description={t(`conversations.interactive.hints.${message.type}`)}
            allowDeselect={false}
            data={interactiveTypes.map((type) => ({ value: type, label: t(`conversations.interactive.types.${type}`) }))}
            value={message.type}
            onChange={(type) => {
              setTried(false)
              if (type) write(startOf(type as InteractiveType, message))
            }}
          />
          <FrameFields message={message} fault={fault} onChange={write} part="head" />
          <KindFields message={message} fault={fault} onChange={write} />
          <FrameFields message={message} fault={fault} onChange={write} part="foot" />
        </div>
        <aside className={s.preview} aria-label={t('conversations.interactive.preview')}>
          <p>{t('conversations.interactive.preview')}</p>
          <div className={s.bubble}>
            <InteractiveCard interactive={message} />
          </div>
        </aside>
        <footer className={s.buttons}>
          {isTried && faults.length > 0 && <p role="alert">{t('conversations.interactive.to_fix', { count: faults.length })}</p>}
          <Button variant="default" onClick={onClose}>
            {t('web.action.cancel')}
          </Button>
          <Button type="submit" leftSection={<IconSend size={15} stroke={1.8} />}>
            {t('conversations.composer.send')}
          </Button>
        </footer>
      </CheckedForm>
    </Modal>
  )
}
