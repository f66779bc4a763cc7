import { Select, TextInput } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { uploadTemplateFile } from '#conversations/contract/template-api.ts'
import type { Template, TemplateDesign, TemplateHeader } from '#conversations/contract/template.ts'
import type { Complaint } from '#conversations/web/templates/template-editor.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { FileButton } from '#web/ui/file-button.tsx'
import s from '#conversations/web/templates/templates.module.css'

type Props = {
  design: TemplateDesign
  file: Template['headerFile']
  complaint: Complaint
  onChange: (change: Partial<TemplateDesign>) => void
  onFile: (file: Template['headerFile']) => void
}

const kinds = ['none', 'text', 'image', 'video', 'document', 'location'] as const
const accepted = { image: 'image/jpeg,image/png', video: 'video/mp4', document: 'application/pdf' }

export function HeaderFields({ design: { header }, file, complaint, onChange, onFile }: Props) {
  const t = useT()
  const media = header && 'fileId' in header ? header.kind : null
  const { send, sending, problem } = useSend(uploadTemplateFile, {
    onDone: ({ fileId, url, thumbnailUrl, filename }) => {
      onFile({ fileId, url, thumbnailUrl, filename })
      if (media) onChange({ header: { kind: media, fileId } })
    },
  })
  const error = complaint('design.header.fileId') ?? problem ?? undefined
  return (
    <div className={s.header}>
      <Select
        label={t('conversations.templates.header')}
        data={
          header?.kind === 'other'
            ? [{ value: 'other', label: t('conversations.templates.headers.other', { type: header.type }) }]
            : kinds.map((value) => ({ value, label: t(`conversations.templates.headers.${value}`) }))
        }
        value={header?.kind ?? 'none'}
        allowDeselect={false}
        error={complaint('design.header')}
        onChange={(kind) => onChange({ header: headerOf(kind ?? 'none') })}
      />
      {header?.kind === 'text' && (
        <TextInput
          label={t('conversations.templates.header_text')}
          value={header.text}
          error={complaint('design.header.text')}
          onChange={(event) => onChange({ header: { kind: 'text', text: event.currentTarget.value } })}
        />
      )}
      {media && (
        <div className={s.file}>
          <div>
            <b>{file?.filename ?? t('conversations.templates.header_file')}</b>
            <small>{t('conversations.templates.header_file_hint')}</small>
            {error && <small role="alert">{error}</small>}
          </div>
          <FileButton
            label={t('conversations.templates.header_file')}
            accept={accepted[media]}
            size="xs"
            loading={sending}
            leftSection={<IconUpload size={14} />}
            onFile={(one) => void send({}, { files: { file: one } }).catch(() => {})}
          >
            {t(`conversations.templates.${file ? 'change_file' : 'choose_file'}`)}
          </FileButton>
        </div>
      )}
    </div>
  )
}

function headerOf(kind: string): TemplateHeader | null {
  switch (kind) {
    case 'text':
      return { kind: 'text', text: '' }
    case 'location':
      return { kind: 'location' }
    case 'image':
    case 'video':
    case 'document':
      return { kind, fileId: null }
    default:
      return null
  }
}
