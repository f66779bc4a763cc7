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
