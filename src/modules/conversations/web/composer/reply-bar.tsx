import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { Message } from '#conversations/contract/message.ts'
import { useKindWord } from '#conversations/web/thread/kinds.tsx'
import { QuotedWords } from '#conversations/web/thread/quoted.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#conversations/web/composer/reply-bar.module.css'

/** The message that is being answered. */
export function ReplyBar({ quoted, onRemove }: { quoted: NonNullable<Message['replyTo']>; onRemove: () => void }) {
  const t = useT()
  const kindWord = useKindWord()
  return (
    <div className={s.bar}>
      <div>
        <QuotedWords quoted={quoted} kindWord={kindWord} />
      </div>
      <ActionIcon size={24} aria-label={t('conversations.composer.drop_reply')} onClick={onRemove}>
        <IconX size={14} stroke={1.8} />
      </ActionIcon>
    </div>
  )
}
