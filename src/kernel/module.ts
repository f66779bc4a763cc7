import type { z } from 'zod'
import type { AfterAcceptance } from '#kernel/acceptance.ts'
import type { Action, FirstWord } from '#kernel/action.ts'
import type { Actor, Ctx, PlatformCtx } from '#kernel/ctx.ts'
import type { Dialogue } from '#kernel/dialogue.ts'
import type { Statement } from '#kernel/db/sql.ts'
import type { Money } from '#kernel/contract/money.ts'
import type { Endpoint, EventType, Permission } from '#kernel/contract/declare.ts'
import type { AnswerSource } from '#kernel/answer.ts'
import type { JobType } from '#kernel/jobs/job.ts'
import type { Listener } from '#kernel/listener.ts'
import type { FileColumn, PersonalData } from '#kernel/privacy/declaration.ts'
import type { StockSource } from '#kernel/stock.ts'
import type { TimelineSource } from '#kernel/timeline.ts'

export type { AnswerSource } from '#kernel/answer.ts'
export type { Heard, Listener } from '#kernel/listener.ts'
export type { FileColumn, PersonalData, RowsOfContact } from '#kernel/privacy/declaration.ts'
export type { StockSource } from '#kernel/stock.ts'
export type { TimelineEntry, TimelineMove, TimelineQuery, TimelineSource } from '#kernel/timeline.ts'

/** A route: an endpoint and the use case that answers it. */
export type Route = { endpoint: Endpoint; scope: 'tenant' | 'platform'; handle: (ctx: never, input: never) => Promise<unknown> }

export const serve = <I extends z.ZodType, O extends z.ZodType>(
  endpoint: Endpoint<I, O>,
  handle: (ctx: Ctx, input: z.output<I>) => Promise<z.input<O>>,
): Route => ({ endpoint: endpoint as unknown as Endpoint, scope: 'tenant', handle })

/** The same for endpoints whose permission is `anyone` or `signedIn`. */
export const servePlatform = <I extends z.ZodType, O extends z.ZodType>(
  endpoint: Endpoint<I, O>,
  handle: (ctx: PlatformCtx, input: z.output<I>) => Promise<z.input<O>>,
): Route => ({ endpoint: endpoint as unknown as Endpoint, scope: 'platform', handle })

/** A page for people without an account. `:name` parts of the path and the query are in `query`, what a form sent in `form`. */
export type PublicPage = {
  method: 'GET' | 'POST'
  path: `/${string}`
  handle: (
    ctx: PlatformCtx,
    asked: { query: Readonly<Record<string, string>>; form: URLSearchParams; nonce: string },
  ) => Promise<PublicAnswer>
}
/** `isEmbeddable`: pages of others may show it in a frame. Scripts and styles need the nonce that it was handed. */
export type PublicAnswer = { kind: 'page'; status?: number; html: string; isEmbeddable: boolean } | { kind: 'script'; body: string }

/** Same transaction as the event, may veto it by throwing. */
export type On = { when: 'on'; event: EventType; handle: (ctx: Ctx, data: never) => Promise<void> }
/** After the commit, through the outbox: a durable job of its own per event. */
export type After = { when: 'after'; event: EventType; job: JobType; lane?: (data: never) => string }
/**
 * After the commit too, but one durable job for what happened to an organization within `withinMs`: for what is worth less
 * than a transaction of its own each time. `item` is what the job gets of an event, small, `null` when nothing.
 */
export type Gather = { when: 'gather'; event: EventType; job: JobType; item: (data: never) => unknown; withinMs: number }
export type Reaction = On | After | Gather

export const on = <D>(event: EventType<D>, handle: (ctx: Ctx, data: D) => Promise<void>): On => ({
  when: 'on',
  event: event as EventType,
  handle,
})

export const after = <D>(event: EventType<D>, job: JobType<D>, options: { lane?: (data: D) => string } = {}): After => ({
  when: 'after',
  event: event as EventType,
  job: job as JobType,
  ...(options.lane && { lane: options.lane }),
})

export const gather = <D, I>(
  event: EventType<D>,
  job: JobType<{ items: I[] }>,
  item: (data: D) => I | null,
  options: { withinMs: number },
): Gather => ({ when: 'gather', event: event as EventType, job: job as JobType, item, ...options })

/** Every so many seconds one process enqueues `job` once per organization, or once for the platform. */
export type Schedule = { name: string; everySeconds: number; job: JobType<Record<string, never>>; per: 'organization' | 'platform' }

/** Who looks at a screen. */
export type Viewer = { userId: string; orgId: string; permissions: ReadonlySet<string>; teamIds: readonly string[] }

/**
 * How far somebody sees the open items of a kind in the queue of what to attend now. `own`: assigned to them. `team`: also
 * those of their teams and those of nobody. `all`; `none`.
 */
export type AttentionReach = 'all' | 'team' | 'own' | 'none'

