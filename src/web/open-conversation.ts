import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { type T, useT } from '#web/i18n/i18n.tsx'
import { bring } from '#web/late-code.ts'
import type { Command, ConversationAction, ConversationCommand, OpenConversation } from '#web/module.ts'
import { conversationCommandsFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'
import { register } from '#web/shortcuts.ts'
import { toast } from '#web/ui/toast.ts'

/** What other modules can do with the conversation that is on screen: on its key and in the palette, as long as it is there. */
let open: { conversation: OpenConversation; t: T } | null = null

export function useConversationCommands({ id, contactId, contactName }: OpenConversation): void {
  const t = useT()
  const session = useSession()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  useEffect(() => {
    const conversation = { id, contactId, contactName }
    const own = { conversation, t }
    open = own
    const go = (to: string) => void navigate({ to })
    const stops = conversationCommandsFor(session).map(({ keys, label, action }) =>
      register({ keys, label, run: () => void act(action, { conversation, go, queryClient, t }) }),
    )
    return () => {
      stops.forEach((stop) => stop())
      if (open === own) open = null
    }
  }, [t, session, queryClient, navigate, id, contactId, contactName])
}

/** For the palette: nothing while no conversation is open. */
export const asCommands = (commands: readonly ConversationCommand[]): Command[] => {
  const here = open
  return here === null ? [] : commands.map(({ action, ...command }) => ({ ...command, run: (on) => void act(action, { ...on, ...here }) }))
}

/** What is done comes with the first time; what keeps it away is said. */
async function act(action: ConversationCommand['action'], on: Parameters<ConversationAction>[0]): Promise<void> {
  const brought = await bring(action)
  if ('code' in brought) return brought.code(on)
  void toast({ text: on.t(`web.part.${brought.hindrance}`), tone: 'bad' })
}
