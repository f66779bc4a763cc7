import { inflateRawSync } from 'node:zlib'
import { Unreadable } from '#kernel/sheet/unreadable.ts'

const localHeader = 0x04034b50
const mostParts = 5_000
/** Sizes that stand elsewhere, in the extra field of large archives. */
const elsewhere = 0xffffffff

/**
 * Walks an archive as whoever unpacks it from the front will, and refuses (`too-large-inside`) one whose parts would
 * take more than `mostBytes`, by what they say or by what they really are: kilobytes can unfold into gigabytes. Answers
 * the parts that `isWanted`, unpacked.
 */
export function unpacked(archive: Buffer, isWanted: (path: string) => boolean, mostBytes: number): Map<string, Buffer> {
  const parts = new Map<string, Buffer>()
  let left = mostBytes
  for (let at = 0, count = 0; at + 30 <= archive.length && archive.readUInt32LE(at) === localHeader; count++) {
    if (count === mostParts) throw new Unreadable('too-large-inside')
    const part = headerAt(archive, at)
    if (part.size > left) throw new Unreadable('too-large-inside')
    const { content, taken } = contentOf(archive, part, left)
    left -= content.length
    if (isWanted(part.path)) parts.set(part.path, content)
    at = part.from + taken + (part.hasTrailer ? trailerLength(archive, part.from + taken) : 0)
  }
  if (parts.size === 0) throw new Unreadable('not-a-workbook')
  return parts
}

type Part = { path: string; method: number; packedSize: number | null; size: number; from: number; hasTrailer: boolean }

function headerAt(archive: Buffer, at: number): Part {
  const flags = archive.readUInt16LE(at + 6)
  const nameEnd = at + 30 + archive.readUInt16LE(at + 26)
  const from = nameEnd + archive.readUInt16LE(at + 28)
  // Encrypted: nobody here knows the password.
  if (from > archive.length || (flags & 1) === 1) throw new Unreadable('not-a-workbook')
  let packed = archive.readUInt32LE(at + 18)
  let size = archive.readUInt32LE(at + 22)
  if (packed === elsewhere || size === elsewhere) ({ packed, size } = largeSizes(archive.subarray(nameEnd, from)))
  const hasTrailer = (flags & 8) === 8
  return {
    path: archive.toString('utf8', at + 30, nameEnd),
    method: archive.readUInt16LE(at + 8),
    packedSize: hasTrailer && packed === 0 ? null : packed,
    size,
    from,
    hasTrailer,
  }
}

function largeSizes(extra: Buffer): { packed: number; size: number } {
  for (let at = 0; at + 20 <= extra.length; at += 4 + extra.readUInt16LE(at + 2))
    if (extra.readUInt16LE(at) === 1) return { size: Number(extra.readBigUInt64LE(at + 4)), packed: Number(extra.readBigUInt64LE(at + 12)) }
  throw new Unreadable('not-a-workbook')
}

function contentOf(archive: Buffer, { method, packedSize, from }: Part, mostBytes: number): { content: Buffer; taken: number } {
  const packed = archive.subarray(from, packedSize === null ? archive.length : from + packedSize)
  if (method === 0 && packedSize !== null) return { content: packed, taken: packed.length }
  if (method !== 8) throw new Unreadable('not-a-workbook')
  try {
    // `info` also tells how much was taken, where the header does not say where the part ends.
    const { buffer, engine } = inflateRawSync(packed, { maxOutputLength: Math.max(1, mostBytes), info: true }) as unknown as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    return { content: buffer, taken: packedSize ?? engine.bytesWritten }
  } catch (error) {
    throw new Unreadable((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large-inside' : 'not-a-workbook')
  }
}

/** What follows a part whose size was not known before it was written: a checksum and sizes of four or eight bytes, signed or not. */
function trailerLength(archive: Buffer, at: number): number {
  const isSigned = at + 4 <= archive.length && archive.readUInt32LE(at) === 0x08074b50
  const short = (isSigned ? 4 : 0) + 12
  const isNext = (length: number): boolean =>
    at + length + 4 <= archive.length && [localHeader, 0x02014b50].includes(archive.readUInt32LE(at + length))
  return isNext(short) ? short : short + 8
}
