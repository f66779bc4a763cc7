import { Button, Input } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { type CSSProperties, useRef } from 'react'
import { uploadLogo } from '#identity/contract/api.ts'
import type { UploadedLogo } from '#identity/contract/brand.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import s from '#identity/web/brands/brand-list.module.css'

type LogoInputProps = { url: string | null; isDisabled: boolean; onChange: (logo: UploadedLogo | null) => void }

/** Uploaded at once, taken by the brand when the form is saved. */
export function LogoInput({ url, isDisabled, onChange }: LogoInputProps) {
  const t = useT()
  const input = useRef<HTMLInputElement>(null)
  const { send, sending, problem } = useSend(uploadLogo, { onDone: onChange })
  return (
    <Input.Wrapper
      label={t('identity.fields.logo')}
      description={t('identity.brands.logo_hint')}
      error={problem}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
    >
      <div className={s.logo}>
        {url && (
          <i className={s.swatch} style={{ '--swatch': 'var(--hover)' } as CSSProperties}>
            <img src={url} alt={t('identity.brands.logo_now')} />
          </i>
        )}
        <Button
          variant="default"
          leftSection={<IconUpload size={15} />}
          loading={sending}
          disabled={isDisabled}
          onClick={() => input.current?.click()}
        >
          {t(url ? 'identity.brands.logo_replace' : 'identity.brands.logo_upload')}
        </Button>
        {url && !isDisabled && (
          <Button variant="subtle" color="gray" onClick={() => onChange(null)}>
            {t('identity.brands.logo_remove')}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
          aria-label={t('identity.fields.logo')}
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