/**
 * A kind of thing that waits in the queue. Its module keeps the items; the queue asks here who may see them, and hands one
 * to whoever claims it. `take` makes the subject theirs in the transaction of the claim, without waiting for whoever has it
 * in hand: `busy` then, and the next one is offered. It throws the module's own problems.
 */
export type AttentionKind = {
  kind: string
  /** Key of its name. */
  words: string
  reach: (permissions: ReadonlySet<string>) => AttentionReach
  /** What claiming takes beside the right to attend. */
  permission: Permission
  take: (ctx: Ctx, subjectId: string) => Promise<'taken' | 'busy'>
  /** The events after which open queues ask again. */
  movedBy: readonly EventType[]
}

/**
 * How an event reaches open screens: its topics, and what each viewer may see of it (`null`: nothing). `as` is the name it
 * has there when that is not the event's: for what only says that something moved, which handlers of the event itself
 * could make nothing of.
 */
export type Live = {
  event: EventType
  topics: (data: never) => readonly string[]
  show: (viewer: Viewer, data: never) => unknown
  as?: string
}

export const live = <D>(
  event: EventType<D>,
  topics: (data: D) => readonly string[],
  show: (viewer: Viewer, data: D) => unknown,
  as?: string,
): Live => ({ event: event as EventType, topics, show, ...(as !== undefined && { as }) })

/** Which viewers may subscribe to topics with this prefix (`conversations.thread` of `conversations.thread:<id>`). */
export type Topic = { prefix: string; mayWatch: (ctx: Ctx, id: string | null) => Promise<boolean> }

/** Hits of a module in the palette's search. */
export type SearchHit = { id: string; kind: string; title: string; subtitle: string; href: string }
export type SearchSource = { kind: string; permission: Permission; find: (ctx: Ctx, text: string, limit: number) => Promise<SearchHit[]> }

/** A period in the organization's zone, half-open `[from, to)`, as instants; `bucket` is how its series are cut. */
export type MetricQuery = { from: string; to: string; zone: string; bucket: 'hour' | 'day'; brandId: string | null }

/**
 * A figure of the board. Its words are the locale keys `<module>.metrics.<code>` (and `<code>_<key>` for the keys of a
 * series or a breakdown that have no `name`). Figures that say what is now, whatever the period, are `isNow`.
 */
export type Figure =
  | { code: string; shape: 'number'; unit: 'count' | 'seconds' | 'ratio'; value: number | null; isNow?: boolean; lowerIsBetter?: boolean }
  /** Minor units of `currency`. */
  | { code: string; shape: 'number'; unit: 'money'; currency: string; value: number | null; isNow?: boolean; lowerIsBetter?: boolean }
  | {
      code: string
      shape: 'series'
      unit: 'count' | 'seconds'
      lines: { key: string; name?: string; points: { at: string; value: number }[] }[]
    }
  | { code: string; shape: 'breakdown'; unit: 'count' | 'seconds'; rows: { key: string; name?: string; value: number }[] }

/** Figures measured together. `movedBy`: the events after which an open board asks again. */
export type Metric = {
  code: string
  permission: Permission
  order: number
  movedBy: readonly EventType[]
  measure: (ctx: Ctx, query: MetricQuery) => Promise<Figure[]>
}

/** What a table is about: the half-open period as instants, the zone in which days and hours are cut, and what its rows stand for. */
export type ReportQuery = { from: string; to: string; zone: string; brandId: string | null; groupBy: string | null }
/** A stretch of time in a cell: when somebody was there. */
export type ReportSpan = { from: string; to: string; kind: string }
export type ReportCell = string | number | null | Money | readonly ReportSpan[]
/** `text` and `instant` cells are text, `spans` cells are stretches, `money` cells an amount with its currency, the others numbers. */
export type ReportColumn = { key: string; unit: 'text' | 'count' | 'seconds' | 'instant' | 'ratio' | 'money' | 'spans' }
/** `href`: where the row is looked at. `isCut`: there were more rows than are handed out. */
export type ReportTable = {
  columns: readonly ReportColumn[]
  rows: readonly { key: string; href: string | null; cells: readonly ReportCell[] }[]
  isCut: boolean
}

/**
 * A table that is asked for by period and taken along as a file. Its words are the locale keys `<module>.reports.<code>`
 * (`title`, `hint`), `<module>.reports.columns.<key>` and `<module>.reports.groups.<group>`. Rows are what the asker may see.
 */
export type Report = {
  code: string
  permission: Permission
  order: number
  /** What its rows may stand for, the usual one first; empty when there is no choice. */
  groups: readonly string[]
  measure: (ctx: Ctx, query: ReportQuery) => Promise<ReportTable>
}

/** What is asked of a facet, all of it at once; nothing of it: that there is any value. Numbers are inclusive, moments half-open. */
export type FacetAsk = { anyOf?: readonly string[]; atLeast?: number; atMost?: number; since?: string; before?: string }

