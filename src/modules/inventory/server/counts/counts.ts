import type { z } from 'zod'
import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as identity from '#identity/server/public.ts'
import { canReadCosts } from '#commerce/contract/permissions.ts'
import type { CountLine, CountPlan, CreateCount, ListCountLines, ListCounts, MoveCount, StockCount } from '#inventory/contract/count.ts'
import { mostCountLines, turnoverClasses } from '#inventory/contract/count.ts'
import type { getCountPlan } from '#inventory/contract/count-api.ts'
import { countMoved } from '#inventory/contract/count-events.ts'
import { worthOf } from '#inventory/contract/count-tally.ts'
import { canApproveCounts } from '#inventory/contract/permissions.ts'
import * as lines from '#inventory/server/counts/count-lines.store.ts'
import * as store from '#inventory/server/counts/counts.store.ts'
import * as onHand from '#inventory/server/counts/on-hand.store.ts'
import * as problems from '#inventory/server/counts/problems.ts'
import { classesOf, cycleDays, isDue } from '#inventory/server/counts/turnover.ts'
import { weigh } from '#inventory/server/counts/weighing.ts'

export async function list(ctx: Ctx, input: ListCounts): Promise<Page<StockCount>> {
  const page = await store.page(ctx, input)
  return { ...page, items: page.items.map((row) => shown(ctx, row)) }
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<StockCount> {
  return shown(ctx, await known(ctx, id))
}

export async function create(ctx: Ctx, input: CreateCount): Promise<StockCount> {
  const place = await store.place(ctx, input.locationId)
  if (!place || !countable.includes(place.kind)) throw problems.countPlace()
  const kept = await onHand.keptAt(ctx, input.locationId, input.scope, await meant(ctx, input))
  if (kept.length === 0) throw problems.countNothing()
  if (kept.length > mostCountLines) throw problems.countTooLong({ count: kept.length, most: mostCountLines })
  const { currency } = await identity.organization(ctx)
  const id = ctx.newId()
  const sheet = kept.map(({ variantId, lotId }) => ({ id: ctx.newId(), variantId, lotId }))
  const { locationId, name, scope, isBlind, thresholdMinor } = input
  await store.insert(ctx, { id, locationId, name, scope, isBlind, thresholdMinor, currency }, sheet)
  return moved(ctx, id, 'created')
}

const countable: readonly string[] = ['shop', 'warehouse', 'quality']

/** Those that were picked, or that a class or its cycle names; `null`: whatever is there. */
async function meant(ctx: Ctx, { locationId, scope }: CreateCount): Promise<string[] | null> {
  if (scope.kind === 'picked') return scope.variantIds
  if (scope.kind !== 'class' && scope.kind !== 'due') return null
  const planned = await planOf(ctx, locationId)
  return planned.filter((one) => (scope.kind === 'class' ? one.class === scope.class : one.isDue)).map(({ variantId }) => variantId)
}

export async function move(ctx: Ctx, { id, state, missing }: MoveCount): Promise<StockCount> {
  const count = await held(ctx, id)
  if (count.state === state) return shown(ctx, count)
  if (state === 'review') await review(ctx, count, missing)
  await store.setState(ctx, id, state)
  return moved(ctx, id, state === 'discarded' ? 'discarded' : null)
}

async function review(ctx: Ctx, count: store.CountRow, missing: MoveCount['missing']): Promise<void> {
  const sheet = await lines.all(ctx, count.id)
  const uncounted = sheet.filter(({ look, countedAt }) => look === 1 && countedAt === null)
  if (uncounted.length === sheet.length && missing === 'leave') throw problems.countEmpty()
  const nothing = new Set(missing === 'none' ? uncounted.map(({ id }) => id) : [])
  if (nothing.size > 0) await lines.enterNone(ctx, [...nothing])
  const now = ctx.now.toISOString()
  const counted = sheet.map((line) =>
    nothing.has(line.id) ? { ...line, countedMilli: 0, countedAt: now, countedByName: ctx.actor.name } : line,
  )
  await lines.write(ctx, await weigh(ctx, count, counted))
}

export async function listLines(ctx: Ctx, input: ListCountLines): Promise<Page<CountLine>> {
  const count = await known(ctx, input.id)
  // What differs is the answer that who counts blind must not have.
  if (input.show === 'different' && !seesDifferences(ctx, count)) return { items: [], next: null }
  const page = await lines.page(ctx, input)
  const isLive = count.state === 'counting' && !count.isBlind
  const expected = isLive
    ? await onHand.asOf(
        ctx,
        count.locationId,
        page.items.map(({ id, variantId, lotId, countedAt }) => ({ id, variantId, lotId, at: countedAt })),
      )
    : new Map<string, number>()
  return {
    ...page,
    items: page.items.map((line) => shownLine(ctx, count, { ...line, expectedMilli: expected.get(line.id) ?? line.expectedMilli })),
  }
}

/** What of a place is counted how often, and how much of it is due. */
export async function plan(ctx: Ctx, { locationId }: z.output<typeof getCountPlan.input>): Promise<CountPlan> {
  if (!(await store.place(ctx, locationId))) throw problems.countPlace()
  const planned = await planOf(ctx, locationId)
  return {
    classes: turnoverClasses.map((name) => {
      const own = planned.filter((one) => one.class === name)
      const moments = own.map(({ countedAt }) => countedAt)
      return {
        class: name,
        days: cycleDays[name],
        productCount: own.length,
        dueCount: own.filter((one) => one.isDue).length,
        oldestAt: moments.includes(null) ? null : (moments.toSorted()[0] ?? null),
      }
    }),
  }
}

const turnoverDays = 90

async function planOf(ctx: Ctx, locationId: string) {
  const rows = await onHand.turnover(ctx, locationId, new Date(ctx.now.getTime() - turnoverDays * 86_400_000).toISOString())
  const classes = classesOf(new Map(rows.map(({ variantId, valueMinor }) => [variantId, valueMinor])))
  return rows.map((row) => {
    const name = classes.get(row.variantId) ?? 'c'
    return { ...row, class: name, isDue: isDue(name, row.countedAt, ctx.now) }
  })
}

/** For whoever changes what is counted: nobody else moves it meanwhile. Closed ones stay as they are. */
export async function held(ctx: Ctx, id: string, how: 'entering' | 'moving' = 'moving'): Promise<store.CountRow> {
  if (!(await store.hold(ctx, id, how))) throw problems.countNotFound()
  const count = await known(ctx, id)
  if (count.closedAt !== null) throw problems.countClosed({ state: count.state })
  return count
}

export async function known(ctx: Ctx, id: string): Promise<store.CountRow> {
  const row = await store.find(ctx, id)
  if (!row) throw problems.countNotFound()
  return row
}

/** As it is now, told to the trail (`done`) and to whoever has it open. */
export async function moved(ctx: Ctx, id: string, done: 'created' | 'approved' | 'discarded' | null): Promise<StockCount> {
  const count = await known(ctx, id)
  const { name, state, locationId, locationName, lineCount, countedCount, differentCount, differenceMinor } = count
  if (done !== null)
    ctx.audit({
      action: `inventory.count.${done}`,
      subject: { kind: 'stock-count', id, name: name === '' ? locationName : name },
      after: { lines: lineCount, counted: countedCount, ...(done === 'approved' && { different: differentCount, differenceMinor }) },
    })
  await ctx.emit(countMoved, { countId: id, locationId, state })
  return shown(ctx, count)
}

/** Who counts blind learns nothing before it is over; whoever approves has to see it then. */
function seesDifferences(ctx: Ctx, { isBlind, state }: store.CountRow): boolean {
  if (state === 'counting') return !isBlind
  return !isBlind || ctx.can(canApproveCounts)
}

function shown(ctx: Ctx, row: store.CountRow): StockCount {
  const { reviewedAt: _reviewed, createdByName, differentCount, differenceMinor, ...count } = row
  const sees = row.state !== 'counting' && seesDifferences(ctx, row)
  return {
    ...count,
    createdByName: createdByName ?? '',
    differentCount: sees ? differentCount : null,
    differenceMinor: sees && ctx.can(canReadCosts) ? differenceMinor : null,
    now: ctx.now.toISOString(),
  }
}

export function shownLine(ctx: Ctx, count: store.CountRow, row: lines.LineRow): CountLine {
  const { look, firstMilli, expectedMilli, unitCostMinor, ...line } = row
  const sees = seesDifferences(ctx, count)
  const differenceMilli = sees && line.countedMilli !== null && expectedMilli !== null ? line.countedMilli - expectedMilli : null
  return {
    ...line,
    isAgain: look === 2,
    firstMilli: sees ? firstMilli : null,
    expectedMilli: sees ? expectedMilli : null,
    differenceMilli,
    differenceMinor:
      differenceMilli === null || unitCostMinor === null || !ctx.can(canReadCosts) ? null : worthOf(differenceMilli, unitCostMinor),
  }
}
