export type Messages = { [word: string]: string | Messages }

/** Files to one tree: `../../modules/crm/web/locales/es.json` goes under `crm`, the kernel's under `kernel`, ours under `web`. */
export function treeOf(files: Record<string, unknown>): Messages {
  const tree: Messages = {}
  for (const [path, words] of Object.entries(files)) {
    const module = /modules\/([a-z-]+)\//.exec(path)?.[1] ?? (path.includes('/kernel/') ? 'kernel' : 'web')
    tree[module] = words as Messages
  }
  return tree
}

/** Several trees in one; of two that know a module, both speak, the later one where they say the same section. */
export function layered(...trees: readonly Messages[]): Messages {
  const all: Messages = {}
  for (const tree of trees)
    for (const [module, words] of Object.entries(tree)) all[module] = { ...(all[module] as Messages | undefined), ...(words as Messages) }
  return all
}
