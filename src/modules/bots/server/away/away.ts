import * as identity from '#identity/server/public.ts'
import { channelNames } from '#conversations/server/public.ts'
import type { z } from 'zod'
import type { previewAwayReply } from '#bots/contract/away-api.ts'
import { type AwayPreview, type AwayReply, type UpdateAwayReply, type WriteAwayReply } from '#bots/contract/away.ts'
import { awayNames, fillNamed, unknownNames } from '#bots/contract/variables.ts'
import { awayPlaceTaken, awayPlaceUnknown, awayReplyNotFound, unknownVariables } from '#bots/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as store from './away.store.ts'
import { closedPeriodAt, type ClosedPeriod, openingWords } from './closed-period.ts'

export const list = async (ctx: Ctx): Promise<{ items: AwayReply[] }> => ({ items: await store.all(ctx) })

export async function create(ctx: Ctx, input: WriteAwayReply): Promise<AwayReply> {
  await check(ctx, input)
  const made = await store.insert(ctx, ctx.newId(), input)
  if (!made) throw awayPlaceTaken()
  ctx.audit({ action: 'bots.away-reply.created', subject: await subjectOf(ctx, made), after: wordsOf(made) })
  return made
}

export async function update(ctx: Ctx, { id, ...input }: z.output<typeof UpdateAwayReply>): Promise<AwayReply> {
  const before = await existing(ctx, id)
  await check(ctx, input)
  if (await store.isTaken(ctx, input, id)) throw awayPlaceTaken()
  const after = await store.update(ctx, id, ctx.ifMatch ?? before.version, input)
  if (!after) throw changedMeanwhile({ version: before.version })
  ctx.audit({ action: 'bots.away-reply.updated', subject: await subjectOf(ctx, after), before: wordsOf(before), after: wordsOf(after) })
  return after
}

export async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<never, never>> {
  const gone = await existing(ctx, id)
  await store.remove(ctx, id)
  ctx.audit({ action: 'bots.away-reply.removed', subject: await subjectOf(ctx, gone), before: wordsOf(gone) })
  return {}
}

/** What would be said. While it is open, as if it opened again at this hour. */
export async function preview(ctx: Ctx, { text, brandId, channelId }: z.output<typeof previewAwayReply.input>): Promise<AwayPreview> {
  const channel = channelId === null ? undefined : (await channelNames(ctx)).items.find(({ id }) => id === channelId)
  if (channelId !== null && !channel) throw awayPlaceUnknown()
  const brand = channel?.brandId ?? brandId
  const [hours, brands] = [await identity.workingHours(ctx, brand), await identity.brands(ctx)]
  if (brand !== null && !brands.some(({ id }) => id === brand)) throw awayPlaceUnknown()
  const period = closedPeriodAt(hours, ctx.now.toISOString())
  const names = {
    clientName: ctx.t('bots.away.sample_client'),
    companyName: (brands.find(({ id }) => id === brand) ?? brands[0])?.name ?? '',
  }
  return {
    isOpen: period === null,
    hasHours: hours !== undefined,
    nextOpening: period?.until ?? null,
    holidayName: period?.holidayName ?? null,
    text: say(ctx, text, period ?? { until: ctx.now.toISOString(), holidayName: null }, names, hours?.zone),
  }
}

/** The text with everything in it that it names. */
export const say = (
  ctx: Pick<Ctx, 'now' | 'zone' | 'locale' | 't'>,
  text: string,
  { until, holidayName }: ClosedPeriod,
  names: { clientName: string; companyName: string },
  zone: string = ctx.zone,
): string =>
  fillNamed(text, awayNames, {
    ...names,
    holidayName,
    nextOpening: until === null ? null : openingWords(until, ctx.now.toISOString(), zone, ctx.locale, ctx.t),
  })

/** The one that fits best: of the number, of its brand, of all. */
export const fitting = <R extends Pick<AwayReply, 'brandId' | 'channelId'>>(
  replies: readonly R[],
  place: { brandId: string; channelId: string },
): R | undefined =>
  replies.find(({ channelId }) => channelId === place.channelId) ??
  replies.find(({ brandId }) => brandId === place.brandId) ??
  replies.find(({ brandId, channelId }) => brandId === null && channelId === null)

async function existing(ctx: Ctx, id: string): Promise<AwayReply> {
  const found = await store.find(ctx, id)
  if (!found) throw awayReplyNotFound()
  return found
}

async function check(ctx: Ctx, { brandId, channelId, text }: WriteAwayReply): Promise<void> {
  const unknown = unknownNames(text, awayNames)
  if (unknown.length > 0) throw unknownVariables({ names: unknown.map((name) => `{{${name}}}`).join(', ') })
  if (brandId !== null && !(await identity.brands(ctx)).some(({ id }) => id === brandId)) throw awayPlaceUnknown()
  if (channelId !== null && !(await channelNames(ctx)).items.some(({ id }) => id === channelId)) throw awayPlaceUnknown()
}

async function subjectOf(ctx: Ctx, { id, brandId, channelId }: AwayReply) {
  const brand = brandId === null ? undefined : (await identity.brands(ctx)).find((one) => one.id === brandId)
  const channel = channelId === null ? undefined : (await channelNames(ctx)).items.find((one) => one.id === channelId)
  return { kind: 'away-reply', id, name: channel?.name ?? brand?.name ?? ctx.t('bots.away.everywhere') }
}

const wordsOf = ({ brandId, channelId, text, isActive }: AwayReply) => ({ brandId, channelId, text, isActive })
