import { useQueryClient } from '@tanstack/react-query'
import type { InputOf } from '#kernel/contract/declare.ts'
import {
  assignConversation,
  changeLabels,
  changePriority,
  changeState,
  getConversation,
  markUnread,
  releaseConversation,
  takeConversation,
} from '#conversations/contract/api.ts'
import type { Conversation, Priority } from '#conversations/contract/conversation.ts'
import { canAssign } from '#conversations/contract/permissions.ts'
import { hear } from '#conversations/web/inbox/heard.ts'
import { askForNote } from '#conversations/web/routing/transfer-state.ts'
import { ApiProblem } from '#web/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useMay, useSession } from '#web/session.ts'
import { confirm } from '#web/ui/dialog.ts'
import { toast, unsay } from '#web/ui/toast.ts'

/** What is done to a conversation: at once on this screen, taken back with a word when the server refuses. */
type Options = { onDone: (after: Conversation) => void; onProblem: (problem: ApiProblem, text: string) => void }

function useOutcome(): Options {
  const queryClient = useQueryClient()
  return {
    onDone: (after) => {
      hear(queryClient, after)
      queryClient.setQueryData<Conversation>([getConversation.path, { id: after.id }], (last) =>
        last && last.version <= after.version ? { ...after, draft: last.draft } : last,
      )
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'conversation' }),
  }
}

type StateChange = { state: 'open' } | { state: 'resolved' } | { state: 'snoozed'; snoozedUntil: string | null }

export function useChangeState(conversation: Conversation): (change: StateChange) => void {
  const t = useT()
  const { send } = useSend(changeState, {
    ...useOutcome(),
    optimistic: (queryClient, input) =>
      hear(queryClient, {
        ...conversation,
        state: input.state,
        urgency: input.state === 'open' ? openUrgency(conversation) : null,
        snoozedUntil: input.state === 'snoozed' ? input.snoozedUntil : null,
        resolvedAt: input.state === 'resolved' ? new Date().toISOString() : null,
      }),
  })
  return (change) => {
    const before: StateChange =
      conversation.state === 'snoozed' ? { state: 'snoozed', snoozedUntil: conversation.snoozedUntil } : { state: 'open' }
    const told = send({ id: conversation.id, ...change } as InputOf<typeof changeState>)
    const undo = () => void send({ id: conversation.id, ...before } as InputOf<typeof changeState>).catch(() => {})
    told.then(
      () => {
        if (change.state === 'open') void unsay('conversation')
        else void toast({ text: t(`conversations.actions.done_${change.state}`), undo, name: 'conversation' })
      },
      () => {},
    )
  }
}

/** Where it will stand again, until the server says so itself. */
const openUrgency = ({ waitingSince, unreadCount }: Conversation) =>
  waitingSince === null ? 'customer' : unreadCount > 0 ? 'now' : 'ongoing'

/** Takes the conversation; asks first when a colleague has it. */
export function useTake(conversation: Conversation): () => void {
  const t = useT()
  const may = useMay()
  const { person } = useSession()
  const outcome = useOutcome()
  const { send } = useSend(takeConversation, {
    ...outcome,
    optimistic: (queryClient) =>
      hear(queryClient, {
        ...conversation,
        ...(conversation.state === 'pending' && { state: 'open' as const, urgency: openUrgency(conversation) }),
        assigneeId: person.id,
        assigneeName: person.name,
      }),
    onProblem: (problem, text) => {
      if (problem.code !== 'conversations.taken' || !may(canAssign)) outcome.onProblem(problem, text)
    },
  })
  const askToTakeOver = async (name: string) => {
    const isSure = await confirm({
      title: t('conversations.assign.taken_title', { name }),
      text: t('conversations.assign.taken_text'),
      confirm: t('conversations.assign.take_over'),
    })
    if (isSure) await send({ id: conversation.id, takeOver: true })
  }
  return () => {
    send({ id: conversation.id })
      .catch(async (error: unknown) => {
        if (!(error instanceof ApiProblem) || error.code !== 'conversations.taken' || !may(canAssign)) return
        await askToTakeOver(String(error.details['assigneeName'] ?? ''))
      })
      .catch(() => {})
  }
}

export function useAssign(
  conversation: Conversation,
): (to: { assigneeId?: string | null; teamId?: string | null; name?: string | null }) => void {
  const outcome = useOutcome()
  const { send } = useSend(assignConversation, {
    ...outcome,
    // Whoever works on it has to leave word: the dialog asks for it.
    onProblem: (problem, text, input) => {
      if (problem.code !== 'conversations.note_required') outcome.onProblem(problem, text)
      else
        askForNote(conversation.id, input.assigneeId ? { kind: 'person', id: input.assigneeId } : { kind: 'team', id: input.teamId ?? '' })
    },
  })
  const queryClient = useQueryClient()
  return ({ name, ...to }) => {
    const takeBack = hear(queryClient, { ...conversation, ...to, ...(to.assigneeId !== undefined && { assigneeName: name ?? null }) })
    send({ id: conversation.id, ...to }).catch(takeBack)
  }
}

export function useRelease(conversation: Conversation): () => void {
  const { send } = useSend(releaseConversation, {
    ...useOutcome(),
    optimistic: (queryClient) => hear(queryClient, { ...conversation, assigneeId: null, assigneeName: null }),
  })
  return () => void send({ id: conversation.id }).catch(() => {})
}

export function useChangePriority(conversation: Conversation): (priority: Priority) => void {
  const { send } = useSend(changePriority, {
    ...useOutcome(),
    optimistic: (queryClient, { priority }) => hear(queryClient, { ...conversation, priority }),
  })
  return (priority) => void send({ id: conversation.id, priority }).catch(() => {})
}

export function useChangeLabels(conversation: Conversation): (change: { add?: string[]; remove?: string[] }) => void {
  const { send } = useSend(changeLabels, {
    ...useOutcome(),
    optimistic: (queryClient, { add = [], remove = [] }) =>
      hear(queryClient, {
        ...conversation,
        labels: [...new Set([...conversation.labels.filter((label) => !remove.includes(label)), ...add])],
      }),
  })
  return (change) => void send({ id: conversation.id, ...change }).catch(() => {})
}

/** As if nobody had looked: it counts again for whoever is in charge. */
export function useMarkUnread(conversation: Conversation, onDone: () => void): () => void {
  const { send } = useSend(markUnread, { onDone, onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'conversation' }) })
  return () => void send({ id: conversation.id }).catch(() => {})
}
