import { Button, Input } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useRef } from 'react'
import { uploadShopCover } from '#orders/contract/shop-api.ts'
import s from '#orders/web/shop/shop.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'

type Cover = { fileId: string; url: string }

/** Uploaded at once, taken by the shop when the form is saved. */
export function CoverField({ url, onChange }: { url: string | null; onChange: (cover: Cover | null) => void }) {
  const t = useT()
  const input = useRef<HTMLInputElement>(null)
  const { send, sending, problem } = useSend(uploadShopCover, { onDone: onChange })
  return (
    <Input.Wrapper
      label={t('orders.web_shop.cover')}
      description={t('orders.web_shop.cover_hint')}
      error={problem}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
    >
      <div className={s.cover}>
        {url && <img src={url} alt={t('orders.web_shop.cover_now')} />}
        <div>
          <Button variant="default" leftSection={<IconUpload size={15} />} loading={sending} onClick={() => input.current?.click()}>
            {t(url ? 'orders.web_shop.cover_replace' : 'orders.web_shop.cover_upload')}
          </Button>
          {url && (
            <Button variant="subtle" color="gray" onClick={() => onChange(null)}>
              {t('orders.web_shop.cover_remove')}
            </Button>
          )}
        </div>
        <input
          ref={input}
          hidden
          type="file"
          accept="image/png,image/jpeg,image/webp,image/avif"
          aria-label={t('orders.web_shop.cover')}
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
