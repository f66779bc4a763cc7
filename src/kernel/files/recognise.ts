import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import sharp from 'sharp'
import { tooManyPixels } from '#kernel/files/problems.ts'

export type FileKind = 'image' | 'audio' | 'video' | 'document'
export type Recognised = { mime: string; kind: FileKind; width: number | null; height: number | null }

/** Pixels of all frames together that we are ready to unfold in memory: 60 million are 240 MB. */
export const maxPixels = 60_000_000

// One picture at a time per call, and none kept in memory afterwards: the server's memory is for its people.
sharp.cache(false)
sharp.concurrency(1)

/** Pictures that every browser shows and that we can read ourselves. All others are documents. */
const pictures = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'])

/** Other names of the same thing. */
const usualNames: Record<string, string> = {
  'image/apng': 'image/png',
  'audio/x-m4a': 'audio/mp4',
  'audio/vnd.wave': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/x-flac': 'audio/flac',
}

/**
 * What a content is, from its own bytes. The declared type and the name are only asked where bytes cannot tell: whether
 * a container holds sound or film, and whether text is a table. Text is text: HTML and SVG get no type that a browser
 * would run. Throws `kernel.too_many_pixels`.
 */
export async function recognise(path: string, given: { name: string; declaredMime?: string | undefined }): Promise<Recognised> {
  const sniffed = (await fileTypeFromFile(path).catch(() => undefined))?.mime
  const mime =
    sniffed === undefined ? await textOrBytes(path, given.name) : withDeclared(usualNames[sniffed] ?? sniffed, given.declaredMime)
  const bare = mime.split(';')[0] ?? mime
  if (pictures.has(bare)) return picture(path, bare)
  const [family = ''] = bare.split('/')
  if (family === 'audio' || family === 'video') return { mime, kind: family, width: null, height: null }
  return { mime, kind: 'document', width: null, height: null }
}

async function picture(path: string, mime: string): Promise<Recognised> {
  const metadata = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined)
  const { width = 0, height = 0 } = metadata?.autoOrient ?? {}
  // Broken pictures are kept as what they are, bytes, and never shown.
  if (!metadata || width === 0 || height === 0) return { mime: 'application/octet-stream', kind: 'document', width: null, height: null }
  const pixels = width * height * (metadata.pages ?? 1)
  if (width * height > maxPixels || pixels > maxPixels * 10) throw tooManyPixels({ megapixels: Math.round(pixels / 1_000_000) })
  return { mime, kind: 'image', width, height }
}

/** `video/webm` that was recorded as `audio/webm` is sound: the same container, and only the sender knows. */
function withDeclared(mime: string, declared: string | undefined): string {
  const [family = '', container = ''] = mime.split('/')
  const [declaredFamily = '', declaredRest = ''] = (declared ?? '').toLowerCase().split('/')
  const isSameContainer = (declaredRest.split(';')[0] ?? '').trim() === container
  return family === 'video' && declaredFamily === 'audio' && isSameContainer ? `audio/${container}` : mime
}

async function textOrBytes(path: string, name: string): Promise<string> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0)
    const head = buffer.subarray(0, bytesRead)
    if (head.includes(0)) return 'application/octet-stream'
    // The last character of the piece may be cut in the middle.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: bytesRead === buffer.length })
    return /\.csv$/i.test(name) ? 'text/csv' : 'text/plain'
  } catch {
    return 'application/octet-stream'
  } finally {
    await file.close()
  }
}
