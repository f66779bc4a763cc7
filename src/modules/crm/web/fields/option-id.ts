import { plain } from '#web/fits.ts'

/** `Zona Sur` → `zona-sur`, numbered when it exists; remembers it in `taken`. */
export function optionId(label: string, taken: Set<string>): string {
  const base =
    plain(label)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 36) || 'opcion'
  let id = base
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`
  taken.add(id)
  return id
}
