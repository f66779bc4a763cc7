import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { variants } from '../../test/load/variants.ts'

for (const [name, changes] of Object.entries(variants)) {
  test(`what the variant ${name} replaces stands in the source, once`, async () => {
    for (const { file, from } of changes) {
      const source = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8')
      assert.equal(source.split(from).length - 1, 1, `${file} changed: tell test/load/variants.ts what to replace`)
    }
  })
}
