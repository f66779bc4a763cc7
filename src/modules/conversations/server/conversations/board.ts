import * as events from '#conversations/contract/events.ts'
import { canReadAll } from '#conversations/contract/permissions.ts'
import * as channels from '#conversations/server/channels/channels.store.ts'
import type { Figure, Metric } from '#kernel/module.ts'
import * as store from './board.store.ts'

/** The board's figures. Those of "now" do not depend on the period; the others count the moments inside of it. */
export const metrics: readonly Metric[] = [
  {
    code: 'standing',
    permission: canReadAll,
    order: 10,
    movedBy: [
      events.conversationOpened,
      events.conversationResolved,
      events.conversationReopened,
      events.conversationSnoozed,
      events.conversationWoken,
      events.conversationAssigned,
      events.messageReceived,
      events.messageSent,
    ],
    async measure(ctx, { brandId }) {
      const now = await store.standing(ctx, brandId)
      const longest = now.longestWaitSince === null ? null : Math.max(0, (ctx.now.getTime() - Date.parse(now.longestWaitSince)) / 1000)
      const count = (code: string, value: number): Figure => ({
        code,
        shape: 'number',
        unit: 'count',
        value,
        isNow: true,
        lowerIsBetter: true,
      })
      return [
        count('open', now.open),
        count('waiting', now.waiting),
        count('unassigned', now.unassigned),
        count('snoozed', now.snoozed),
        { code: 'longest_wait', shape: 'number', unit: 'seconds', value: longest, isNow: true, lowerIsBetter: true },
      ]
    },
  },
  {
    code: 'turnover',
    permission: canReadAll,
    order: 20,
    movedBy: [events.conversationOpened, events.conversationResolved, events.conversationReopened],
    async measure(ctx, query) {
      const { opened, resolved } = await store.turnover(ctx, query)
      return [
        { code: 'opened', shape: 'number', unit: 'count', value: opened },
        { code: 'resolved', shape: 'number', unit: 'count', value: resolved },
      ]
    },
  },
  {
    code: 'first_response',
    permission: canReadAll,
    order: 30,
    movedBy: [events.messageSent],
    async measure(ctx, query) {
      const { median, p90, count } = await store.firstReplies(ctx, query)
      return [
        { code: 'first_response_median', shape: 'number', unit: 'seconds', value: median, lowerIsBetter: true },
        { code: 'first_response_p90', shape: 'number', unit: 'seconds', value: p90, lowerIsBetter: true },
        { code: 'first_responses', shape: 'number', unit: 'count', value: count },
      ]
    },
  },
  {
    code: 'volume',
    permission: canReadAll,
    order: 40,
    movedBy: [events.messageReceived, events.messageSent],
    async measure(ctx, query) {
      const rows = await store.volume(ctx, query)
      const names = new Map((await channels.list(ctx)).map(({ id, name }) => [id, name]))
      const line = (direction: 'in' | 'out') => ({
        key: direction,
        points: [
          ...Map.groupBy(
            rows.filter((row) => row.direction === direction),
            (row) => row.at,
          ),
        ].map(([at, of]) => ({ at, value: sum(of) })),
      })
      const byChannel = [...Map.groupBy(rows, (row) => row.channelId)].map(([key, of]) => ({
        key,
        name: names.get(key) ?? '',
        value: sum(of),
      }))
      return [
        { code: 'messages', shape: 'series', unit: 'count', lines: [line('in'), line('out')] },
        { code: 'messages_by_channel', shape: 'breakdown', unit: 'count', rows: byChannel.toSorted((a, b) => b.value - a.value) },
      ]
    },
  },
]

const sum = (rows: readonly store.Volume[]): number => rows.reduce((all, row) => all + row.count, 0)
