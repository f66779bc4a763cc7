/** Files that WhatsApp takes, by the kind of message they become. Sizes in bytes. */

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'

const MB = 1024 * 1024

export const MEDIA_RULES: Record<MediaKind, { maxBytes: number; mimeTypes: readonly string[] | 'any' }> = {
  image: { maxBytes: 5 * MB, mimeTypes: ['image/jpeg', 'image/png'] },
  video: { maxBytes: 16 * MB, mimeTypes: ['video/mp4', 'video/3gpp'] },
  audio: { maxBytes: 16 * MB, mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'] },
  document: { maxBytes: 100 * MB, mimeTypes: 'any' },
  sticker: { maxBytes: 500 * 1024, mimeTypes: ['image/webp'] },
}

/** A sticker that does not move has a tighter limit. */
export const STATIC_STICKER_BYTES = 100 * 1024

export type MediaProblem = 'mime_not_accepted' | 'too_large' | 'empty'

/** `audio/ogg; codecs=opus` to `audio/ogg`; the names that browsers and telephones use for the same thing to the provider's. */
export function bareMime(mimeType: string): string {
  const bare = (mimeType.split(';')[0] ?? '').trim().toLowerCase()
  return synonyms.get(bare) ?? bare
}

const synonyms = new Map([
  ['image/jpg', 'image/jpeg'],
  ['audio/mp3', 'audio/mpeg'],
  ['audio/x-m4a', 'audio/mp4'],
  ['audio/m4a', 'audio/mp4'],
  ['audio/opus', 'audio/ogg'],
  ['video/3gp', 'video/3gpp'],
])

/** The kind under which a file is shown best in the chat; what no kind takes goes as a document. */
export function kindFor(mimeType: string, sizeBytes: number): MediaKind {
  const bare = bareMime(mimeType)
  for (const kind of ['image', 'video', 'audio'] as const) {
    const { mimeTypes, maxBytes } = MEDIA_RULES[kind]
    if (mimeTypes !== 'any' && mimeTypes.includes(bare) && sizeBytes <= maxBytes) return kind
  }
  return 'document'
}

/** Null when the provider takes the file as this kind. `isAnimated` matters to stickers only. */
export function problemOf(kind: MediaKind, mimeType: string, sizeBytes: number, isAnimated = false): MediaProblem | null {
  const { mimeTypes, maxBytes } = MEDIA_RULES[kind]
  if (sizeBytes <= 0) return 'empty'
  if (mimeTypes !== 'any' && !mimeTypes.includes(bareMime(mimeType))) return 'mime_not_accepted'
  const limit = kind === 'sticker' && !isAnimated ? STATIC_STICKER_BYTES : maxBytes
  return sizeBytes > limit ? 'too_large' : null
}
