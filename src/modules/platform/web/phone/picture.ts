/** A picture made small enough to travel inside a message. */
export type Picture = { mimeType: 'image/jpeg' | 'image/png'; bytes: string; blob: Blob }

const mostBytes = 1_900_000
const longestSide = 1_600
const steps = [
  { side: longestSide, quality: 0.85 },
  { side: longestSide, quality: 0.7 },
  { side: 1_200, quality: 0.65 },
  { side: 900, quality: 0.6 },
]

/** Pictures of telephones are larger than needed: they become JPEG, at most 1600 pixels and 1.9 MB. Throws when it is no picture. */
export async function pictureOf(file: Blob): Promise<Picture> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
  try {
    const isSmall = file.size <= mostBytes && Math.max(bitmap.width, bitmap.height) <= longestSide
    if (isSmall && (file.type === 'image/jpeg' || file.type === 'image/png')) return await read(file, file.type)
    for (const { side, quality } of steps) {
      const blob = await draw(bitmap, side, quality)
      if (blob.size <= mostBytes) return await read(blob, 'image/jpeg')
    }
    throw new RangeError('too large')
  } finally {
    bitmap.close()
  }
}

function draw(bitmap: ImageBitmap, side: number, quality: number): Promise<Blob> {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  // JPEG has no transparency: what was seen through becomes paper.
  pen.fillStyle = 'white'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('not drawn'))), 'image/jpeg', quality),
  )
}

async function read(blob: Blob, mimeType: Picture['mimeType']): Promise<Picture> {
  const address = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error ?? new Error('not read'))
    reader.readAsDataURL(blob)
  })
  return { mimeType, bytes: address.slice(address.indexOf(',') + 1), blob }
}

/** The bytes of an answer as a blob. */
export function blobOf(bytes: string, mimeType: string): Blob {
  const text = atob(bytes)
  const array = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) array[i] = text.charCodeAt(i)
  return new Blob([array], { type: mimeType })
}
