import { Modal } from '@mantine/core'
import { IconDownload, IconFileText, IconPhotoOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { PhoneMessage } from '#platform/contract/phone.ts'
import { useFile } from '#platform/web/phone/phone.queries.ts'
import { blobOf } from '#platform/web/phone/picture.ts'
import { VoiceNote } from '#platform/web/phone/voice-note.tsx'
import s from '#platform/web/phone/file-view.module.css'
import { useT } from '#web/i18n/i18n.tsx'

type FileProps = { message: PhoneMessage; file: NonNullable<PhoneMessage['file']> }

/** Kinds that a browser draws or plays without running anything; the rest can only be saved. */
const shown = /^(image\/(jpeg|png|webp|gif)|audio\/[\w.+-]+|video\/(mp4|webm|3gpp))$/

/** What came with a message: a picture, something to hear or see, a document to save. */
export function FileView({ message, file }: FileProps) {
  const { data, error } = useFile(file.mediaId)
  const mimeType = data?.mimeType.split(';')[0]?.trim().toLowerCase() ?? ''
  const address = useAddress(data, shown.test(mimeType) ? mimeType : 'application/octet-stream')
  const isFailed = error !== null && !data
  switch (message.type) {
    case 'image':
    case 'sticker':
      return <Picture address={address} isFailed={isFailed} isSticker={message.type === 'sticker'} />
    case 'audio':
      return (
        <VoiceNote
          messageId={message.id}
          address={address}
          isFailed={isFailed}
          isPlayed={message.isPlayed}
          isOwn={message.direction === 'in'}
        />
      )
    case 'video':
      return isFailed ? <Failed /> : <video className={s.video} src={address} controls preload="metadata" />
    default:
      return (
        <Document
          name={file.name}
          address={address}
          isFailed={isFailed}
          size={data ? Math.floor((data.bytes.length * 3) / 4) : undefined}
        />
      )
  }
}

/** A blob's address for as long as it is on screen. */
function useAddress(data: { bytes: string } | undefined, mimeType: string): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (!data) return
    const made = URL.createObjectURL(blobOf(data.bytes, mimeType))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [data, mimeType])
  return address
}

function Picture({ address, isFailed, isSticker }: { address: string | undefined; isFailed: boolean; isSticker: boolean }) {
  const t = useT()
  const [isLarge, setLarge] = useState(false)
  if (isFailed) return <Failed />
  if (isSticker) return <img className={s.sticker} src={address} alt={t('platform.phone.kind.sticker')} />
  return (
    <>
      <button
        type="button"
        className={s.picture}
        onClick={() => setLarge(true)}
        aria-label={t('platform.phone.open_picture')}
        disabled={!address}
      >
        {address && <img src={address} alt="" />}
      </button>
      <Modal
        opened={isLarge}
        onClose={() => setLarge(false)}
        title={t('platform.phone.kind.image')}
        size="auto"
        closeButtonProps={{ 'aria-label': t('web.action.close') }}
      >
        <img className={s.large} src={address} alt={t('platform.phone.kind.image')} />
      </Modal>
    </>
  )
}

const units = ['B', 'kB', 'MB']

function Document({
  name,
  address,
  isFailed,
  size,
}: {
  name: string | null
  address: string | undefined
  isFailed: boolean
  size: number | undefined
}) {
  const t = useT()
  if (isFailed) return <Failed />
  const shownName = name ?? t('platform.phone.document_unnamed')
  return (
    <a className={s.document} href={address} download={shownName} aria-disabled={address === undefined || undefined}>
      <IconFileText size={22} stroke={1.6} aria-hidden />
      <span>
        <span className="sr-only">{t('platform.phone.download')}: </span>
        <b>{shownName}</b>
        <small className="num">{size === undefined ? t('web.state.loading') : sizeText(size)}</small>
      </span>
      <IconDownload size={17} stroke={1.7} aria-hidden />
    </a>
  )
}

function sizeText(bytes: number): string {
  const step = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2
  return `${Math.round((bytes / 1_000 ** step) * (step === 2 ? 10 : 1)) / (step === 2 ? 10 : 1)}\u00a0${units[step]}`
}

function Failed() {
  const t = useT()
  return (
    <span className={s.failed}>
      <IconPhotoOff size={18} stroke={1.7} aria-hidden />
      {t('platform.phone.file_failed')}
    </span>
  )
}
