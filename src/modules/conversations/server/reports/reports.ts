import * as identity from '#identity/server/public.ts'
import { canReadAll, canReadOwn, canReadTeam } from '#conversations/contract/permissions.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Report, ReportCell, ReportColumn, ReportQuery, ReportSpan, ReportTable } from '#kernel/module.ts'
import { type Durations, durationsOf, openSeconds, plainSeconds } from './durations.ts'
import { namesOf } from './names.ts'
import * as presence from './presence.store.ts'
import * as store from './reports.store.ts'

const groups = ['agent', 'team', 'channel', 'brand', 'hour', 'day'] as const

const columns = (...all: [string, ReportColumn['unit']][]): ReportColumn[] => all.map(([key, unit]) => ({ key, unit }))
const groupOf = ({ groupBy }: ReportQuery): store.Group => groups.find((group) => group === groupBy) ?? 'agent'

/** The tables of the inbox. Each shows what its asker may see: rights narrow the rows, not the choice of tables. */
export const reports: readonly Report[] = [
  { code: 'volume', permission: canReadOwn, order: 10, groups, measure: volume },
  { code: 'response', permission: canReadOwn, order: 20, groups, measure: response },
  { code: 'agents', permission: canReadOwn, order: 30, groups: [], measure: agents },
  { code: 'conversations', permission: canReadOwn, order: 40, groups: [], measure: conversations },
]

async function volume(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const group = groupOf(query)
  const [rows, nameOf] = await Promise.all([store.volume(ctx, query, group), namesOf(ctx, group)])
  return {
    columns: columns([group, 'text'], ['opened', 'count'], ['received', 'count'], ['sent', 'count'], ['resolved', 'count']),
    rows: rows.map(({ key, opened, received, sent, resolved }) => rowOf(key, [nameOf(key), opened, received, sent, resolved])),
    isCut: false,
  }
}

async function response(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const group = groupOf(query)
  const [replies, resolutions, nameOf, hoursOf] = await Promise.all([
    store.firstReplies(ctx, query, group),
    store.resolutions(ctx, query, group),
    namesOf(ctx, group),
    identity.workingHoursByBrand(ctx),
  ])
  const keys = [...new Set([...replies, ...resolutions].map(({ key }) => key))].toSorted(nullsLast)
  const cells = ({ count, median, p90, businessMedian, businessP90 }: Durations): ReportCell[] => [
    count,
    businessMedian,
    businessP90,
    median,
    p90,
  ]
  const [repliesByKey, resolutionsByKey] = [replies, resolutions].map((all) => Map.groupBy(all, ({ key }) => key))
  const of = (all: Map<string | null, store.Timed[]> | undefined, key: string | null) => cells(durationsOf(all?.get(key) ?? [], hoursOf))
  const durations = (what: string): [string, ReportColumn['unit']][] => [
    [`${what}_count`, 'count'],
    [`${what}_median_open`, 'seconds'],
    [`${what}_p90_open`, 'seconds'],
    [`${what}_median`, 'seconds'],
    [`${what}_p90`, 'seconds'],
  ]
  return {
    columns: columns([group, 'text'], ...durations('reply'), ...durations('resolution')),
    rows: keys.map((key) => rowOf(key, [nameOf(key), ...of(repliesByKey, key), ...of(resolutionsByKey, key)])),
    isCut: false,
  }
}

/** What each person did, and the line of when they were there. */
async function agents(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const [work, stretches, colleagues] = await Promise.all([
    store.work(ctx, query),
    presence.stretches(ctx, query),
    identity.colleagues(ctx),
  ])
  const isOwnOnly = ctx.actor.kind !== 'system' && !ctx.can(canReadTeam) && !ctx.can(canReadAll)
  const names = new Map([
    ...work.map(({ personId, name }) => [personId, name] as const),
    ...colleagues.map(({ id, name }) => [id, name] as const),
  ])
  const ids = [...new Set([...work.map(({ personId }) => personId), ...stretches.map(({ personId }) => personId)])]
  const rows = ids
    .filter((id) => !isOwnOnly || (ctx.actor.kind === 'user' && id === ctx.actor.id))
    .map((id) => {
      const done = work.find(({ personId }) => personId === id)
      const line = stretches.filter(({ personId }) => personId === id)
      const online = line.filter(({ kind }) => kind === 'online').reduce((sum, one) => sum + plainSeconds(one), 0)
      const spans: ReportSpan[] = line.map(({ from, to, kind }) => ({ from, to, kind }))
      return rowOf(id, [
        names.get(id) ?? '',
        online,
        spans,
        done?.attended ?? 0,
        done?.sent ?? 0,
        done?.firstReplies ?? 0,
        done?.resolved ?? 0,
      ])
    })
    .toSorted((a, b) => String(a.cells[0]).localeCompare(String(b.cells[0])))
  return {
    columns: columns(
      ['agent', 'text'],
      ['online', 'seconds'],
      ['worked', 'spans'],
      ['attended', 'count'],
      ['sent', 'count'],
      ['first_replies', 'count'],
      ['resolved', 'count'],
    ),
    rows,
    isCut: false,
  }
}

/** One row per conversation that began in the period. */
async function conversations(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const [found, teamOf, brandOf, hoursOf] = await Promise.all([
    store.lines(ctx, query),
    namesOf(ctx, 'team'),
    namesOf(ctx, 'brand'),
    identity.workingHoursByBrand(ctx),
  ])
  const between = (brandId: string, from: string | null, to: string | null): ReportCell[] =>
    from === null || to === null ? [null, null] : [openSeconds({ brandId, from, to }, hoursOf), plainSeconds({ from, to })]
  return {
    columns: columns(
      ['contact', 'text'],
      ['address', 'text'],
      ['channel', 'text'],
      ['brand', 'text'],
      ['agent', 'text'],
      ['team', 'text'],
      ['state', 'text'],
      ['priority', 'text'],
      ['labels', 'text'],
      ['opened_at', 'instant'],
      ['first_reply_at', 'instant'],
      ['resolved_at', 'instant'],
      ['reply_open', 'seconds'],
      ['reply', 'seconds'],
      ['resolution_open', 'seconds'],
      ['resolution', 'seconds'],
      ['received', 'count'],
      ['sent', 'count'],
      ['breached', 'count'],
    ),
    rows: found.slice(0, store.mostLines).map((one) => ({
      key: one.id,
      href: `/bandeja/${one.id}`,
      cells: [
        one.contactName,
        one.contactAddress,
        one.channelName,
        brandOf(one.brandId),
        one.assigneeName ?? '',
        one.teamId === null ? '' : teamOf(one.teamId),
        ctx.t(`conversations.states.${one.state}`),
        ctx.t(`conversations.priorities.${one.priority}`),
        one.labels.join(', '),
        one.openedAt,
        one.firstReplyAt,
        one.resolvedAt,
        ...between(one.brandId, one.firstInboundAt, one.firstReplyAt),
        ...between(one.brandId, one.openedAt, one.resolvedAt),
        one.received,
        one.sent,
        one.breached,
      ],
    })),
    isCut: found.length > store.mostLines,
  }
}

const rowOf = (key: string | null, cells: ReportCell[]) => ({ key: key ?? 'none', href: null, cells })
const nullsLast = (a: string | null, b: string | null): number => (a === null ? 1 : b === null ? -1 : a < b ? -1 : a > b ? 1 : 0)
