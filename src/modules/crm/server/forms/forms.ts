import { randomBytes } from 'node:crypto'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as identity from '#identity/server/public.ts'
import type { CreateForm, Form, UpdateForm } from '#crm/contract/form.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { askableTypes } from '#crm/server/forms/answers.ts'
import * as store from '#crm/server/forms/forms.store.ts'
import { formFieldUnusable, formNeedsIdentity, formNotFound } from '#crm/server/problems.ts'

export const shownForm = (ctx: Pick<Ctx, 'config'>, form: store.StoredForm): Form => ({
  ...form,
  url: `${ctx.config.publicUrl}/f/${form.slug}`,
})

export const list = async (ctx: Ctx): Promise<{ items: Form[] }> => ({ items: (await store.all(ctx)).map((form) => shownForm(ctx, form)) })

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Form> {
  const form = await store.find(ctx, id)
  if (!form) throw formNotFound()
  return shownForm(ctx, form)
}

export async function create(ctx: Ctx, input: CreateForm): Promise<Form> {
  await check(ctx, input)
  const brandId = await brandOf(ctx, input.brandId)
  const id = ctx.newId()
  await store.insert(ctx, { ...input, id, brandId, slug: randomBytes(16).toString('base64url'), isOpen: true, textVersion: 1 })
  ctx.audit({
    action: 'crm.form.created',
    subject: { kind: 'form', id, name: input.name },
    after: { name: input.name, fields: input.fields },
  })
  return get(ctx, { id })
}

/** What is absent stays. Other words of a consent are another version of them. */
export async function update(ctx: Ctx, input: UpdateForm): Promise<Form> {
  const before = await store.find(ctx, input.id)
  if (!before) throw formNotFound()
  const next = {
    id: before.id,
    name: input.name ?? before.name,
    brandId: input.brandId ? await brandOf(ctx, input.brandId) : before.brandId,
    fields: input.fields ?? before.fields,
    consents: input.consents ?? before.consents,
    texts: input.texts ?? before.texts,
    redirectUrl: input.redirectUrl === undefined ? before.redirectUrl : input.redirectUrl,
    isOpen: input.isOpen ?? before.isOpen,
  }
  await check(ctx, next)
  const textVersion = JSON.stringify(next.consents) === JSON.stringify(before.consents) ? before.textVersion : before.textVersion + 1
  if (!(await store.update(ctx, { ...next, textVersion }, ctx.ifMatch ?? before.version)))
    throw changedMeanwhile({ version: before.version })
  ctx.audit({
    action: 'crm.form.updated',
    subject: { kind: 'form', id: before.id, name: next.name },
    before: { name: before.name, isOpen: before.isOpen },
    after: { name: next.name, isOpen: next.isOpen },
  })
  return get(ctx, { id: input.id })
}

async function brandOf(ctx: Ctx, asked: string | undefined): Promise<string> {
  const brands = await identity.brands(ctx)
  const brand = asked ? brands.find(({ id }) => id === asked) : brands.find(({ isMain }) => isMain)
  if (!brand) throw formNotFound()
  return brand.id
}

/** Somebody who sends it must be reachable, and only fields that a page can ask for may be asked. */
async function check(ctx: Ctx, form: Pick<CreateForm, 'fields'>): Promise<void> {
  if (!form.fields.some(({ key }) => key === 'phone' || key === 'email')) throw formNeedsIdentity()
  const definitions = form.fields.some(({ key }) => key.startsWith('fields.')) ? await fields.all(ctx) : []
  const seen = new Set<string>()
  for (const { key } of form.fields) {
    const field = definitions.find((one) => `fields.${one.key}` === key)
    const isUsable = !key.startsWith('fields.') || (field !== undefined && !field.isArchived && askableTypes.has(field.type))
    if (!isUsable || seen.has(key)) throw formFieldUnusable({ key })
    seen.add(key)
  }
}
