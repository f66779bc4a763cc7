import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Field } from '#crm/contract/field.ts'
import { cluesOf, reasonsOf, strengthOf } from '#crm/server/duplicates/clues.ts'

const field = (key: string, type: Field['type']): Field => ({
  id: key,
  key,
  label: key,
  type,
  options: [],
  currency: null,
  position: 0,
  isArchived: false,
  version: 1,
})
const definitions = [field('city', 'text'), field('birthday', 'date'), field('spicy', 'choice')]
const telling = (...identities: [Parameters<typeof cluesOf>[0][number]['kind'], string][]) =>
  cluesOf(
    identities.map(([kind, value]) => ({ kind, value })),
    {},
    [],
  ).telling
const supporting = (kind: 'phone' | 'email', value: string) => cluesOf([{ kind, value }], {}, []).supporting

test('a line is the same in every spelling, and in WhatsApp’s', () => {
  const mobile = telling(['phone', '+5491151234567'])
  assert.deepEqual(mobile, telling(['phone', '+541151234567']), 'with and without the 9 of Argentina')
  assert.deepEqual(mobile, telling(['wa_id', '5491151234567']))
  assert.deepEqual(telling(['phone', '+525512345678']), telling(['wa_id', '5215512345678']), 'with and without the 1 of Mexico')
  assert.notDeepEqual(mobile, telling(['phone', '+5491151234568']))
})

test('dots and labels of a Gmail address are a hint, those of other providers are not', () => {
  assert.deepEqual(telling(['email', 'juan.perez+pollo@gmail.com']), telling(['email', 'juanperez@googlemail.com']))
  assert.deepEqual(telling(['email', 'juan.perez@fastmail.com']), [])
})

test('mail that everybody has says nothing, a business’s own does', () => {
  assert.deepEqual(supporting('email', 'juan.perez@hotmail.com.ar'), ['local:juan.perez'])
  assert.deepEqual(supporting('email', 'info@metalnorte.com'), ['domain:metalnorte.com'])
  assert.deepEqual(supporting('phone', '+5493515550101'), ['tail:5550101'])
})

test('values of fields count where people would write the same thing by knowing it', () => {
  const values = { city: ' CÓRDOBA  Capital', birthday: '1990-02-03', spicy: 'poco' }
  assert.deepEqual(cluesOf([], values, definitions).supporting, ['field:city:cordoba capital', 'field:birthday:1990-02-03'])
})

test('the same line comes before any likeness of names, and more that agrees comes first', () => {
  assert.ok(strengthOf(0, ['line:+5491151234567']) > strengthOf(1, ['tail:5550101', 'field:city:cordoba', 'domain:x.com', 'local:juanp']))
  assert.ok(strengthOf(0.8, ['tail:1', 'field:city:x']) > strengthOf(0.8, ['field:city:x']))
  assert.ok(strengthOf(1, ['field:city:x']) > strengthOf(0.6, ['field:city:x']))
  assert.deepEqual(reasonsOf(['field:city:cordoba', 'line:+54911']), [
    { kind: 'line', field: null },
    { kind: 'field', field: 'city' },
  ])
})
