import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Content } from '#conversations/contract/content.ts'
import * as permissions from '#conversations/contract/permissions.ts'
import { OTHER_REASONS, RULES } from '#conversations/server/channels/whatsapp/errors.ts'
import * as problems from '#conversations/server/problems.ts'
import * as views from '#conversations/server/views/views.ts'

type Words = { [key: string]: string | Words }

const keysOf = (words: Words, path = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) => (typeof value === 'string' ? [`${path}${key}`] : keysOf(value, `${path}${key}.`)))

const needed = [
  ...Object.values(permissions).map(({ code }) => code.replace('conversations.', 'permissions.')),
  ...Object.values({ ...problems, ...views.problems }).map((problem) => problem().code.replace('conversations.', 'problems.')),
  ...[...RULES.map(({ rule }) => rule.reason), ...OTHER_REASONS].flatMap((reason) => [
    `failures.${reason}.title`,
    `failures.${reason}.advice`,
  ]),
  ...Content.options.flatMap((option) =>
    option.shape.kind.def.type === 'literal' && 'what' in option.shape && 'options' in option.shape.what
      ? option.shape.what.options.map((what) => `activities.${what}`)
      : [],
  ),
  ...['window-closed', 'never-wrote', 'channel-stopped', 'cannot-reply'].map((block) => `blocks.${block}`),
  ...['gone', 'too-large', 'unreadable', 'refused', 'unreachable'].map((failure) => `media_failures.${failure}`),
  ...['opened', 'resolved'].map((what) => `timeline.${what}`),
  'metrics.messages_in',
  'metrics.messages_out',
]

for (const language of ['es', 'en', 'pt']) {
  test(`everything the server may say has words in ${language}`, () => {
    const words = JSON.parse(readFileSync(new URL(`../web/locales/${language}.json`, import.meta.url), 'utf8')) as Words
    const known = new Set(keysOf(words))
    assert.deepEqual(
      needed.filter((key) => !known.has(key)),
      [],
    )
    assert.ok(
      needed.some((key) => key.startsWith('activities.')),
      'the activities were looked for',
    )
  })
}
