import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstWord } from '#conversations/server/public.ts'
import { canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import { only } from '#conversations/server/testing/stage.ts'
import { holds, patienceMs } from './holding.ts'
import * as store from './runs.store.ts'
import { turn } from './turns.ts'
import { ana, type Bot, aBot, lines, greeting } from '#bots/server/testing/bot.ts'

const readsAll = 'conversations.read-all'

test('a bot takes the first word, does what the flow says once, and hands over with a summary', async (t) => {
  const bot = await aBot(t)
  await bot.writes('Hola')
  assert.deepEqual(await bot.said(), [greeting])
  assert.equal((await bot.conversation()).state, 'pending')
  await bot.writes('quiero hacer un pedido')
  await bot.writes('dos y medio')
  await bot.writes('Marta')
  const { id, state } = await bot.conversation()
  assert.deepEqual((await bot.said()).slice(1, 4), ['¿Cuántos pollos?', '¿A nombre de quién?', 'Anoté 2,5 para Marta.'])
  // Nobody is online: it says so.
  assert.match((await bot.said()).at(-1) ?? '', /no hay nadie/)
  assert.equal(state, 'open')
  const note = only((await bot.thread()).filter(({ direction }) => direction === 'note'))
  for (const part of ['Gallito', 'Quiere 2,5 pollos', '• pollos: 2,5', '• nombre: Marta'])
    assert.ok(String(note.content['text']).includes(part), part)
  assert.deepEqual(await lines(bot), ['bot-took', 'bot-gave'])
  const contact = only((await bot.http.get('/contacts?limit=10')).body.items) as { tagIds: string[] }
  assert.equal(contact.tagIds.length, 1)
  const runs = (await bot.http.get(`/conversations/${id}/bot-runs`)).body.items
  assert.deepEqual([runs[0].state, runs[0].reason, runs[0].versionNumber], ['handed-off', 'flow', 1])
  assert.deepEqual(runs[0].lines.map((line: { kind: string; nodeName: string }) => `${line.kind} ${line.nodeName}`.trim()).slice(0, 4), [
    'heard',
    'said Hola {{clientName}}, ¿en qué te ayudo?',
    'heard',
    'said ¿Cuántos pollos?',
  ])
  // The person who comes is not talked over.
  await bot.writes('¿están?')
  assert.equal((await bot.said()).length, 5)
})

test('the same delivery twice, and the same job again, change nothing', async (t) => {
  const bot = await aBot(t)
  const id = 'wamid.twice'
  for (let i = 0; i < 3; i++) await bot.hear({ from: ana, text: 'Hola', id })
  await bot.settle()
  const conversation = await bot.conversation()
  await Promise.all(Array.from({ length: 4 }, () => bot.run((ctx) => turn(ctx, conversation.id))))
  await bot.settle()
  assert.deepEqual(await bot.said(), [greeting])
})

test('two who work on the same message at once answer once; without the guard they would answer twice', async (t) => {
  const bot = await aBot(t)
  await bot.hear({ from: ana, text: 'Hola' })
  const { id } = only(await bot.list())
  await Promise.all([bot.run((ctx) => turn(ctx, id)), bot.run((ctx) => turn(ctx, id))])
  assert.deepEqual(await bot.said(), [greeting])
  // The control: both read where the run stands before either moves it, and nothing makes the second one notice.
  const run = await bot.read((ctx) => store.latest(ctx, id))
  assert.ok(run)
  const blind = (ctx: Parameters<typeof turn>[0], n: number) =>
    firstWord.say(ctx, id, { messageId: ctx.newId(), content: { kind: 'text', text: `sin cuidado ${n - n}` }, as: 'Gallito' })
  await Promise.all([bot.run((ctx) => blind(ctx, 1)), bot.run((ctx) => blind(ctx, 2))])
  assert.equal((await bot.said()).filter((text) => text === 'sin cuidado 0').length, 2)
  // With the guard the second one finds that the run moved on.
  const moves = await Promise.all([1, 2].map(() => bot.run((ctx) => store.move(ctx, { ...run, heardSeq: run.heardSeq }))))
  assert.deepEqual(moves.toSorted(), [false, true])
})

test('a crash between what is said and the commit leaves nothing, and the next try says it once', async (t) => {
  const bot = await aBot(t)
  await bot.hear({ from: ana, text: 'Hola' })
  const { id } = only(await bot.list())
  const crashed = bot.run(async (ctx) => {
    await turn(ctx, id)
    throw new Error('the power went')
  })
  await assert.rejects(crashed, /the power went/)
  assert.deepEqual(await bot.said(), [])
  assert.equal((await bot.conversation()).state, 'open')
  await bot.settle()
  assert.deepEqual(await bot.said(), [greeting])
})

test('a person who writes has the word; the bot is silent until its rule gives it back', async (t) => {
  const bot = await aBot(t, { resume: { rule: 'minutes', minutes: 30 } })
  await bot.writes('Hola')
  const paula = bot.as({ name: 'Paula Gómez', permissions: [canReadOwn, canReply, readsAll] })
  const { id } = await bot.conversation()
  const sent = await paula.http.post(`/conversations/${id}/messages`, { content: { kind: 'text', text: 'Hola, soy Paula' } })
  assert.equal(sent.status, 200, JSON.stringify(sent.body))
  const mine = await bot.conversation()
  assert.deepEqual([mine.state, mine.assigneeName], ['open', 'Paula Gómez'])
  assert.ok((await lines(bot)).includes('bot-paused'))
  await bot.writes('quiero un pedido')
  assert.deepEqual(await bot.said(), [greeting, 'Hola, soy Paula'])
  bot.clock.advance({ minutes: 31 })
  await bot.writes('pedido')
  assert.equal((await bot.said()).at(-1), '¿Cuántos pollos?')
  assert.equal((await bot.conversation()).state, 'pending')
  // Taken from the bot with one press, and given back with another.
  assert.equal((await paula.http.post(`/conversations/${id}/take`, {})).status, 200)
  assert.equal((await bot.conversation()).state, 'open')
  await bot.writes('3')
  assert.equal((await bot.said()).at(-1), '¿Cuántos pollos?')
  assert.equal((await paula.http.post(`/conversations/${id}/bot-resumptions`, {})).status, 200)
  assert.equal((await paula.http.post(`/conversations/${id}/bot-resumptions`, {})).status, 409)
  await bot.writes('3')
  assert.equal((await bot.said()).at(-1), '¿A nombre de quién?')
})

test('a resolved conversation that comes back is greeted again', async (t) => {
  const bot = await aBot(t)
  await bot.writes('quiero hablar con una persona')
  const { id } = await bot.conversation()
  await bot.writes('hola?')
  assert.equal((await bot.said()).length, 1, 'left to people, it stays with them')
  await bot.http.put(`/conversations/${id}/state`, { state: 'resolved' })
  bot.clock.advance({ hours: 2 })
  await bot.writes('Hola')
  assert.deepEqual((await bot.said()).slice(1), [greeting])
  assert.equal((await bot.conversation()).id, id)
})

test('what a bot has, or is about to take, is given to nobody; when it says nothing for half a minute people get it', async (t) => {
  const bot = await aBot(t, { trigger: { channelIds: [], brandIds: [], hours: 'always', words: ['pedido'] } })
  const isHeld = async (id: string) => bot.read((ctx) => holds(ctx, id))
  await bot.hear({ from: ana, text: 'un pedido' })
  const { id } = only(await bot.list())
  assert.equal(await isHeld(id), true, 'about to take it')
  bot.clock.advance({ seconds: patienceMs / 1000 + 1 })
  assert.equal(await isHeld(id), false, 'it said nothing')
  await bot.writes('pedido')
  assert.equal(await isHeld(id), true, 'it has it')
  bot.clock.advance({ hours: 2 })
  assert.equal(await isHeld(id), true, 'for as long as it asks')
  await bot.writes('quiero hablar con una persona')
  assert.equal(await isHeld(id), false, 'handed over')
  await bot.hear({ from: '5491155550202', text: 'hola' })
  const other = (await bot.list()).find((one) => one.id !== id)
  assert.equal(await isHeld(other?.id ?? ''), false, "a message that is no flow's")
})

test('two messages in one second are one beginning, and afterwards each answers what it was asked', async (t) => {
  const bot = await aBot(t)
  await bot.hear({ from: ana, text: 'Hola' }, { from: ana, text: 'quiero hacer un pedido' })
  await bot.settle()
  assert.deepEqual(await bot.said(), ['¿Cuántos pollos?'])
  await bot.hear({ from: ana, text: 'dos y medio' }, { from: ana, text: 'Marta' })
  await bot.settle()
  assert.deepEqual((await bot.said()).slice(1, 3), ['¿A nombre de quién?', 'Anoté 2,5 para Marta.'])
  // What stands between two other things counts too.
  const from = '5491155550404'
  await bot.hear(
    { from, text: 'quiero hacer un pedido' },
    { from, raw: { type: 'sticker', sticker: { id: '9', mime_type: 'image/webp', sha256: 'x', animated: false } } },
  )
  await bot.settle()
  assert.deepEqual(await saidIn(bot, (await newestOf(bot, from)).id), ['¿Cuántos pollos?'])
})

test('whatever comes instead of an answer gets something sensible, at most twice, and then a person', async (t) => {
  const bot = await aBot(t)
  const audio = { type: 'audio', audio: { id: '1', mime_type: 'audio/ogg; codecs=opus', sha256: 'x', voice: true } }
  const sticker = { type: 'sticker', sticker: { id: '2', mime_type: 'image/webp', sha256: 'x', animated: false } }
  const cases: [said: string | Record<string, unknown>, answer: RegExp, isHandedAtOnce?: true][] = [
    [audio, /No puedo escuchar audios/],
    [sticker, /con palabras/],
    ['🍗🍗😡', /con palabras/],
    ['a'.repeat(4096), /No te entendí/],
    ['mxyzptlk', /No te entendí/],
    ['I would like to know what time you close tonight, please', /Estamos abiertos/],
    ['você pode me dizer onde fica a loja de vocês por favor', /Não entendi|San Martín/],
    ['son unos inútiles de mierda, la peor atención del mundo', /Entiendo. Te paso|no hay nadie/, true],
    [{ type: 'unsupported', errors: [{ code: 131051, title: 'unsupported' }] }, /con palabras|No te entendí/],
  ]
  for (const [i, [said, answer, isHandedAtOnce]] of cases.entries()) {
    const from = `54911555503${String(i).padStart(2, '0')}`
    const about = JSON.stringify(said).slice(0, 60)
    await bot.writes('Hola', from)
    const { id } = await newestOf(bot, from)
    const stateOf = async (): Promise<string> => (await bot.http.get(`/conversations/${id}`)).body.state
    await bot.writes(said, from)
    assert.equal(await stateOf(), isHandedAtOnce ? 'open' : 'pending', about)
    assert.match((await saidIn(bot, id)).slice(1).join(' | '), answer, about)
    for (let times = 0; times < 3; times++) await bot.writes(said, from)
    const all = (await saidIn(bot, id)).slice(1)
    const mostOften = Math.max(...all.map((text) => all.filter((same) => same === text).length))
    assert.ok(mostOften <= 2, `${about}: ${all.join(' | ')}`)
    assert.equal(await stateOf(), 'open', `${about}: ${all.join(' | ')}`)
  }
})

const newestOf = async (bot: Bot, from: string) =>
  only(
    (await Promise.all((['open', 'pending'] as const).map((state) => bot.list(state))))
      .flat()
      .filter(({ contactAddress }) => contactAddress.replaceAll(/\D/g, '').endsWith(from.slice(-6))),
  )

const saidIn = async (bot: Bot, id: string): Promise<string[]> =>
  ((await bot.messages(id)).toReversed() as { direction: string; content: { text?: string; interactive?: { body: string } } }[]).flatMap(
    ({ direction, content }) => (direction === 'out' ? [content.interactive?.body ?? content.text ?? ''] : []),
  )
