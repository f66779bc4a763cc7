import * as identity from '#identity/server/public.ts'
import { channelNames } from '#conversations/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import type { CreateSurvey, Survey, UpdateSurvey } from '#surveys/contract/survey.ts'
import { surveyChanged } from '#surveys/contract/survey-events.ts'
import { scopeUnknown, surveyNotFound } from '#surveys/server/problems.ts'
import * as store from '#surveys/server/surveys/surveys.store.ts'

export const list = async (ctx: Ctx): Promise<{ items: Survey[] }> => ({ items: await store.all(ctx) })

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Survey> {
  const survey = await store.find(ctx, id)
  if (!survey) throw surveyNotFound()
  return survey
}

export async function create(ctx: Ctx, input: CreateSurvey): Promise<Survey> {
  await requireScope(ctx, input, noScope)
  const id = ctx.newId()
  await store.insert(ctx, { ...input, id })
  return told(ctx, id, 'surveys.survey.created')
}

export async function update(ctx: Ctx, { id, ...changes }: UpdateSurvey): Promise<Survey> {
  const before = await get(ctx, { id })
  if (before.archivedAt !== null) throw surveyNotFound()
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  const after: Survey = { ...before, ...given }
  await requireScope(ctx, after, before)
  if (!(await store.update(ctx, after, before.version))) throw changedMeanwhile({ version: before.version })
  return told(ctx, id, 'surveys.survey.updated', before)
}

export async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const before = await get(ctx, { id })
  if (before.archivedAt !== null) return {}
  await store.remove(ctx, id)
  ctx.audit({ action: 'surveys.survey.deleted', subject: subjectOf(before), before: auditable(before) })
  await ctx.emit(surveyChanged, { surveyId: id })
  return {}
}

async function told(ctx: Ctx, id: string, action: string, before?: Survey): Promise<Survey> {
  const survey = await get(ctx, { id })
  ctx.audit({ action, subject: subjectOf(survey), ...(before && { before: auditable(before) }), after: auditable(survey) })
  await ctx.emit(surveyChanged, { surveyId: id })
  return survey
}

type Scope = Pick<Survey, 'brandIds' | 'channelIds' | 'teamIds'>
const noScope: Scope = { brandIds: [], channelIds: [], teamIds: [] }

/** What is new must exist; what was chosen before may be gone by now. */
async function requireScope(ctx: Ctx, wanted: Scope, before: Scope): Promise<void> {
  const isNew = (key: keyof Scope): string[] => wanted[key].filter((id) => !before[key].includes(id))
  const [brands, channels, teams] = [isNew('brandIds'), isNew('channelIds'), isNew('teamIds')]
  const lacks = (ids: readonly string[], known: readonly { id: string }[]): boolean => ids.some((id) => !known.some((one) => one.id === id))
  if (brands.length > 0 && lacks(brands, await identity.brands(ctx))) throw scopeUnknown()
  if (teams.length > 0 && lacks(teams, await identity.teams(ctx))) throw scopeUnknown()
  if (channels.length > 0 && lacks(channels, (await channelNames(ctx)).items)) throw scopeUnknown()
}

const subjectOf = ({ id, name }: Pick<Survey, 'id' | 'name'>) => ({ kind: 'survey', id, name })
const auditable = ({
  name,
  kind,
  look,
  texts,
  about,
  delayMinutes,
  samplePercent,
  cooldownDays,
  expiresHours,
  opensTask,
  isActive,
}: Survey) => ({
  name,
  kind,
  look,
  question: texts.question,
  followUp: texts.followUp,
  about,
  delayMinutes,
  samplePercent,
  cooldownDays,
  expiresHours,
  opensTask,
  isActive,
})
