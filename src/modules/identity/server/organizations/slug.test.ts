import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Slug } from '#identity/contract/organization.ts'
import { slugOf, slugsFor } from '#identity/server/organizations/slug.ts'

const cases: [name: string, slug: string][] = [
  ['Pollos El Gallo', 'pollos-el-gallo'],
  ['Ñandú & Cía. S.A.', 'nandu-cia-s-a'],
  ['  --Açaí do João--  ', 'acai-do-joao'],
  ['🍗🍗🍗', 'negocio'],
  ['x'.repeat(47) + ' yz', 'x'.repeat(47)],
]

for (const [name, slug] of cases) {
  test(`"${name.slice(0, 30)}" is found at ${slug.slice(0, 30)}`, () => {
    assert.equal(slugOf(name), slug)
    assert.ok(Slug.safeParse(slug).success)
  })
}

test('a second shop with the same name gets a number', () => {
  const [first, second, third] = slugsFor('El Gallo')
  assert.deepEqual([first, second, third], ['el-gallo', 'el-gallo-2', 'el-gallo-3'])
})

test('however many shops have the same name, the next one needs few tries, and nobody can tell how many there are', () => {
  const [one, other] = [[...slugsFor('x'.repeat(60))], [...slugsFor('x'.repeat(60))]]
  assert.ok(one.length <= 10)
  for (const slug of one) assert.ok(Slug.safeParse(slug).success, slug)
  assert.deepEqual(
    one.filter((slug) => other.includes(slug)),
    one.slice(0, 5),
  )
})
