import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sweepDoors } from '#identity/server/sessions/sweep.ts'
import { aDoor } from '#identity/server/testing/door.ts'
import { aHouse } from '#identity/server/testing/house.ts'

test('what opens nothing any more is forgotten, and nothing else', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const idle = await house.enter(door)
  await door.visitor().post('/password-resets', { email: house.owner.email })
  const rows = () => door.kernel.db.platform<{ sessions: number; resets: number }>`
    select (select count(*) from identity.session where person_id = ${house.owner.id}) as sessions,
      (select count(*) from identity.password_reset where person_id = ${house.owner.id}) as resets`
  assert.deepEqual(await rows(), [{ sessions: 1, resets: 1 }])

  door.clock.advance({ days: 13 })
  await sweepDoors.run(door.kernel.db.platform, door.clock.now())
  door.forget()
  assert.equal((await idle.get('/session')).status, 200)
  assert.deepEqual(await rows(), [{ sessions: 1, resets: 0 }])

  door.clock.advance({ days: 15 })
  await sweepDoors.run(door.kernel.db.platform, door.clock.now())
  assert.deepEqual(await rows(), [{ sessions: 0, resets: 0 }])
})
