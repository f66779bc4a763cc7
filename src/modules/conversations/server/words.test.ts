import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unsaid } from '#kernel/testing/words.ts'
import { Content } from '#conversations/contract/content.ts'
import { OTHER_REASONS, RULES } from '#conversations/server/channels/whatsapp/errors.ts'

const activities = Content.options.flatMap((option) =>
  option.shape.kind.def.type === 'literal' && 'what' in option.shape && 'options' in option.shape.what
    ? option.shape.what.options.map((what) => `activities.${what}`)
    : [],
)

test('everything the server may say has words', () => {
  const needed = [
    ...activities,
    ...[...RULES.map(({ rule }) => rule.reason), ...OTHER_REASONS].flatMap((reason) => [
      `failures.${reason}.title`,
      `failures.${reason}.advice`,
    ]),
    ...['window-closed', 'never-wrote', 'channel-stopped', 'cannot-reply'].map((block) => `blocks.${block}`),
    ...['gone', 'too-large', 'unreadable', 'refused', 'unreachable'].map((failure) => `media_failures.${failure}`),
    'metrics.messages_in',
    'metrics.messages_out',
  ]
  assert.ok(activities.length > 0, 'the activities were looked for')
  assert.deepEqual(unsaid(needed.map((key) => `conversations.${key}`)), [])
})
