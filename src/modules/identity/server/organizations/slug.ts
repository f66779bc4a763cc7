import { randomBytes } from 'node:crypto'
import { searchable } from '#kernel/contract/text.ts'

/** `Pollos El Gallo S.A.` → `pollos-el-gallo-s-a`: what may stand in an address, at most 48 characters, never empty. */
export function slugOf(name: string): string {
  const plain = searchable(name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '')
  return plain === '' ? 'negocio' : plain
}

const namesakes = 5

/** The name itself, then with a number, then with letters by chance: however many were called the same before, a few tries do. */
export function* slugsFor(name: string): Generator<string> {
  const base = slugOf(name)
  yield base
  for (let n = 2; n <= namesakes; n++) yield `${base}-${n}`
  for (let n = 0; n < namesakes; n++) yield `${base}-${randomBytes(4).toString('hex')}`
}
