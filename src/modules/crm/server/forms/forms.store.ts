import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Execute } from '#kernel/db/sql.ts'
import type { Form } from '#crm/contract/form.ts'

export type StoredForm = Omit<Form, 'url'>

const columns = sql`f.id, f.slug, f.name, f.brand_id as "brandId", f.fields, f.consents, f.texts, f.redirect_url as "redirectUrl",
  f.is_open as "isOpen", f.text_version as "textVersion", f.created_at as "createdAt", f.version,
  coalesce((select count(*) from crm.form_submission s where s.org_id = f.org_id and s.form_id = f.id), 0) as "submissionCount",
  (select max(s.at) from crm.form_submission s where s.org_id = f.org_id and s.form_id = f.id) as "lastSubmissionAt"`

export const all = (ctx: Ctx): Promise<StoredForm[]> =>
  ctx.sql<StoredForm>`select ${columns} from crm.form f order by f.created_at desc, f.id desc limit 200`

export async function find(ctx: Ctx, id: string): Promise<StoredForm | undefined> {
  const [row] = await ctx.sql<StoredForm>`select ${columns} from crm.form f where f.id = ${id}`
  return row
}

/** Whose it is, as the platform: visitors belong to nobody. */
export async function ownerOf(platform: Execute, slug: string): Promise<{ orgId: string; id: string } | undefined> {
  const [row] = await platform<{ orgId: string; id: string }>`select f.org_id as "orgId", f.id from crm.form f where f.slug = ${slug}`
  return row
}

export type WrittenForm = Pick<
  StoredForm,
  'id' | 'name' | 'brandId' | 'fields' | 'consents' | 'texts' | 'redirectUrl' | 'isOpen' | 'textVersion'
>

export async function insert(ctx: Ctx, form: WrittenForm & { slug: string }): Promise<void> {
  await ctx.sql`
    insert into crm.form (id, slug, name, brand_id, fields, consents, texts, redirect_url, is_open, text_version, created_at, updated_at)
    values (${form.id}, ${form.slug}, ${form.name}, ${form.brandId}, ${JSON.stringify(form.fields)}::jsonb, ${JSON.stringify(form.consents)}::jsonb,
      ${JSON.stringify(form.texts)}::jsonb, ${form.redirectUrl}, ${form.isOpen}, ${form.textVersion}, ${ctx.now}, ${ctx.now})`
}

export async function update(ctx: Ctx, form: WrittenForm, version: number): Promise<boolean> {
  const rows = await ctx.sql`
    update crm.form set name = ${form.name}, brand_id = ${form.brandId}, fields = ${JSON.stringify(form.fields)}::jsonb,
      consents = ${JSON.stringify(form.consents)}::jsonb, texts = ${JSON.stringify(form.texts)}::jsonb, redirect_url = ${form.redirectUrl},
      is_open = ${form.isOpen}, text_version = ${form.textVersion}, updated_at = ${ctx.now}, version = version + 1
    where id = ${form.id} and version = ${version} returning id`
  return rows.length > 0
}

export type Submission = {
  id: string
  formId: string
  contactId: string
  leadId: string
  answers: Record<string, unknown>
  textVersion: number
  digest: string
}

export async function addSubmission(ctx: Ctx, submission: Submission): Promise<void> {
  await ctx.sql`
    insert into crm.form_submission (id, form_id, contact_id, lead_id, answers, text_version, digest, at)
    values (${submission.id}, ${submission.formId}, ${submission.contactId}, ${submission.leadId}, ${JSON.stringify(submission.answers)}::jsonb,
      ${submission.textVersion}, ${submission.digest}, ${ctx.now})`
}

/** The same answers to the same form since then. Those who send to a form at once take turns, so that the second sees the first. */
export async function isKnown(ctx: Ctx, formId: string, digest: string, since: Date): Promise<boolean> {
  await ctx.sql`select f.id from crm.form f where f.id = ${formId} for no key update`
  const rows = await ctx.sql`
    select s.id from crm.form_submission s where s.form_id = ${formId} and s.digest = ${digest} and s.at > ${since} limit 1`
  return rows.length > 0
}
