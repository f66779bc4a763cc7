import { Button } from '@mantine/core'
import { IconDownload, IconFileOff, IconFileText, IconRefresh } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import type { CSSProperties } from 'react'
import { retryMedia } from '#conversations/contract/api.ts'
import type { MediaContent as Content } from '#conversations/contract/content.ts'
import type { Message } from '#conversations/contract/message.ts'
import { AudioPlayer } from '#conversations/web/thread/content/audio-player.tsx'
import { useBytes } from '#conversations/web/thread/content/bytes.ts'
import { hearMessage } from '#conversations/web/thread/thread-cache.ts'
import { KindIcon, useKindWord } from '#conversations/web/thread/kinds.tsx'
import { useThread } from '#conversations/web/thread/thread-context.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { MessageText } from '#web/ui/message-text.tsx'
import { Bone } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#conversations/web/thread/content/media.module.css'

type Props = { message: Message; content: Content }

export function MediaContent({ message, content }: Props) {
  const { media, caption } = content
  return (
    <div className={s.media}>
      {media.state === 'downloading' ? (
        <Downloading content={content} />
      ) : media.state === 'failed' ? (
        <Lost message={message} content={content} />
      ) : (
        <Shown message={message} content={content} />
      )}
      {caption && (
        <p className={s.caption}>
          <MessageText text={caption} />
        </p>
      )}
    </div>
  )
}

function Shown({ message, content }: Props) {
  const t = useT()
  const { look } = useThread()
  const { media } = content
  const url = media.url ?? ''
  if (content.kind === 'image' || content.kind === 'sticker') {
    return (
      <button
        type="button"
        className={content.kind === 'sticker' ? s.sticker : s.picture}
        style={boxOf(content)}
        onClick={() => look(message)}
      >
        <img
          src={media.thumbnailUrl ?? url}
          alt={content.caption ?? t('conversations.thread.picture_from', { name: message.author.name })}
          loading="lazy"
          decoding="async"
        />
      </button>
    )
  }
  if (content.kind === 'video') {
    return (
      // What customers film has no captions; the player is the browser's own.
      // oxlint-disable-next-line jsx-a11y/media-has-caption
      <video
        className={s.video}
        style={boxOf(content)}
        src={url}
        poster={media.thumbnailUrl ?? undefined}
        controls
        preload="metadata"
        playsInline
        aria-label={t('conversations.kinds.video')}
      />
    )
  }
  if (content.kind === 'audio')
    return (
      <AudioPlayer
        url={url}
        sizeBytes={media.sizeBytes}
        isVoice={media.isVoice}
        label={t(media.isVoice ? 'conversations.kinds.voice' : 'conversations.kinds.audio')}
      />
    )
  return <DocumentCard content={content} />
}

function DocumentCard({ content }: { content: Content }) {
  const t = useT()
  const bytes = useBytes()
  const { media } = content
  const name = media.filename ?? t('conversations.kinds.document')
  return (
    <a
      className={s.document}
      href={media.downloadUrl ?? media.url ?? undefined}
      download={name}
      rel="noopener"
      aria-label={t('conversations.thread.download', { name })}
    >
      <span className={s.fileSign}>
        <IconFileText size={19} stroke={1.6} aria-hidden />
      </span>
      <span className={s.fileWords}>
        <b>{name}</b>
        <small>{[extensionOf(name, media.mimeType), media.sizeBytes !== null && bytes(media.sizeBytes)].filter(Boolean).join(' · ')}</small>
      </span>
      <IconDownload size={17} stroke={1.7} aria-hidden />
    </a>
  )
}

/** The place it will take, so that nothing moves when it is there. */
function Downloading({ content }: { content: Content }) {
  const t = useT()
  const kindWord = useKindWord()
  const isBox = content.kind === 'image' || content.kind === 'video' || content.kind === 'sticker'
  return (
    <div className={isBox ? s.boxBone : s.lineBone} style={isBox ? boxOf(content) : undefined} role="status">
      <Bone width="100%" height={isBox ? 400 : 40} />
      <span>
        <KindIcon kind={content.kind} size={15} />
        {t('conversations.thread.downloading', { what: kindWord(content.kind) })}
      </span>
    </div>
  )
}

function Lost({ message, content }: Props) {
  const t = useT()
  const queryClient = useQueryClient()
  const { send, sending } = useSend(retryMedia, {
    onDone: (after) => hearMessage(queryClient, after),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  return (
    <div className={s.lost}>
      <IconFileOff size={17} stroke={1.7} aria-hidden />
      <span>{t(`conversations.media_failures.${content.media.failure ?? 'unreachable'}`)}</span>
      <Button
        variant="default"
        size="compact-xs"
        loading={sending}
        leftSection={<IconRefresh size={13} />}
        onClick={() => void send({ id: message.id }).catch(() => {})}
      >
        {t('web.action.retry')}
      </Button>
    </div>
  )
}

const mostWide = 320
const mostHigh = 340

/** Its own shape inside of what a bubble has room for; a square-ish guess while the size is unknown. */
function boxOf({ kind, media }: Content): CSSProperties {
  const [most, high] = kind === 'sticker' ? [132, 132] : [mostWide, mostHigh]
  const [w, h] = [media.width ?? 4, media.height ?? 3]
  const width = Math.round(Math.max(kind === 'sticker' ? 80 : 160, Math.min(most, (high * w) / h)))
  return { width, aspectRatio: `${width} / ${Math.round(Math.min(high, Math.max(72, (width * h) / w)))}` }
}

function extensionOf(name: string, mimeType: string): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]
  return (
    ending ??
    mimeType
      .split('/')[1]
      ?.split(/[.;+-]/)
      .at(-1) ??
    ''
  ).toLocaleUpperCase()
}
