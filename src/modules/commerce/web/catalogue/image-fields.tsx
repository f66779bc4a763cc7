import { ActionIcon } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconPhotoPlus, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { uploadProductImage } from '#commerce/contract/product-api.ts'
import type { ProductImage } from '#commerce/contract/product.ts'
import s from '#commerce/web/catalogue/product.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { Notice } from '#web/ui/states.tsx'

type Props = {
  title: string
  most?: number
  images: readonly ProductImage[]
  isDisabled: boolean
  onChange: (images: ProductImage[]) => void
}

/** Pictures in their order, the first one is the one that lists show. Uploaded at once, kept when the product is saved. */
export function ImageFields({ title, most = 12, images, isDisabled, onChange }: Props) {
  const t = useT()
  const input = useRef<HTMLInputElement>(null)
  const [isUploading, setUploading] = useState(false)
  const { send, problem } = useSend(uploadProductImage)
  const upload = async (files: readonly File[]) => {
    setUploading(true)
    let all = [...images]
    try {
      for (const file of files.slice(0, most - all.length)) {
        all = [...all, await send({}, { files: { file } })]
        onChange(all)
      }
    } catch {
      // `problem` says which picture could not be read; those before it are there.
    } finally {
      setUploading(false)
    }
  }
  const swap = (at: number, by: number) => {
    const next = [...images]
    const [moved] = next.splice(at, 1)
    if (moved) next.splice(at + by, 0, moved)
    onChange(next)
  }
  return (
    <section className={s.card} aria-labelledby="pictures">
      <h2 id="pictures">{title}</h2>
      <div className={s.pictures}>
        {images.map((one, at) => (
          <figure key={one.fileId}>
            <img src={one.thumbnailUrl} alt={t('commerce.product.picture', { number: at + 1 })} />
            {!isDisabled && (
              <figcaption>
                <ActionIcon
                  size={26}
                  disabled={at === 0}
                  aria-label={t('commerce.product.picture_before', { number: at + 1 })}
                  onClick={() => swap(at, -1)}
                >
                  <IconArrowLeft size={14} />
                </ActionIcon>
                <ActionIcon
                  size={26}
                  disabled={at === images.length - 1}
                  aria-label={t('commerce.product.picture_after', { number: at + 1 })}
                  onClick={() => swap(at, 1)}
                >
                  <IconArrowRight size={14} />
                </ActionIcon>
                <ActionIcon
                  size={26}
                  aria-label={t('commerce.product.picture_remove', { number: at + 1 })}
                  onClick={() => onChange(images.filter(({ fileId }) => fileId !== one.fileId))}
                >
                  <IconX size={14} />
                </ActionIcon>
              </figcaption>
            )}
          </figure>
        ))}
        {!isDisabled && images.length < most && (
          <button type="button" className={s.addPicture} disabled={isUploading} onClick={() => input.current?.click()}>
            <IconPhotoPlus size={20} stroke={1.5} aria-hidden />
            {t(isUploading ? 'commerce.product.picture_uploading' : 'commerce.product.picture_add')}
          </button>
        )}
      </div>
      {problem && <Notice tone="bad">{problem}</Notice>}
      <input
        ref={input}
        type="file"
        hidden
        multiple={most > 1}
        accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
        aria-label={title}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          if (files.length > 0) void upload(files)
        }}
      />
    </section>
  )
}