/**
 * Something that a module knows about the subjects of a list that another module keeps (`contact`, `conversation`), lent to whoever
 * narrows that list down: a figure, a moment, a state. Its words are the locale keys `<module>.facets.<name>`, and
 * `<module>.facets.<name>_<option>` for its options. Only who holds `permission` is offered it or may ask.
 */
export type Facet = {
  subject: string
  /** `<module>.<name>`. */
  code: string
  permission: Permission
  type: 'number' | 'instant' | 'state'
  options: readonly string[]
  /** A select of one column: the ids of the subjects that meet `ask`. By an index, or a list of a million waits for it. */
  ids: (ctx: Ctx, ask: FacetAsk) => Statement
  /** What it says of some of them, and since when, for lists that show it (`conversation`); those it knows nothing of are absent. */
  values?: (ctx: Ctx, ids: readonly string[]) => Promise<{ id: string; value: string; at: string }[]>
}

/**
 * Somebody who knows what a contact bought. `exceptOrderId`: an order that is asked about itself, which does not count.
 * Asked while something is priced, so it has to be quick.
 */
export type PurchaseSource = { count: (ctx: Ctx, of: { contactId: string; exceptOrderId: string | null }) => Promise<number> }

/** What one unit of `currency` is worth in `into` from a day on, in billionths. */
export type KnownRate = { currency: string; into: string; day: string; rateNanos: number }

/** Somebody who keeps rates of exchange: what each other currency is worth in one now. Offered where a rate is typed, never taken unseen. */
export type RateSource = { worthIn: (ctx: Ctx, currency: string) => Promise<KnownRate[]> }

/** Who works on what a module has open with contacts (a deal), by contact: when two contacts are made one, it is theirs. */
export type InCharge = (ctx: Ctx, contactIds: readonly string[]) => Promise<ReadonlyMap<string, string>>

/** Something that is removed by itself after a while when an administrator says so. Words: `<module>.retention.<noun>` and `<noun>_hint`. */
export type Retention = {
  /** `module.noun`. */
  code: string
  order: number
  /** What is offered first, and the shortest that makes sense. */
  suggestedDays: number
  leastDays: number
  /** What is older than this instant; contacts whose processing is restricted are left alone. */
  preview: (ctx: Ctx, before: string) => Promise<{ count: number; oldestAt: string | null }>
  /** Removes at most `limit` of them. `isMore`: it is worth calling again tonight. */
  remove: (ctx: Ctx, before: string, limit: number) => Promise<{ count: number; isMore: boolean }>
}

/** Writes a module's part of a demo business through its own use cases. `days` of history, deterministic for a seed. */
export type DemoPart = { order: number; load: (ctx: Ctx, demo: DemoBusiness) => Promise<void> }
export type DemoBusiness = {
  slug: string
  seed: number
  days: number
  data: Record<string, unknown>
  made: Map<string, unknown>
  at: <T>(moment: Date, actor: Actor, run: (ctx: Ctx) => Promise<T>) => Promise<T>
}

export type Module = {
  readonly name: string
  readonly needs: readonly string[]
  readonly permissions?: readonly Permission[]
  readonly events?: readonly EventType[]
  readonly routes?: readonly Route[]
  readonly pages?: readonly PublicPage[]
  readonly reactions?: readonly Reaction[]
  readonly jobs?: readonly JobType[]
  readonly schedules?: readonly Schedule[]
  readonly live?: readonly Live[]
  readonly topics?: readonly Topic[]
  readonly timeline?: readonly TimelineSource[]
  readonly search?: readonly SearchSource[]
  readonly metrics?: readonly Metric[]
  readonly reports?: readonly Report[]
  readonly facets?: readonly Facet[]
  readonly inCharge?: InCharge
  readonly attention?: readonly AttentionKind[]
  readonly answers?: readonly AnswerSource[]
  readonly listeners?: readonly Listener[]
  readonly purchases?: readonly PurchaseSource[]
  readonly stock?: readonly StockSource[]
  readonly rates?: readonly RateSource[]
  readonly personalData?: readonly PersonalData[]
  /** Tables (`schema.table`) and columns (`schema.table.column`) that could hold data of persons and do not, each with the reason. */
  readonly impersonal?: Readonly<Record<string, string>>
  /** Where else files stand: what is named here stays when a person goes. */
  readonly fileColumns?: readonly FileColumn[]
  readonly retention?: readonly Retention[]
  readonly actions?: readonly Action[]
  readonly dialogues?: readonly Dialogue[]
  readonly onAcceptance?: readonly AfterAcceptance[]
  readonly firstWord?: FirstWord
  /** Tables without a tenant, each with the reason why. */
  readonly platformTables?: Readonly<Record<string, string>>
  /** Unique keys over the whole installation (`schema.table index`), each with the reason why. */
  readonly installationKeys?: Readonly<Record<string, string>>
  readonly demo?: DemoPart
}

export const defineModule = (module: Module): Module => module
