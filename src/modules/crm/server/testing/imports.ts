import { Readable } from 'node:stream'
import type { TestOrg } from '#kernel/testing/org.ts'
import { CreateContact, ListContacts } from '#crm/contract/contact.ts'
import { ImportMapping } from '#crm/contract/import.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import * as imports from '#crm/server/imports/imports.ts'

export const upload = async (shop: TestOrg, content: string | Buffer, name = 'clientes.csv') => {
  const { id } = await shop.run((ctx) => imports.create(ctx), {
    upload: { name, declaredMime: 'text/csv', stream: Readable.from([Buffer.from(content as string)]) },
  })
  await shop.settle()
  return shop.read((ctx) => imports.get(ctx, { id }))
}

export const check = async (shop: TestOrg, id: string, mapping: ImportMapping) => {
  await shop.run((ctx) => imports.check(ctx, { id, mapping }))
  await shop.settle()
  return shop.read((ctx) => imports.get(ctx, { id }))
}

export const step = async (shop: TestOrg, id: string, what: 'run' | 'undo') => {
  await shop.run((ctx) => imports[what](ctx, { id }))
  await shop.settle()
  return shop.read((ctx) => imports.get(ctx, { id }))
}

export const mapping = (columns: (string | null)[], extra: object = {}): ImportMapping =>
  ImportMapping.parse({ columns, country: 'AR', ...extra })

export const everybody = async (shop: TestOrg, asked: object = {}) =>
  (await shop.read((ctx) => contacts.list(ctx, ListContacts.parse({ sort: 'name', limit: 200, ...asked })))).items

export const names = async (shop: TestOrg, asked: object = {}) => (await everybody(shop, asked)).map(({ name }) => name)
export const create = (shop: TestOrg, given: object) => shop.run((ctx) => contacts.create(ctx, CreateContact.parse(given)))

export const clients =
  'Nombre;Teléfono;Correo;Etiquetas\nÁlvaro Muñoz;011 15-5123-4567;alvaro@example.com;VIP\nBea;llamar;;\nCarla;+54 9 351 512-3456;;VIP, mayorista\n'
