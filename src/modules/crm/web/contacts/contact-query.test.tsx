import { expect, test } from 'vitest'
import { optionId } from '#crm/web/fields/option-id.ts'
import { newAddress } from '#crm/web/contacts/address-values.ts'
import { asInput, changesBetween, clashesOf, resolved } from '#crm/web/contacts/changes.ts'
import { emptyContact, withoutBlanks, type ContactValues } from '#crm/web/contacts/contact-form.tsx'
import { askFor, isNarrowed, readContactSearch } from '#crm/web/contacts/contact-query.ts'
import { searchOf, viewOf } from '#crm/web/contacts/contact-view.ts'

test('an address that people can read becomes the question to the server', () => {
  const search = readContactSearch({
    buscar: 'ana',
    etiqueta: ['t1', 't2'],
    responsable: 'nadie',
    origen: 'whatsapp',
    filtro: ['fields.zona:eq:sur', 'org_id:eq:x'],
    relacion: 'ninguna',
    orden: 'name',
  })
  expect(askFor(search)).toEqual({
    show: 'active',
    sort: 'name',
    search: 'ana',
    filter: ['tags:has:t1|t2', 'source:in:whatsapp', 'ownerId:empty', 'relations:empty', 'fields.zona:eq:sur'],
  })
  expect(askFor(readContactSearch({}))).toEqual({ show: 'active', sort: '-createdAt', filter: [] })
  expect(isNarrowed(readContactSearch({ ver: 'archivados' }))).toBe(false)
  expect(isNarrowed(readContactSearch({ etiqueta: 'ninguna' }))).toBe(true)
})

test('a saved view opens as it was saved', () => {
  const search = readContactSearch({
    buscar: 'ana',
    etiqueta: 'ninguna',
    responsable: ['u1'],
    tipo: 'company',
    relacion: ['customer', 'supplier'],
    filtro: 'fields.zona:filled',
    orden: 'name',
    ver: 'archivados',
  })
  expect(searchOf(viewOf(search, ['phone']), 'v1')).toEqual({ ...search, vista: 'v1' })
})

const base: ContactValues = { ...emptyContact, name: 'Ana', identities: [{ kind: 'phone', value: '1' }], fields: { zona: 'sur', edad: 30 } }

test('only what somebody changed is sent', () => {
  expect(changesBetween(base, { ...base, notes: 'x', fields: { zona: null, edad: 30 } })).toEqual({ notes: 'x', fields: { zona: null } })
  expect(changesBetween(base, { ...base })).toEqual({})
})

test('two people who changed different parts do not clash; the same part in two ways does', () => {
  const theirs = { ...base, notes: 'de ella', fields: { ...base.fields, zona: 'norte' } }
  expect(clashesOf(base, { ...base, name: 'Ana R' }, theirs)).toEqual([])
  expect(clashesOf(base, { ...base, notes: 'de ella' }, theirs)).toEqual([])
  const mine = { ...base, name: 'Ana R', notes: 'mía', fields: { ...base.fields, zona: 'este', edad: 31 } }
  expect(clashesOf(base, mine, theirs)).toEqual([
    { path: 'notes', mine: 'mía', theirs: 'de ella' },
    { path: 'fields.zona', mine: 'este', theirs: 'norte' },
  ])
  expect(resolved(changesBetween(base, mine), new Set(['notes', 'fields.zona']))).toEqual({ name: 'Ana R', fields: { edad: 31 } })
})

test('two people who changed the addresses or the relations of one contact are asked which stay', () => {
  const home = { ...newAddress('AR', true), city: 'Córdoba' }
  const mine = { ...base, addresses: [home], relations: ['customer' as const] }
  const theirs = { ...base, addresses: [{ ...home, city: 'Lobos' }], relations: ['supplier' as const] }
  expect(clashesOf(base, mine, theirs).map(({ path }) => path)).toEqual(['addresses', 'relations'])
  expect(asInput(resolved(changesBetween(base, mine), new Set(['relations'])))).toEqual({ addresses: [{ ...home, coordinates: null }] })
})

test('rows that were left empty are not sent', () => {
  expect(
    withoutBlanks({
      ...base,
      name: ' Ana ',
      identities: [
        { kind: 'phone', value: ' ' },
        { kind: 'email', value: ' a@b.co ' },
      ],
    }),
  ).toMatchObject({ name: 'Ana', identities: [{ kind: 'email', value: 'a@b.co' }] })
})

test('options get an id from their label, once', () => {
  const taken = new Set(['zona-sur'])
  expect([optionId('Zona Sur', taken), optionId('¿?', taken), optionId('¿?', taken)]).toEqual(['zona-sur-2', 'opcion', 'opcion-2'])
})
