import { IconListDetails, IconMicrophone, IconPaperclip, IconSlash, IconTemplate } from '@tabler/icons-react'
import { useRef } from 'react'
import { Tool } from '#conversations/web/composer/tools.tsx'
import { useT } from '#web/i18n/i18n.tsx'

type Props = {
  onFiles: (files: File[]) => void
  onCanned: () => void
  onVoice: () => void
  onTemplate: () => void
  /** Null: the number can send no buttons. */
  onOffer: (() => void) | null
}

/** What can go into an answer besides text. */
export function AnswerTools({ onFiles, onCanned, onVoice, onTemplate, onOffer }: Props) {
  const t = useT()
  const picker = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t('conversations.composer.attach')}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      <Tool label={t('conversations.composer.attach')} onClick={() => picker.current?.click()}>
        <IconPaperclip size={17} stroke={1.7} />
      </Tool>
      <Tool label={`${t('conversations.composer.canned')} (/)`} onClick={onCanned}>
        <IconSlash size={17} stroke={1.7} />
      </Tool>
      <Tool label={`${t('conversations.voice.record')} (V)`} onClick={onVoice}>
        <IconMicrophone size={17} stroke={1.7} />
      </Tool>
      <Tool label={t('conversations.templates.picker.tool')} onClick={onTemplate}>
        <IconTemplate size={17} stroke={1.7} />
      </Tool>
      {onOffer && (
        <Tool label={t('conversations.interactive.offer')} onClick={onOffer}>
          <IconListDetails size={17} stroke={1.7} />
        </Tool>
      )}
    </>
  )
}
