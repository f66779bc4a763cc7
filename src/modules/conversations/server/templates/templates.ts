import type { z } from 'zod'
import type * as api from '#conversations/contract/template-api.ts'
import { templatesChanged } from '#conversations/contract/events.ts'
import type { Uploaded } from '#conversations/contract/content.ts'
import type { Template, TemplateAccount, TemplateDesign, TemplateDraft } from '#conversations/contract/template.ts'
import * as channels from '#conversations/server/channels/channels.store.ts'
import { upload } from '#conversations/server/messages/media.ts'
import { channelNotFound, fileNotFound, templateAccountUnknown, templateExists, templateNotFound } from '#conversations/server/problems.ts'
import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { atField, changedMeanwhile, type Problem } from '#kernel/problem.ts'
import { isFillable } from './components.ts'
import { enqueueSync } from './sync.job.ts'
import * as store from './templates.store.ts'

const thumbnailSize = 480

export async function list(ctx: Ctx, input: z.output<typeof api.listTemplates.input>): Promise<Page<Template>> {
  const channel = input.channelId === undefined ? undefined : await channels.find(ctx, input.channelId)
  if (input.channelId !== undefined && !channel) throw channelNotFound()
  const page = await store.list(ctx, input, channel?.wabaId)
  return { items: await Promise.all(page.items.map((row) => shown(ctx, row))), next: page.next }
}

export const get = async (ctx: Ctx, { id }: { id: string }): Promise<Template> => shown(ctx, await found(ctx, id))

export async function found(ctx: Ctx, id: string): Promise<store.TemplateRow> {
  const row = await store.find(ctx, id)
  if (!row) throw templateNotFound()
  return row
}

export async function held(ctx: Ctx, id: string): Promise<store.TemplateRow> {
  const row = await store.lock(ctx, id)
  if (!row) throw templateNotFound()
  return row
}

export const fileIdOf = ({ header }: TemplateDesign): string | null => (header && 'fileId' in header ? header.fileId : null)

async function shown(ctx: Ctx, row: store.TemplateRow): Promise<Template> {
  const { providerId: _providerId, pauses: _pauses, edits: _edits, ...rest } = row
  const fileId = fileIdOf(row.change ?? row.design)
  const file = fileId === null ? undefined : await ctx.files.find(ctx, fileId)
  return {
    ...rest,
    isFillable: isFillable(row.design),
    headerFile: file
      ? {
          fileId: file.id,
          url: ctx.files.url(ctx.org, file.id),
          thumbnailUrl: file.kind === 'image' ? ctx.files.url(ctx.org, file.id, { size: thumbnailSize }) : null,
          filename: file.name,
        }
      : null,
  }
}

export async function create(ctx: Ctx, input: TemplateDraft): Promise<Template> {
  if (!(await channels.list(ctx)).some(({ wabaId }) => wabaId === input.wabaId)) throw templateAccountUnknown()
  await keepFile(ctx, input.design)
  const row = store.blankRow({ ...input, id: ctx.newId() }, ctx.now.toISOString())
  if (await store.isTaken(ctx, row.wabaId, row.name, row.language, row.id)) throw nameTaken(ctx, row.name)
  await write(ctx, row)
  ctx.audit({ action: 'conversations.template.created', subject: subjectOf(row), after: auditOf(row) })
  return get(ctx, row)
}

export async function update(ctx: Ctx, input: z.output<typeof api.updateTemplate.input>): Promise<Template> {
  const before = await held(ctx, input.id)
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  await keepFile(ctx, input.design)
  const isOurs = before.providerId === null && before.state === 'draft'
  const { name, language, category, design, sources } = input
  const after: store.TemplateRow = isOurs
    ? { ...before, name, language, category, design, sources }
    : { ...before, sources, change: isSame(design, before.design) ? null : design }
  if (isOurs && (await store.isTaken(ctx, before.wabaId, name, language, before.id))) throw nameTaken(ctx, name)
  await write(ctx, after)
  ctx.audit({ action: 'conversations.template.updated', subject: subjectOf(after), before: auditOf(before), after: auditOf(after) })
  return get(ctx, after)
}

const isSame = (one: TemplateDesign, other: TemplateDesign): boolean => canonical(one) === canonical(other)
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

export async function changeSources(ctx: Ctx, { id, sources }: z.output<typeof api.changeTemplateSources.input>): Promise<Template> {
  const before = await held(ctx, id)
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  const after = { ...before, sources }
  await write(ctx, after)
  ctx.audit({
    action: 'conversations.template.updated',
    subject: subjectOf(after),
    before: { sources: before.sources },
    after: { sources },
  })
  return get(ctx, { id })
}

/** Two people who give the same name at the same moment: the second is told, like whoever comes later. */
export async function write(ctx: Ctx, row: store.TemplateRow): Promise<void> {
  try {
    await store.save(ctx, [row])
  } catch (error) {
    throw (error as { code?: string }).code === '23505' ? nameTaken(ctx, row.name) : error
  }
  await tell(ctx, row)
}

const nameTaken = (ctx: Ctx, name: string): Problem => atField(ctx.t, 'name', templateExists({ name }))

export const tell = (ctx: Ctx, { id, wabaId }: { id: string; wabaId: string }): Promise<void> => ctx.emit(templatesChanged, { id, wabaId })

export const subjectOf = ({ id, name, language }: store.TemplateRow) => ({ kind: 'template', id, name: `${name} (${language})` })
export const auditOf = ({ name, language, category, state, design, change }: store.TemplateRow) => ({
  name,
  language,
  category,
  state,
  text: (change ?? design).body,
})

async function keepFile(ctx: Ctx, design: TemplateDesign): Promise<void> {
  const fileId = fileIdOf(design)
  if (fileId === null) return
  if (!(await ctx.files.find(ctx, fileId))) throw fileNotFound()
  await ctx.files.keep(ctx, [fileId])
}

export const uploadFile = (ctx: Ctx): Promise<Uploaded> => upload(ctx, { isVoice: false })

/** The accounts of the channels, with what is known of their last look at the provider. */
export async function accounts(ctx: Ctx): Promise<{ items: TemplateAccount[] }> {
  const [rows, known] = [await channels.list(ctx), await store.accounts(ctx)]
  const items = [
    ...Map.groupBy(
      rows.filter(({ wabaId }) => wabaId !== ''),
      ({ wabaId }) => wabaId,
    ),
  ].map(([wabaId, own]) => {
    const account = known.find((one) => one.wabaId === wabaId)
    return {
      wabaId,
      channels: own.map(({ id, name }) => ({ id, name })),
      syncedAt: account?.syncedAt ?? null,
      failure: account?.failure ?? null,
    }
  })
  return { items }
}

export async function syncAll(ctx: Ctx): Promise<Record<never, never>> {
  for (const { wabaId } of (await accounts(ctx)).items) enqueueSync(ctx, wabaId)
  return {}
}
