import { Button, Input } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { Endpoint } from '#kernel/contract/declare.ts'
import { useSend } from '#web/query.ts'
import { FileButton } from '#web/ui/file-button.tsx'
import s from '#web/ui/picture-field.module.css'

type Props<P> = {
  label: string
  hint: string
  upload: Endpoint<z.ZodObject, z.ZodType<P>>
  words: { choose: string; remove: string }
  hasPicture: boolean
  isDisabled?: boolean
  onChange: (picture: P | null) => void
  /** The picture as it is now, where the form shows it. */
  children?: ReactNode
}

/** Uploaded at once, taken for good when the form is saved. */
export function PictureField<P>({ label, hint, upload, words, hasPicture, isDisabled = false, onChange, children }: Props<P>) {
  const { send, sending, problem } = useSend(upload, { onDone: onChange })
  return (
    <Input.Wrapper label={label} description={hint} error={problem} inputWrapperOrder={['label', 'input', 'error', 'description']}>
      <div className={s.picture}>
        {children}
        <FileButton
          label={label}
          accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
          leftSection={<IconUpload size={15} stroke={1.7} />}
          loading={sending}
          disabled={isDisabled}
          onFile={(file) => void send({}, { files: { file } }).catch(() => {})}
        >
          {words.choose}
        </FileButton>
        {hasPicture && !isDisabled && (
          <Button variant="subtle" color="gray" onClick={() => onChange(null)}>
            {words.remove}
          </Button>
        )}
      </div>
    </Input.Wrapper>
  )
}
