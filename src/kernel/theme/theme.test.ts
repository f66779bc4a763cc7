import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { contrastOf, hexOf, mix, oklchOf } from '#kernel/theme/oklch.ts'
import { defaultBrand, themeOf } from '#kernel/theme/theme.ts'

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
const chromeOfLight = hexOf({ l: 0.968, c: 0.004, h: 85 })
const sheetOfDark = hexOf({ l: 0.205, c: 0.006, h: 70 })

test('every colour goes to OKLCH and comes back as itself', () => {
  fc.assert(
    fc.property(colour, (hex) => assert.equal(hexOf(oklchOf(hex)), hex)),
    { numRuns: 500 },
  )
})

test('contrast is that of the standard', () => {
  assert.equal(contrastOf('#000000', '#ffffff'), 21)
  assert.equal(contrastOf('#777777', '#777777'), 1)
  assert.ok(Math.abs(contrastOf('#767676', '#ffffff') - 4.54) < 0.01)
})

test('an ink at half opacity is half way', () => {
  assert.equal(mix('#ffffff', '#000000', 0.5), '#808080')
  assert.equal(mix('#123456', '#ffffff', 0), '#123456')
})

test('whatever colour a tenant chooses, white letters on its buttons can be read', () => {
  fc.assert(
    fc.property(colour, (brand) => {
      const { light, dark } = themeOf(brand)
      for (const scheme of [light, dark]) {
        assert.ok(contrastOf(scheme['--accent'] ?? '', '#ffffff') >= 4.6, `accent of ${brand}`)
        assert.ok(contrastOf(scheme['--accent-hover'] ?? '', '#ffffff') >= 4.6, `hover of ${brand}`)
      }
    }),
    { numRuns: 400 },
  )
})

test('brand-coloured words and the hour under an own message can be read on what they stand on', () => {
  fc.assert(
    fc.property(colour, (brand) => {
      const { light, dark } = themeOf(brand)
      for (const ground of ['#ffffff', chromeOfLight, mix(chromeOfLight, '#1b150d', 0.075), light['--accent-soft'] ?? '']) {
        assert.ok(contrastOf(light['--accent-text'] ?? '', ground) >= 4.5, `words of ${brand} on ${ground}`)
      }
      for (const ground of [sheetOfDark, dark['--accent-soft'] ?? '']) {
        assert.ok(contrastOf(dark['--accent-text'] ?? '', ground) >= 4.5, `dark words of ${brand} on ${ground}`)
      }
      for (const scheme of [light, dark]) assert.ok(contrastOf(scheme['--accent-soft-t'] ?? '', scheme['--accent-soft'] ?? '') >= 4.5)
    }),
    { numRuns: 400 },
  )
})

test('the focus ring is seen on both sheets', () => {
  fc.assert(
    fc.property(colour, (brand) => {
      assert.ok(contrastOf(themeOf(brand).light['--mark'] ?? '', '#ffffff') >= 3)
      assert.ok(contrastOf(themeOf(brand).dark['--mark'] ?? '', sheetOfDark) >= 3)
    }),
    { numRuns: 300 },
  )
})

test('the ten steps go from light to dark in the hue of the brand', () => {
  const steps = Object.entries(themeOf('#0f7b6c').light).flatMap(([name, hex]) => (name.startsWith('--b-') ? [oklchOf(hex)] : []))
  assert.equal(steps.length, 10)
  for (const [i, step] of steps.entries()) assert.ok(i === 0 || step.l < (steps[i - 1]?.l ?? 1))
  for (const step of steps.filter(({ c }) => c > 0.02)) assert.ok(Math.abs(step.h - oklchOf('#0f7b6c').h) < 6)
})

test('a brand that is dark enough is shown as it is', () => {
  assert.equal(themeOf(defaultBrand).light['--accent'], defaultBrand)
  assert.equal(themeOf('#8f2fb8').light['--accent'], '#8f2fb8')
})

test('only six hexadecimal digits are a colour', () => {
  for (const text of ['red', '#fff', 'oklch(.5 .1 30)', '#12345g', '#123456;}body{}']) assert.throws(() => themeOf(text), RangeError)
})
