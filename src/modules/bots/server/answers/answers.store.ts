import type { AnswerFile, KnownAnswer, WriteAnswer } from '#bots/contract/answer.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'

const file = sql`case when a.file_id is not null then jsonb_build_object('fileId', a.file_id, 'name', a.file_name) end as file`
const columns = sql`a.id, a.text, ${file}, a.category, a.brand_id as "brandId", a.is_active as "isActive", a.updated_at as "updatedAt", a.version,
  array(select q.text from bots.answer_question q where q.org_id = a.org_id and q.answer_id = a.id order by q.position) as questions`

export const all = (ctx: Ctx): Promise<KnownAnswer[]> =>
  ctx.sql<KnownAnswer>`select ${columns} from bots.answer a order by a.category, a.created_at, a.id`

export async function find(ctx: Ctx, id: string): Promise<KnownAnswer | undefined> {
  const [row] = await ctx.sql<KnownAnswer>`select ${columns} from bots.answer a where a.id = ${id}`
  return row
}

export async function count(ctx: Ctx): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`select count(*) as count from bots.answer`
  return row?.count ?? 0
}

export async function insert(
  ctx: Ctx,
  id: string,
  { text, file: attached, category, brandId, isActive, questions }: WriteAnswer,
): Promise<void> {
  await ctx.sql`
    insert into bots.answer (id, text, file_id, file_name, category, brand_id, is_active, created_at, updated_at)
    values (${id}, ${text}, ${attached?.fileId ?? null}, ${attached?.name ?? null}, ${category}, ${brandId}, ${isActive}, ${ctx.now}, ${ctx.now})`
  await putQuestions(ctx, id, questions)
}

export async function update(ctx: Ctx, id: string, version: number, answer: WriteAnswer): Promise<boolean> {
  const { text, file: attached, category, brandId, isActive, questions } = answer
  const rows = await ctx.sql`
    update bots.answer set text = ${text}, file_id = ${attached?.fileId ?? null}, file_name = ${attached?.name ?? null}, category = ${category}, brand_id = ${brandId}, is_active = ${isActive}, updated_at = ${ctx.now},
      version = version + 1
    where id = ${id} and version = ${version} returning id`
  if (rows.length === 0) return false
  await ctx.sql`delete from bots.answer_question where answer_id = ${id}`
  await putQuestions(ctx, id, questions)
  return true
}

async function putQuestions(ctx: Ctx, id: string, questions: readonly string[]): Promise<void> {
  const rows = questions.map((text, position) => ({ position, text, searchText: searchable(text) }))
  await ctx.sql`
    insert into bots.answer_question (answer_id, position, text, search_text)
    select ${id}, d.position, d.text, d."searchText"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(position bigint, text text, "searchText" text)`
}

export async function remove(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`delete from bots.answer where id = ${id}`
}

export async function forgetBrand(ctx: Ctx, brandId: string): Promise<void> {
  await ctx.sql`delete from bots.answer where brand_id = ${brandId}`
}

export type Candidate = { id: string; text: string; file: AnswerFile | null; category: string; question: string }

/** Questions of answers in use that share something with these words: of the brand and of all brands. */
export const candidates = (ctx: Ctx, words: readonly string[], brandId: string | null, most: number): Promise<Candidate[]> =>
  ctx.sql<Candidate>`
    select a.id, a.text, ${file}, a.category, q.text as question
    from bots.search_answer(${words}::text[], ${most}::bigint) hit
    join bots.answer_question q on q.answer_id = hit.answer_id and q.position = hit.position
    join bots.answer a on a.org_id = q.org_id and a.id = q.answer_id
    where a.is_active and (a.brand_id is null or a.brand_id = ${brandId}::uuid)`
