import { IconPlugConnectedX } from '@tabler/icons-react'
import type { SendingNumber } from '#conversations/contract/conversation.ts'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#conversations/web/composer/number-choice.module.css'

/** Above the text, when what is sent may not leave. */
export function TroubleLine({ number }: { number: SendingNumber | undefined }) {
  const t = useT()
  if (!number?.trouble) return null
  return (
    <p className={s.trouble} role="status">
      <IconPlugConnectedX size={15} stroke={1.8} aria-hidden />
      {t(`conversations.connector_trouble.${number.trouble}`)}
    </p>
  )
}
