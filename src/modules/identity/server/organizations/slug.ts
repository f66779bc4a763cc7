import { searchable } from '#kernel/contract/text.ts'

/** `Pollos El Gallo S.A.` → `pollos-el-gallo-s-a`: what may stand in an address, at most 48 characters, never empty. */
export function slugOf(name: string): string {
  const plain = searchable(name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '')
  return plain === '' ? 'negocio' : plain
}

/** The name itself, then with a number: somebody else may have been called the same before. */
export function* slugsFor(name: string): Generator<string> {
  const base = slugOf(name)
  yield base
  for (let n = 2; n < 1000; n++) yield `${base}-${n}`
}
