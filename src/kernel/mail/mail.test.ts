import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { openMail } from '#kernel/mail/mail.ts'
import * as outbox from '#kernel/mail/outbox.ts'
import { postman } from '#kernel/mail/postman.ts'
import { anOrg } from '#kernel/testing/org.ts'

const letter = {
  to: { address: 'ana@shop.example', name: 'Ana\r\nBcc: x@y.z' },
  subject: 'Bienvenida\r\nX: 1',
  paragraphs: ['Hola <b>Ana</b>'],
  action: { label: 'Entrar', href: 'https://shop.example/entrar#t' },
}
const page = { limit: 50, filter: [] }

async function aServer(answer: (address: string) => Error | null) {
  const received: string[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (address, _session, done) => done(answer(address.address)),
    onData: (stream, _session, done) => {
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk))
      stream.on('end', () => (received.push(text), done()))
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  after(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as { port: number }
  return { received, chore: postman({ smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: 'Yapa <hola@yapa.example>' })[0]! }
}

test('mail leaves after the commit, once, without headers that somebody smuggled in, and its text is forgotten', async (t) => {
  const shop = await anOrg(t)
  const { received, chore } = await aServer(() => null)
  const mail = openMail({ config: { smtpUrl: 'smtp://x' } })
  await shop.run((ctx) => mail.send(ctx, letter))
  await chore.run(shop.kernel.db.platform, shop.clock.now())
  await chore.run(shop.kernel.db.platform, shop.clock.now())
  assert.equal(received.length, 1)
  assert.match(received[0] ?? '', /To: "?Ana Bcc: x@y\.z"? <ana@shop\.example>/)
  assert.doesNotMatch(received[0]?.split('\r\n\r\n')[0] ?? '', /^Bcc:|^X:/m)
  const [sent] = (await shop.read((ctx) => outbox.list(ctx, page))).items
  assert.deepEqual([sent?.state, sent?.text], ['sent', null])
})

test('a mail whose transaction failed was never written', async (t) => {
  const shop = await anOrg(t)
  const mail = openMail({ config: { smtpUrl: undefined } })
  await assert.rejects(shop.run(async (ctx) => (await mail.send(ctx, letter), Promise.reject(new Error('no')))))
  assert.deepEqual((await shop.read((ctx) => outbox.list(ctx, page))).items, [])
})

test('without a server mail waits in the outbox, where only its own organization sees it', async (t) => {
  const [shop, other] = await Promise.all([anOrg(t), anOrg(t)])
  assert.deepEqual(postman({ smtpUrl: undefined, mailFrom: '' }), [])
  await shop.run((ctx) => openMail({ config: { smtpUrl: undefined } }).send(ctx, letter))
  const [waiting] = (await shop.read((ctx) => outbox.list(ctx, page))).items
  assert.match(waiting?.text ?? '', /https:\/\/shop\.example\/entrar#t/)
  assert.deepEqual((await other.read((ctx) => outbox.list(ctx, page))).items, [])
})

test('who looks at the mail is told when its links open on this machine only', async (t) => {
  const shop = await anOrg(t)
  const toldAt = async (publicUrl: string) =>
    (await shop.read((ctx) => outbox.list({ ...ctx, config: { ...ctx.config, publicUrl } }, page))).localAddress
  assert.equal(await toldAt('http://localhost:8080'), 'http://localhost:8080')
  assert.equal(await toldAt('https://yapa.example'), null)
})

test('a server that is away is tried again later, an address that does not exist is given up', async (t) => {
  const shop = await anOrg(t)
  const { chore } = await aServer((address) =>
    Object.assign(new Error('later'), { responseCode: address.startsWith('nobody') ? 550 : 451 }),
  )
  const mail = openMail({ config: { smtpUrl: 'smtp://x' } })
  await shop.run(async (ctx) => {
    await mail.send(ctx, letter)
    await mail.send(ctx, { ...letter, to: { address: 'nobody@shop.example', name: '' } })
  })
  await chore.run(shop.kernel.db.platform, shop.clock.now())
  const states = new Map((await shop.read((ctx) => outbox.list(ctx, page))).items.map((one) => [one.toAddress, one.state]))
  assert.deepEqual([states.get('ana@shop.example'), states.get('nobody@shop.example')], ['waiting', 'failed'])
})
