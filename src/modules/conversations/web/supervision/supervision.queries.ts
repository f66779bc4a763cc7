import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { assignConversation } from '#conversations/contract/api.ts'
import type { ConversationCard } from '#conversations/contract/conversation.ts'
import { getSupervision } from '#conversations/contract/supervision-api.ts'
import type { AgentLoad, Supervision } from '#conversations/contract/supervision.ts'
import { askForNote } from '#conversations/web/routing/transfer-state.ts'
import type { SupervisionSearch } from '#conversations/web/supervision/supervision-search.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useHappening, useTopic } from '#web/live-hooks.ts'
import { useApi, useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

const topic = 'conversations.inbox'
/** Several things happen in the same second; it is asked for again once. */
const gatherMs = 700
/** Targets pass without anything happening. */
const everyMs = 30_000

export function useSupervision({ equipo, marca }: SupervisionSearch) {
  const queryClient = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useTopic(topic)
  useHappening(topic, () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void queryClient.invalidateQueries({ queryKey: [getSupervision.path] })
    }, gatherMs)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  const input = { ...(equipo && { teamId: equipo }), ...(marca && { brandId: marca }) }
  return useApi(getSupervision, input, { keepsPrevious: true, refetchInterval: everyMs })
}

/** Gives a conversation to somebody; where a note is asked for, the dialog asks. */
export function useReassign(): (
  card: Pick<ConversationCard, 'id' | 'contactName' | 'assigneeId'>,
  to: Pick<AgentLoad, 'personId' | 'name'>,
) => void {
  const t = useT()
  const { send } = useSend(assignConversation, {
    invalidates: [getSupervision],
    onProblem: (problem, text, input) => {
      if (problem.code === 'conversations.note_required') askForNote(input.id, { kind: 'person', id: input.assigneeId ?? '' })
      else void toast({ text, tone: 'bad', name: 'supervision' })
    },
  })
  return (card, to) => {
    if (card.assigneeId === to.personId) return
    send({ id: card.id, assigneeId: to.personId }).then(
      () => void toast({ text: t('conversations.supervision.given', { contact: card.contactName, name: to.name }), name: 'supervision' }),
      () => {},
    )
  }
}

/** Figures of the whole view. */
export function sumsOf({ teams, agents, waitingCount }: Supervision) {
  const sum = (of: (team: Supervision['teams'][number]) => number): number => teams.reduce((total, team) => total + of(team), 0)
  return {
    waiting: waitingCount,
    unassigned: sum(({ unassigned }) => unassigned),
    late: sum(({ late }) => late),
    oldest: teams.flatMap(({ oldestWaitSince }) => oldestWaitSince ?? []).toSorted()[0] ?? null,
    online: agents.filter(({ availability }) => availability.status === 'online').length,
    people: agents.length,
  }
}
