import type { z } from 'zod'
import type { Endpoint } from '#kernel/contract/declare.ts'
import { useSend } from '#web/query.ts'
import { confirm } from '#web/ui/dialog.ts'
import { toast } from '#web/ui/toast.ts'

type One = { id: string }
type Kind<C, U> = {
  api: { list: Endpoint; create: C; update: U; remove: Endpoint<z.ZodType<One, One>> }
  /** What is asked before a view is deleted, by its name, and the word that does it. */
  asks: (name: string) => { title: string; confirm: string }
  /** Leads away from the view that is no more. */
  onGone: () => void
}

/** What can be done with saved views. What fails is said, but of a name by the window that asked for it; whoever asked hears of it too. */
export function useViewActions<C extends Endpoint, U extends Endpoint>({ api, asks, onGone }: Kind<C, U>) {
  const invalidates = [api.list]
  const options = { invalidates, onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad' as const }) }
  const { send: create } = useSend(api.create, { invalidates })
  const { send: rename } = useSend(api.update, { invalidates })
  const { send: update } = useSend(api.update, options)
  const { send: remove } = useSend(api.remove, options)
  return {
    create,
    rename,
    update,
    remove: async ({ id, name }: One & { name: string }): Promise<void> => {
      if (await confirm({ ...asks(name), isDangerous: true })) await remove({ id }).then(onGone, () => {})
    },
  }
}
