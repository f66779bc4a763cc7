import { ActionIcon } from '@mantine/core'
import { IconAlertTriangle, IconFileText, IconX } from '@tabler/icons-react'
import type { DraftFile } from '#conversations/web/composer/drafts.ts'
import { useBytes } from '#conversations/web/thread/content/bytes.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { ProgressBar } from '#web/ui/marks.tsx'
import s from '#conversations/web/composer/file-chips.module.css'

/** Files that will go with the text: how far they are, and out again. */
export function FileChips({ files, onRemove }: { files: readonly DraftFile[]; onRemove: (key: string) => void }) {
  const t = useT()
  const format = useFormat()
  const bytes = useBytes()
  return (
    <ul className={s.files} aria-label={t('conversations.composer.files')}>
      {files.map((file) => (
        <li key={file.key} className={s.file} data-state={file.state}>
          {file.previewUrl || file.uploaded?.thumbnailUrl ? (
            <img src={file.previewUrl ?? file.uploaded?.thumbnailUrl ?? ''} alt="" />
          ) : (
            <span className={s.sign}>
              {file.state === 'refused' ? <IconAlertTriangle size={17} stroke={1.7} /> : <IconFileText size={17} stroke={1.7} />}
            </span>
          )}
          <div>
            <b title={file.name}>{file.name}</b>
            {file.state === 'refused' ? (
              <small role="alert">{file.problem}</small>
            ) : file.state === 'uploading' ? (
              <>
                <small className="num">
                  {t('conversations.composer.uploading', { share: format.percent(Math.round(file.progress * 100) / 100) })}
                </small>
                <ProgressBar value={file.progress} label={t('conversations.composer.uploading_named', { name: file.name })} />
              </>
            ) : (
              <small className="num">{bytes(file.sizeBytes)}</small>
            )}
          </div>
          <ActionIcon size={24} aria-label={t('web.action.remove_named', { name: file.name })} onClick={() => onRemove(file.key)}>
            <IconX size={14} stroke={1.8} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  )
}
