import * as identity from '#identity/server/public.ts'
import { canReadAll, canReadOwn } from '#conversations/contract/permissions.ts'
import { messagesUnderstood } from '#bots/contract/understanding-events.ts'
import { intents, languages, moods } from '#bots/contract/understanding.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Facet, Metric, Report, ReportColumn, ReportQuery, ReportTable } from '#kernel/module.ts'
import * as store from './understandings.store.ts'

/** What people ask for and how they sound, on the board. */
export const metrics: readonly Metric[] = [
  {
    code: 'understanding',
    permission: canReadAll,
    order: 60,
    movedBy: [messagesUnderstood],
    async measure(ctx, query) {
      const rows = await store.counts(ctx, query)
      const sumOf = (of: readonly store.Counted[]): number => of.reduce((sum, { count }) => sum + count, 0)
      const line = (mood: string) => ({
        key: mood,
        points: [
          ...Map.groupBy(
            rows.filter((row) => row.mood === mood),
            (row) => row.at,
          ),
        ].map(([at, of]) => ({ at, value: sumOf(of) })),
      })
      const byIntent = intents
        .map((key) => ({ key, value: sumOf(rows.filter(({ intent }) => intent === key)) }))
        .filter(({ value }) => value > 0)
        .toSorted((one, other) => other.value - one.value)
      return [
        { code: 'intents', shape: 'breakdown', unit: 'count', rows: byIntent },
        { code: 'moods', shape: 'series', unit: 'count', lines: [line('negative'), line('positive')] },
      ]
    },
  },
]

export const reports: readonly Report[] = [{ code: 'understanding', permission: canReadAll, order: 60, groups: ['day', 'brand'], measure }]

const column = (key: string, unit: ReportColumn['unit']): ReportColumn => ({ key, unit })

async function measure(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const group = query.groupBy === 'brand' ? 'brand' : 'day'
  const [rows, brands] = await Promise.all([store.table(ctx, { ...query, group }), group === 'brand' ? identity.brands(ctx) : []])
  const nameOf = (key: string): string => (group === 'day' ? key : (brands.find(({ id }) => id === key)?.name ?? ''))
  return {
    columns: [
      column(group, 'text'),
      column('understood', 'count'),
      ...intents.map((intent) => column(`intent_${intent}`, 'count')),
      column('negative', 'ratio'),
      column('positive', 'ratio'),
    ],
    rows: [...Map.groupBy(rows, ({ key }) => key)].map(([key, of]) => {
      const sum = (pick: (row: store.Row) => number): number => of.reduce((all, row) => all + pick(row), 0)
      const all = sum(({ count }) => count)
      return {
        key,
        href: null,
        cells: [
          nameOf(key),
          all,
          ...intents.map((intent) => of.find((row) => row.intent === intent)?.count ?? 0),
          sum(({ negative }) => negative) / all,
          sum(({ positive }) => positive) / all,
        ],
      }
    }),
    isCut: false,
  }
}

const facet = (column: 'intent' | 'mood' | 'language', options: readonly string[]): Facet => ({
  subject: 'contact',
  code: `bots.${column}`,
  permission: canReadAll,
  type: 'state',
  options,
  ids: (_ctx, { anyOf }) => store.contactsWith(column, anyOf),
})

/** What conversations are about, for their list. */
const topic: Facet = {
  subject: 'conversation',
  code: 'bots.topic',
  permission: canReadOwn,
  type: 'state',
  options: intents.filter((intent) => intent !== 'greeting' && intent !== 'other'),
  ids: (_ctx, { anyOf }) => store.conversationsAbout(anyOf),
  values: (ctx, ids) => store.topicsOf(ctx, ids),
}

/** For segments of contacts: by what they wrote last. */
export const facets: readonly Facet[] = [facet('intent', intents), facet('mood', moods), facet('language', languages), topic]
