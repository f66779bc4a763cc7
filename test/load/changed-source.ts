import { registerHooks } from 'node:module'

export type SourceChange = { file: string; from: string; to: string }

/** For preloads (`--import`): the product with some of its source replaced, to see what it would be without. Throws when the source is another. */
export function changeSource(preload: string, changes: readonly SourceChange[]): void {
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context)
      const change = changes.find(({ file }) => url.endsWith(file))
      if (!change) return loaded
      const source = String(loaded.source)
      if (!source.includes(change.from)) throw new Error(`${change.file} changed: tell ${preload} what to replace`)
      return { ...loaded, source: source.replace(change.from, change.to) }
    },
  })
}
