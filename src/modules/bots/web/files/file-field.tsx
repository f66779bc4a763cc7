import { ActionIcon } from '@mantine/core'
import { IconPaperclip, IconX } from '@tabler/icons-react'
import { uploadMedia } from '#conversations/contract/api.ts'
import { canReply } from '#conversations/contract/permissions.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { FileButton } from '#web/ui/file-button.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#bots/web/files/files.module.css'

type File = { fileId: string; name: string }
type Props = { file: File | null; hint?: string; onChange: (file: File | null) => void }

/** A file that goes with what is said: uploaded like any that is sent, so that what no channel takes is refused at once. */
export function FileField({ file, hint, onChange }: Props) {
  const t = useT()
  const may = useMay()
  const { send, sending, problem } = useSend(uploadMedia, {
    onDone: ({ fileId, filename }) => onChange({ fileId, name: filename }),
  })
  if (!file && !may(canReply)) return null
  return (
    <div className={s.field}>
      <span className={s.label}>{t('bots.files.label')}</span>
      <div className={s.file}>
        <IconPaperclip size={15} stroke={1.7} aria-hidden />
        <span className={s.name} data-empty={!file || undefined} title={file?.name}>
          {file?.name ?? t('bots.files.none')}
        </span>
        {may(canReply) && (
          <FileButton
            label={t('bots.files.choose')}
            size="compact-sm"
            loading={sending}
            onFile={(one) => void send({}, { files: { file: one } }).catch(() => {})}
          >
            {t(`bots.files.${file ? 'change' : 'choose'}`)}
          </FileButton>
        )}
        {file && (
          <ActionIcon aria-label={t('bots.files.remove')} onClick={() => onChange(null)}>
            <IconX size={15} stroke={1.7} />
          </ActionIcon>
        )}
      </div>
      {hint && <small className={s.hint}>{hint}</small>}
      {problem && <Notice tone="bad">{problem}</Notice>}
    </div>
  )
}
