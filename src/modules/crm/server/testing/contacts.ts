import type { TestOrg } from '#kernel/testing/org.ts'
import { CreateContact, ListContacts } from '#crm/contract/contact.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import * as tags from '#crm/server/tags/tags.ts'

type Given = Partial<Parameters<typeof CreateContact.parse>[0] & object> & Record<string, unknown>

export const create = (shop: TestOrg, given: Given = {}) =>
  shop.run((ctx) => contacts.create(ctx, CreateContact.parse({ name: 'Ana Ruiz', ...given })))

export const listed = async (shop: TestOrg, asked: Record<string, unknown> = {}) =>
  (await shop.read((ctx) => contacts.list(ctx, ListContacts.parse(asked)))).items.map(({ name }) => name)

export const phone = (value: string) => ({ kind: 'phone', value })
export const tag = (shop: TestOrg, name: string) => shop.run((ctx) => tags.create(ctx, { name, color: 'blue' }))
