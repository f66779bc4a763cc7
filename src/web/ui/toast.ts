/**
 * A short word at the bottom of the screen: done, undone, refused. Not for what is already visible. Its code loads with
 * the first one, so that it costs nothing before.
 */
export type Toast = {
  text: string
  tone?: 'plain' | 'bad'
  /** Offers to take it back for as long as the toast stands. */
  undo?: () => void
  /** Another way out: `{ label, run }`. */
  action?: { label: string; run: () => void }
  /** Replaces the toast of the same name instead of piling up. */
  name?: string
  /** Milliseconds; `false` keeps it until it is closed. 4,500 when absent, 7,000 with an action. */
  stay?: number | false
}

export async function toast(word: Toast): Promise<void> {
  const { show } = await import('#web/ui/toast-kit.tsx')
  show(word)
}
