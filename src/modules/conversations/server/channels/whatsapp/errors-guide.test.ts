import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { RULES } from './errors.ts'
import { errorTable, withErrorTable } from './errors-guide.ts'

const words = JSON.parse(readFileSync(new URL('./failure-words.es.json', import.meta.url), 'utf8')).failures
const screen = JSON.parse(readFileSync(new URL('../../../web/locales/es.json', import.meta.url), 'utf8')).failures
const guide = readFileSync(new URL('../../../../../../docs/guides/whatsapp.md', import.meta.url), 'utf8')

test('the guide explains every error with the very words of the screen, and says what is done about it', () => {
  assert.equal(withErrorTable(guide, words), guide, 'run npm run docs')
  for (const { from, to, rule } of RULES) {
    assert.ok(guide.includes(String(from)) && guide.includes(String(to)))
    assert.deepEqual(screen[rule.reason], words[rule.reason])
  }
})

test('a guide that says something else is noticed', () => {
  assert.notEqual(withErrorTable(guide.replace('131047', '131048'), words), guide.replace('131047', '131048'))
  assert.throws(() => errorTable({}))
})
