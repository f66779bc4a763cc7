import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asAdmin, deliver, setScene, textOf, until, webhookOf, type Scene } from './scene.ts'

/**
 * Customers write while the app, the worker and the database are killed at random. The provider's own rule holds: what was
 * not answered with 200 comes again, and now and then so does what was.
 */
const writers = 16
const kills = Number(process.env.YAPA_TEST_KILLS ?? 20)

type Outcome = { acknowledged: Set<string>; repeated: number }

async function storm(
  scene: Scene,
  options: { kills: number; targets: readonly ('app' | 'worker' | 'postgres')[]; insists: boolean },
): Promise<Outcome> {
  const acknowledged = new Set<string>()
  let repeated = 0
  let isOver = false
  const write = async (writer: number): Promise<void> => {
    for (let i = 0; !isOver; i++) {
      const message = {
        id: `wamid.CRASH.${writer}.${i}`,
        waId: `1829555${String(1000 + writer)}`,
        at: Date.now(),
        content: textOf(`Mensaje ${i}`),
      }
      const webhook = webhookOf(scene.number, message)
      while (!(await deliver(scene.url, webhook))) {
        if (isOver && !options.insists) return
        repeated++
        await new Promise((resolve) => setTimeout(resolve, 40))
      }
      acknowledged.add(message.id)
      if (i % 10 === 9) await deliver(scene.url, webhook)
    }
  }
  const all = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)))
  for (let i = 0; i < options.kills; i++) {
    // Somebody has to be served between two kills, or nothing could be lost.
    const served = acknowledged.size + writers
    await until(() => Promise.resolve(acknowledged.size >= served), 60_000)
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 500))
    scene.kill(options.targets[Math.floor(Math.random() * options.targets.length)] ?? 'app')
  }
  await new Promise((resolve) => setTimeout(resolve, 800))
  isOver = true
  await all
  return { acknowledged, repeated }
}

const stored = (scene: Scene): Promise<string[]> =>
  asAdmin(scene, async (client) =>
    (
      await client.query<{ id: string }>(`select provider_id as id from conversations.message where provider_id like 'wamid.CRASH.%'`)
    ).rows.map(({ id }) => id),
  )

test(
  `no acknowledged message is lost or doubled while app, worker and database are killed ${kills} times`,
  { timeout: 600_000 },
  async (t) => {
    const scene = await setScene()
    try {
      const { acknowledged, repeated } = await storm(scene, { kills, targets: ['app', 'worker', 'postgres'], insists: true })
      const rows = await stored(scene)
      t.diagnostic(`${acknowledged.size} acknowledged, ${repeated} deliveries repeated, ${rows.length} stored`)
      assert.ok(acknowledged.size > 100)
      assert.deepEqual(rows.length, new Set(rows).size, 'a message was stored twice')
      assert.deepEqual(
        [...acknowledged].filter((id) => !rows.includes(id)),
        [],
        'an acknowledged message is gone',
      )
      const counts = await asAdmin(scene, (client) =>
        client
          .query<{ conversations: number; contacts: number; events: number; messages: number }>(
            `select count(distinct m.conversation_id)::int as conversations, count(distinct c.contact_id)::int as contacts, count(*)::int as messages,
             (select count(*)::int from kernel.event where type = 'conversations.message.received' and data -> 'message' -> 'content' ->> 'text' like 'Mensaje %') as events
           from conversations.message m join conversations.conversation c on c.org_id = m.org_id and c.id = m.conversation_id where m.provider_id like 'wamid.CRASH.%'`,
          )
          .then(({ rows: [row] }) => row),
      )
      assert.equal(counts?.conversations, writers, 'each customer has one conversation')
      assert.equal(counts?.contacts, writers, 'each customer is one contact')
      assert.equal(counts?.events, counts?.messages, 'each message was announced once')
      // Whatever was left in the queue is done by those who came back.
      await until(
        async () =>
          asAdmin(
            scene,
            async (client) =>
              (await client.query(`select from kernel.job where state = 'ready' or leased_until is not null`)).rowCount === 0,
          ),
        180_000,
      )
    } finally {
      await scene.end()
    }
  },
)

test('control: with synchronous_commit off the same storm loses acknowledged messages', { timeout: 600_000 }, async (t) => {
  const scene = await setScene()
  try {
    await asAdmin(scene, async (client) => {
      await client.query(`alter system set wal_writer_delay = '10s'`)
      await client.query('alter role yapa_app set synchronous_commit = off')
      await client.query('select pg_reload_conf()')
      await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'yapa_app'`)
    })
    let lost = 0
    let acknowledged = 0
    for (let round = 0; round < 5 && lost === 0; round++) {
      const outcome = await storm(scene, { kills: 2, targets: ['postgres'], insists: false })
      acknowledged += outcome.acknowledged.size
      const rows = new Set(await stored(scene))
      lost += [...outcome.acknowledged].filter((id) => !rows.has(id)).length
    }
    t.diagnostic(`${lost} of ${acknowledged} acknowledged messages lost`)
    assert.ok(lost > 0, 'a control that loses nothing proves nothing')
  } finally {
    await scene.end()
  }
})
