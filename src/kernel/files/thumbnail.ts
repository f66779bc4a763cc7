import { randomUUID } from 'node:crypto'
import { access, rename, rm } from 'node:fs/promises'
import sharp from 'sharp'
import { maxPixels } from '#kernel/files/recognise.ts'

/** Longest side in pixels. A closed list: each size of each picture is kept on the disk. */
const thumbnailSizes = [96, 240, 480, 960] as const
export type ThumbnailSize = (typeof thumbnailSizes)[number]

export const thumbnailSizeOf = (text: string): ThumbnailSize | undefined => thumbnailSizes.find((size) => String(size) === text)

/** Makes thumbnails as WebP beside their picture, two at a time, each one once. */
export function openThumbnails(): (picture: string, size: ThumbnailSize) => Promise<string> {
  const underWay = new Map<string, Promise<string>>()
  const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()]
  let turn = 0

  return async (picture, size) => {
    const path = `${picture}.${size}.webp`
    if (await exists(path)) return path
    const known = underWay.get(path)
    if (known) return known
    const lane = turn++ % lanes.length
    const made = (lanes[lane] ?? Promise.resolve()).then(() => make(picture, size, path))
    lanes[lane] = made.catch(() => {})
    underWay.set(path, made)
    try {
      return await made
    } finally {
      underWay.delete(path)
    }
  }
}

async function make(picture: string, size: ThumbnailSize, path: string): Promise<string> {
  const draft = `${path}.${randomUUID()}`
  try {
    // The first frame, turned upright; what the camera wrote about place and owner is left behind.
    await sharp(picture, { limitInputPixels: maxPixels, pages: 1, failOn: 'none', sequentialRead: true })
      .autoOrient()
      .resize(size, size, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 78, effort: 3 })
      .timeout({ seconds: 20 })
      .toFile(draft)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  return path
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
