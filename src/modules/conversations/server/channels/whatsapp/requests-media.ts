import type { Checker } from './limits.ts'
import type { MediaSource, OutboundContent } from './outbound.ts'

/** `{ id }` or `{ link }` as the provider wants it. */
export function sourceOf(media: MediaSource, where: string, check: Checker): Record<string, string> {
  if ('id' in media) {
    check.format(where, media.id !== '')
    return { id: media.id }
  }
  check.text('media.link', where, media.link)
  check.format(where, /^https?:\/\//.test(media.link))
  return { link: media.link }
}

type MediaContent = Extract<OutboundContent, { media: MediaSource }>

/** The payload of a file, with the caption and the name where the kind shows them. */
export function mediaOf(content: MediaContent, check: Checker): Record<string, unknown> {
  const hasCaption = content.type !== 'audio' && content.type !== 'sticker'
  if (hasCaption) check.text('media.caption', 'caption', content.caption, false)
  // Silently dropped by the provider, so it would be lost without anybody noticing.
  else check.format('caption', !content.caption)
  check.text('document.file-name', 'fileName', content.fileName, false)
  return {
    type: content.type,
    [content.type]: {
      ...sourceOf(content.media, 'media', check),
      ...(hasCaption && content.caption && { caption: content.caption }),
      ...(content.type === 'document' && content.fileName && { filename: content.fileName }),
      ...(content.type === 'audio' && content.isVoice && { voice: true }),
    },
  }
}
