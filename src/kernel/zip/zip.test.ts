import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { zip, type ZipEntry } from './zip.ts'

const at = new Date('2026-11-21T12:30:10Z')
async function written(entries: ZipEntry[]): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of zip(entries)) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** The directory at the end, as any unpacker reads it. */
function read(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const files = new Map<string, Buffer>()
  let place = archive.readUInt32LE(end + 16)
  for (let i = 0; i < archive.readUInt16LE(end + 10); i++) {
    const [packed, length, start] = [archive.readUInt32LE(place + 20), archive.readUInt16LE(place + 28), archive.readUInt32LE(place + 42)]
    const name = archive.toString('utf8', place + 46, place + 46 + length)
    const body = start + 30 + archive.readUInt16LE(start + 26)
    files.set(name, inflateRawSync(archive.subarray(body, body + packed)))
    place += 46 + length
  }
  return files
}

test('an archive holds its files as they were, with names in any alphabet', async () => {
  const big = Buffer.alloc(700_000, 'datos ')
  const archive = await written([
    { name: 'índice.html', at, content: [Buffer.from('<h1>Año</h1>')] },
    { name: 'archivos/vacío.txt', at, content: [] },
    { name: 'archivos/grande.bin', at, content: [big.subarray(0, 300_000), big.subarray(300_000)] },
  ])
  const files = read(archive)
  assert.deepEqual([...files.keys()], ['índice.html', 'archivos/vacío.txt', 'archivos/grande.bin'])
  assert.equal(files.get('índice.html')?.toString(), '<h1>Año</h1>')
  assert.ok(files.get('archivos/grande.bin')?.equals(big))
  assert.ok(archive.length < 20_000)
})

test('another program unpacks it and finds nothing wrong', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'yapa-zip-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'a.zip')
  await writeFile(path, await written([{ name: 'datos.json', at, content: [Buffer.from('{"a":1}')] }]))
  const script =
    'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; sys.stdout.write(z.read("datos.json").decode())'
  try {
    assert.equal(execFileSync('python3', ['-c', script, path]).toString(), '{"a":1}')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    // No Python here: what we read ourselves above has to do.
    assert.ok((await readFile(path)).length > 0)
  }
})

test('a content that cannot be read ends the archive instead of being cut short in it', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('half')
    throw new Error('the disk is gone')
  }
  await assert.rejects(written([{ name: 'a', at, content: broken() }]), /the disk is gone/)
})
