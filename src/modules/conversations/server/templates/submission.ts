import { issuesOf, type TemplateIssue } from '#conversations/contract/template-rules.ts'
import type { Template } from '#conversations/contract/template.ts'
import { channelIsStopped, templateInvalid, templateNothingToSubmit, templateTooOften } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import { componentsOf } from './components.ts'
import { graphOf, type Graph, type Refused } from './graph.ts'
import { categoryOf, refusalOf, refusedFor, speaker, stateOf } from './provider.ts'
import { enqueueSync } from './sync.job.ts'
import { auditOf, fileIdOf, get, held, subjectOf, tell, write } from './templates.ts'
import * as store from './templates.store.ts'

const dayMs = 86_400_000
const blockedDays = 30
/** Of what is approved: once a day and ten times in thirty days. */
const editsPerMonth = 10

export async function submit(ctx: Ctx, { id }: { id: string }): Promise<Template> {
  const row = await held(ctx, id)
  if (ctx.ifMatch !== row.version) throw changedMeanwhile({ version: row.version })
  const isFirst = row.providerId === null
  if (isFirst ? row.state !== 'draft' : row.change === null) throw templateNothingToSubmit()
  const design = row.change ?? row.design
  const issues = await allIssues(ctx, { ...row, design })
  if (issues.length > 0) throw templateInvalid({ issues: issues.map((issue) => inWords(ctx, issue)) })
  if (!isFirst && row.state === 'approved') checkEdits(ctx, row.edits)
  const graph = await graphFor(ctx, row.wabaId)
  const handle = await exampleHandle(ctx, graph, design)
  const components = componentsOf(design, handle)
  const after: store.TemplateRow = { ...row, design, change: null, state: 'pending', reason: null, advice: null }
  if (isFirst) {
    const { name, language, category } = row
    const answer = await graph.create({
      name,
      language,
      category: category.toUpperCase(),
      parameter_format: design.variables.toUpperCase(),
      components,
    })
    if (answer.ok) {
      const told = categoryOf(answer.category) ?? category
      Object.assign(after, { providerId: answer.id, state: stateOf(answer.status ?? 'PENDING'), ...moved(ctx, row, told) })
      // Whoever answered nothing may have taken it: the next look at the provider tells, and puts it back if not.
    } else if (answer.verdict.outcome !== 'unknown') throw refused(ctx, answer)
    if (!answer.ok) enqueueSync(ctx, row.wabaId, 20)
  } else {
    const answer = await graph.edit(row.providerId ?? '', { components })
    if (!answer.ok) throw refused(ctx, answer)
    if (row.state === 'approved') after.edits = [...row.edits, ctx.now.toISOString()].slice(-50)
  }
  await write(ctx, after)
  ctx.audit({ action: 'conversations.template.submitted', subject: subjectOf(after), before: auditOf(row), after: auditOf(after) })
  return get(ctx, { id })
}

/** A category that the provider changed, and what it was. */
export const moved = (ctx: Ctx, { category }: store.TemplateRow, told: Template['category']): Partial<store.TemplateRow> =>
  told === category ? {} : { category: told, previousCategory: category, categoryChangedAt: ctx.now.toISOString() }

async function allIssues(ctx: Ctx, row: store.TemplateRow): Promise<TemplateIssue[]> {
  const issues = issuesOf(row)
  const fileId = fileIdOf(row.design)
  const file = fileId === null ? undefined : await ctx.files.find(ctx, fileId)
  if (fileId !== null && !file) issues.push({ path: 'design.header.fileId', rule: 'header-file-missing', values: {} })
  const wanted = row.design.header?.kind
  if (file && (wanted === 'image' || wanted === 'video') && !(examples[wanted] ?? []).includes(file.mime))
    issues.push({ path: 'design.header.fileId', rule: 'header-file-kind', values: { kind: wanted } })
  if (file && wanted === 'document' && file.mime !== 'application/pdf')
    issues.push({ path: 'design.header.fileId', rule: 'header-file-kind', values: { kind: wanted } })
  const gone = row.providerId === null ? await store.lastGone(ctx, row.wabaId, row.name) : null
  if (gone !== null && Date.parse(gone) + blockedDays * dayMs > ctx.now.getTime()) throw refusedFor(ctx, 'name_blocked')
  return issues
}

/** What the provider takes as an example of a header. */
const examples: Record<string, readonly string[]> = { image: ['image/jpeg', 'image/png'], video: ['video/mp4'] }

const inWords = (ctx: Ctx, { path, rule, values }: TemplateIssue) => ({
  path,
  message: ctx.t(`conversations.templates.rules.${rule}`, values),
})

function checkEdits(ctx: Ctx, edits: readonly string[]): void {
  const since = (days: number) => edits.filter((at) => Date.parse(at) > ctx.now.getTime() - days * dayMs).length
  if (since(1) > 0 || since(30) >= editsPerMonth) throw templateTooOften()
}

async function graphFor(ctx: Ctx, wabaId: string): Promise<Graph> {
  const channel = await speaker(ctx, wabaId)
  if (!channel) throw channelIsStopped({ name: '' })
  return graphOf({ ...ctx, signal: undefined }, channel)
}

async function exampleHandle(ctx: Ctx, graph: Graph, design: store.TemplateRow['design']): Promise<string | null> {
  const fileId = fileIdOf(design)
  if (fileId === null) return null
  const [file, bytes] = [await ctx.files.get(ctx, fileId), await ctx.files.read(ctx, fileId)]
  const answer = await graph.upload({ bytes, mimeType: file.mime, name: file.name })
  if (!answer.ok) throw refused(ctx, answer)
  return answer.handle
}

const refused = (ctx: Ctx, { verdict, subcode, words }: Refused) => refusedFor(ctx, refusalOf(subcode, verdict.reason), words ?? '')

/** What was never submitted only goes here; else the provider says goodbye first. */
export async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<never, never>> {
  const row = await held(ctx, id)
  if (ctx.ifMatch !== row.version) throw changedMeanwhile({ version: row.version })
  if (row.providerId !== null) {
    const answer = await (await graphFor(ctx, row.wabaId)).remove(row.name, row.providerId)
    // Gone already: somebody deleted it in the provider's own console.
    const isGone = !answer.ok && answer.verdict.code === 100 && (answer.subcode === 2593002 || answer.subcode === 33)
    if (!answer.ok && !isGone) throw refused(ctx, answer)
  }
  await store.remove(ctx, [id])
  ctx.audit({ action: 'conversations.template.removed', subject: subjectOf(row), before: auditOf(row) })
  await tell(ctx, row)
  return {}
}
