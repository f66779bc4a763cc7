import { priorities } from '#conversations/contract/priorities.ts'
import { Priority } from '#conversations/contract/conversation.ts'
import { changeLabelsOf, changePriorityOf } from '#conversations/server/conversations/states.ts'
import { assign } from '#conversations/server/conversations/assignment.ts'
import { conversationNotFound } from '#conversations/server/problems.ts'
import * as identity from '#identity/server/public.ts'
import type { Action, ActionSubject } from '#kernel/action.ts'

const of = ({ conversationId }: ActionSubject): string => {
  if (conversationId === null) throw conversationNotFound()
  return conversationId
}

/** What others may have done with a conversation: the flows of bots. */
export const actions: readonly Action[] = [
  {
    code: 'conversations.add-label',
    order: 40,
    fields: [{ name: 'label', kind: 'text', isRequired: true }],
    async run(ctx, { label = '' }, about) {
      const name = label.trim().slice(0, 40)
      if (name !== '') await changeLabelsOf(ctx, { id: of(about), add: [name], remove: [] })
      return {}
    },
  },
  {
    code: 'conversations.set-priority',
    order: 50,
    fields: [
      {
        name: 'priority',
        kind: 'choice',
        isRequired: true,
        choices: async (ctx) => priorities.map((value) => ({ value, label: ctx.t(`conversations.priorities.${value}`) })),
      },
    ],
    async run(ctx, { priority = '' }, about) {
      const wanted = Priority.safeParse(priority)
      if (wanted.success) await changePriorityOf(ctx, { id: of(about), priority: wanted.data })
      return {}
    },
  },
  {
    code: 'conversations.assign-team',
    order: 60,
    fields: [
      {
        name: 'team',
        kind: 'choice',
        isRequired: true,
        choices: async (ctx) => (await identity.teams(ctx)).map(({ id, name }) => ({ value: id, label: name })),
      },
    ],
    async run(ctx, { team = '' }, about) {
      await assign(ctx, { id: of(about), teamId: team })
      return {}
    },
  },
]
