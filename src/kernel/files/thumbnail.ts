import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import { isFull } from '#kernel/files/content.ts'
import { maxPixels } from '#kernel/files/recognise.ts'

/** Longest side in pixels. A closed list: each size of each picture is kept on the disk. */
const thumbnailSizes = [96, 240, 480, 960] as const
export type ThumbnailSize = (typeof thumbnailSizes)[number]

export const thumbnailSizeOf = (text: string): ThumbnailSize | undefined => thumbnailSizes.find((size) => String(size) === text)

/** Makes thumbnails as WebP and keeps them beside their picture, two at a time, each one once. */
export function openThumbnails(): (picture: string, size: ThumbnailSize) => Promise<Buffer> {
  const underWay = new Map<string, Promise<Buffer>>()
  const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()]
  let turn = 0

  const inTurn = (picture: string, size: ThumbnailSize, path: string): Promise<Buffer> => {
    const lane = turn++ % lanes.length
    const made = (lanes[lane] ?? Promise.resolve()).then(() => make(picture, size, path))
    lanes[lane] = made.catch(() => {})
    return made
  }

  return (picture, size) => {
    const path = `${picture}.${size}.webp`
    const known = underWay.get(path)
    if (known) return known
    const brought = readFile(path)
      .catch(() => inTurn(picture, size, path))
      .finally(() => underWay.delete(path))
    underWay.set(path, brought)
    return brought
  }
}

async function make(picture: string, size: ThumbnailSize, path: string): Promise<Buffer> {
  // The first frame, turned upright; what the camera wrote about place and owner is left behind.
  const thumbnail = await sharp(picture, { limitInputPixels: maxPixels, pages: 1, failOn: 'none', sequentialRead: true })
    .autoOrient()
    .resize(size, size, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 78, effort: 3 })
    .timeout({ seconds: 20 })
    .toBuffer()
  await keep(path, thumbnail)
  return thumbnail
}

/** On a full disk it is made anew each time: who looks at a picture has no use for knowing. */
async function keep(path: string, thumbnail: Buffer): Promise<void> {
  const draft = `${path}.${randomUUID()}`
  try {
    await writeFile(draft, thumbnail)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    if (!isFull(error)) throw error
  }
}
