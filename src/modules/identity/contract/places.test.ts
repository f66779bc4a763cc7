import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Currency } from '#kernel/contract/money.ts'
import { Zone } from '#kernel/contract/time.ts'
import { BrandColor } from '#identity/contract/brand.ts'
import { Country } from '#identity/contract/organization.ts'
import { brandColors, currencies, placeByCountry } from '#identity/contract/places.ts'

for (const [country, place] of Object.entries(placeByCountry)) {
  test(`what goes with ${country} is what the contracts accept`, () => {
    assert.ok(Country.safeParse(country).success)
    assert.ok(Zone.safeParse(place.zone).success, place.zone)
    assert.ok(Currency.safeParse(place.currency).success, place.currency)
  })
}

test('the currencies offered are the ones the product counts in', () => {
  assert.deepEqual([...currencies], Currency.options)
})

test('the colours offered are colours', () => {
  for (const color of brandColors) assert.ok(BrandColor.safeParse(color).success, color)
})
