import { Button, Input } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useRef } from 'react'
import { uploadProposalPicture } from '#sales/contract/proposal-template-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import s from '#sales/web/proposals/editor.module.css'

type Props = { hasPicture: boolean; isDisabled: boolean; onChange: (picture: { fileId: string } | null) => void }

/** The photograph of a cover: uploaded at once, taken for good when the document is saved. The preview shows it. */
export function PictureInput({ hasPicture, isDisabled, onChange }: Props) {
  const t = useT()
  const input = useRef<HTMLInputElement>(null)
  const { send, sending, problem } = useSend(uploadProposalPicture, { onDone: ({ fileId }) => onChange({ fileId }) })
  return (
    <Input.Wrapper
      label={t('sales.editor.cover_picture')}
      description={t('sales.editor.cover_picture_hint')}
      error={problem}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
    >
      <div className={s.picture}>
        <Button
          variant="default"
          leftSection={<IconPhoto size={15} stroke={1.7} />}
          loading={sending}
          disabled={isDisabled}
          onClick={() => input.current?.click()}
        >
          {t(hasPicture ? 'sales.editor.cover_picture_replace' : 'sales.editor.cover_picture_add')}
        </Button>
        {hasPicture && !isDisabled && (
          <Button variant="subtle" color="gray" onClick={() => onChange(null)}>
            {t('sales.editor.cover_picture_remove')}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
          aria-label={t('sales.editor.cover_picture')}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            event.currentTarget.value = ''
            if (file) void send({}, { files: { file } }).catch(() => {})
          }}
        />
      </div>
    </Input.Wrapper>
  )
}
