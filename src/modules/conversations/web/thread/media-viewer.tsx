import { ActionIcon, Modal } from '@mantine/core'
import { IconDownload, IconX } from '@tabler/icons-react'
import type { Message } from '#conversations/contract/message.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import s from '#conversations/web/thread/media-viewer.module.css'

/** A picture in its full size, over everything. */
export function MediaViewer({ message, onClose }: { message: Message; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const { content } = message
  if (!('media' in content)) return null
  const { media, caption } = content
  const alt = caption ?? t('conversations.thread.picture_from', { name: message.author.name })
  return (
    <Modal.Root opened onClose={onClose} fullScreen>
      <Modal.Overlay />
      <Modal.Content className={s.content} aria-label={alt}>
        <header className={s.head}>
          <div>
            <b>{message.author.name}</b>
            <small className="num">
              {format.day(message.at)} {format.hour(message.at)}
            </small>
          </div>
          {media.downloadUrl && (
            <ActionIcon
              component="a"
              href={media.downloadUrl}
              download={media.filename ?? true}
              aria-label={t('conversations.thread.download', { name: media.filename ?? '' })}
            >
              <IconDownload size={19} stroke={1.7} />
            </ActionIcon>
          )}
          <ActionIcon aria-label={t('web.action.close')} onClick={onClose} data-autofocus>
            <IconX size={19} stroke={1.7} />
          </ActionIcon>
        </header>
        <button type="button" className={s.stage} onClick={onClose} tabIndex={-1} aria-label={t('web.action.close')}>
          <img src={media.url ?? ''} alt={alt} />
        </button>
        {caption && <p className={s.caption}>{caption}</p>}
      </Modal.Content>
    </Modal.Root>
  )
}
