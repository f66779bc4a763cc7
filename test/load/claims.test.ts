import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimTogether } from './claims.ts'
import { sizes } from './ground.ts'
import { asSuperuser } from './product.ts'
import { aLoadStage, isQuick } from './stage.ts'
import { asVariant } from './variants.ts'

const agents = 64
const conversations = isQuick ? 30 : 157
const amount = { ...sizes.small, orgs: 1, peoplePerOrg: agents, conversations: 400, messagesEach: 2 }

test(`of ${agents} agents who take the same conversation at once one gets it, in ${agents * conversations} attempts`, async (t) => {
  const { product, ground } = await aLoadStage(t, amount)
  const { attempts, unclaimed, doubled, statuses } = await claimTogether(product, ground, conversations)
  assert.deepEqual({ attempts, unclaimed, doubled }, { attempts: agents * conversations, unclaimed: 0, doubled: 0 })
  // Whoever came too late is told so, or does not see it any more.
  assert.deepEqual(new Set(statuses.keys()).difference(new Set([200, 404, 409])), new Set())
})

test('control: without the lock on the conversation, and the numbers of its lines, several are told that they have it', async (t) => {
  const stage = await aLoadStage(t, amount)
  await asSuperuser(stage.product, (client) => client.query('drop index conversations.message_by_seq'))
  await stage.restart(asVariant('takesUnheld'))
  const { doubled } = await claimTogether(stage.product, stage.ground, 20)
  assert.ok(doubled > 0, 'a control that doubles nothing proves nothing')
})
