import { crc32, createDeflateRaw } from 'node:zlib'

/** A file of the archive: a path with slashes, unique in it, and its content. */
export type ZipEntry = { name: string; at: Date; content: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }

const deflated = 8
/** Sizes follow the content (bit 3) and names are UTF-8 (bit 11). */
const flags = 0x0808
const version = 20
const largest = 0xffff_ffff

/**
 * Writes a ZIP archive (PKWARE APPNOTE 6.3, without ZIP64) as its entries come: nothing is held in memory but one piece.
 * Throws when an entry or the archive passes 4 GiB.
 */
export async function* zip(entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = []
  let offset = 0
  for await (const { name, at, content } of entries) {
    const path = Buffer.from(name, 'utf8')
    const start = offset
    const head = Buffer.concat([header(0x04034b50, [version, flags, deflated, ...dosTime(at)], [0, 0, 0], [path.length, 0]), path])
    yield head
    const sums = { crc: 0, plain: 0, packed: 0 }
    for await (const piece of deflate(content, sums)) yield piece
    offset += head.length + sums.packed + 16
    if (sums.plain > largest || offset > largest) throw new Error('a ZIP archive without ZIP64 ends at 4 GiB')
    yield header(0x08074b50, [], [sums.crc, sums.packed, sums.plain], [])
    directory.push(
      Buffer.concat([
        header(
          0x02014b50,
          [version, version, flags, deflated, ...dosTime(at)],
          [sums.crc, sums.packed, sums.plain],
          [path.length, 0, 0, 0, 0],
        ),
        words([0, start]),
        path,
      ]),
    )
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0)
  for (const one of directory) yield one
  yield Buffer.concat([header(0x06054b50, [0, 0, directory.length, directory.length], [size, offset], []), Buffer.alloc(2)])
}

async function* deflate(content: ZipEntry['content'], sums: { crc: number; plain: number; packed: number }): AsyncGenerator<Uint8Array> {
  const packer = createDeflateRaw()
  const feeding = (async () => {
    for await (const piece of content) {
      sums.crc = crc32(piece, sums.crc)
      sums.plain += piece.length
      if (!packer.write(piece)) await new Promise<void>((resolve) => packer.once('drain', () => resolve()))
    }
    packer.end()
  })()
  // A content that cannot be read ends the archive: half a file would pass for a whole one.
  feeding.catch((error: Error) => packer.destroy(error))
  for await (const piece of packer as AsyncIterable<Uint8Array>) {
    sums.packed += piece.length
    yield piece
  }
  await feeding
}

/** Two numbers of 16 bits: time and day in two-second steps, as DOS counted them. */
const dosTime = (at: Date): [number, number] => [
  (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  (Math.max(0, at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
]

const halves = (values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, i) => bytes.writeUInt16LE(value, i * 2))
  return bytes
}
const words = (values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, i) => bytes.writeUInt32LE(value >>> 0, i * 4))
  return bytes
}
const header = (signature: number, before: readonly number[], sizes: readonly number[], after: readonly number[]): Buffer =>
  Buffer.concat([words([signature]), halves(before), words(sizes), halves(after)])
