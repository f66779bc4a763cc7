import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { firstWord } from '#conversations/server/public.ts'
import { canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'
import type { FlowDocument } from '#bots/contract/flow.ts'
import bots from '#bots/server/module.ts'
import { chickenFlow } from '#bots/server/testing/chicken-flow.ts'
import type { Action } from '#kernel/action.ts'
import type { AnswerSource } from '#kernel/answer.ts'
import type { Dialogue } from '#kernel/dialogue.ts'
import { contactNotFound } from '#crm/server/problems.ts'
import { patience } from './act.job.ts'
import { holds, patienceMs } from './holding.ts'
import * as store from './runs.store.ts'
import { turn } from './turns.ts'

const ana = '5491155550101'
const readsAll = 'conversations.read-all'

type Bot = Shop & {
  flowId: string
  /** The customer writes, and everything that follows happens. */
  writes(text: string | Record<string, unknown>, from?: string): Promise<void>
  /** What the customer was sent, oldest first. */
  said(): Promise<string[]>
  thread(): Promise<{ direction: string; content: Record<string, unknown>; author: { name: string } }[]>
  conversation(): Promise<{ id: string; contactId: string; state: string; assigneeName: string | null; teamId: string | null }>
}

async function aBot(
  t: TestContext,
  options: { shop?: Shop; draft?: FlowDocument; resume?: Record<string, unknown>; trigger?: Record<string, unknown> } = {},
): Promise<Bot> {
  const shop = options.shop ?? (await aShop(t))
  const made = await shop.http.post('/bot-flows', { name: 'Gallito' })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const ifMatch = (version: number) => ({ headers: { 'if-match': `"${version}"` } })
  const drawn = await shop.http.put(
    `/bot-flows/${made.body.id}/draft`,
    { draft: options.draft ?? chickenFlow() },
    ifMatch(made.body.version),
  )
  assert.equal(drawn.status, 200, JSON.stringify(drawn.body))
  const published = await shop.http.post(`/bot-flows/${made.body.id}/versions`, { note: 'La primera' })
  assert.equal(published.status, 200, JSON.stringify(published.body))
  const { resume, trigger } = options
  const wanted = { isActive: true, ...(resume && { resume }), ...(trigger && { trigger }) }
  const on = await shop.http.patch(`/bot-flows/${made.body.id}`, wanted, ifMatch(published.body.version))
  assert.equal(on.status, 200, JSON.stringify(on.body))
  const newest = async () =>
    only((await Promise.all((['open', 'pending', 'snoozed', 'resolved'] as const).map((state) => shop.list(state)))).flat().slice(0, 1))
  const thread = async () => (await shop.messages((await newest()).id)).toReversed() as never
  return {
    ...shop,
    flowId: made.body.id,
    thread,
    conversation: newest,
    async writes(text, from = ana) {
      shop.clock.advance({ seconds: 5 })
      assert.equal((await shop.hear(typeof text === 'string' ? { from, text } : { from, raw: text })).status, 200)
      await shop.settle()
    },
    async said() {
      const all = (await thread()) as { direction: string; content: { kind: string; text?: string; interactive?: { body: string } } }[]
      return all.flatMap(({ direction, content }) =>
        direction === 'out' ? [content.interactive?.body ?? content.text ?? content.kind] : [],
      )
    },
  }
}

const lines = async (bot: Bot): Promise<string[]> =>
  (await bot.thread()).flatMap(({ content }) => (content['kind'] === 'activity' ? [String(content['what'])] : []))
const greeting = 'Hola Martina Quiroga, ¿en qué te ayudo?'

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

test('a version that is published meanwhile is for others; going back is for whoever comes next', async (t) => {
  const bot = await aBot(t)
  await bot.writes('pedido')
  const flow = (await bot.http.get(`/bot-flows/${bot.flowId}`)).body
  const draft = structuredClone(flow.draft) as FlowDocument
  for (const node of draft.nodes) if ('text' in node && node.id === 'how-many') node.text = '¿Cuántos querés?'
  for (const node of draft.nodes) if ('text' in node && node.id === 'name') node.text = '¿Tu nombre?'
  const stale = await bot.http.put(`/bot-flows/${bot.flowId}/draft`, { draft }, { headers: { 'if-match': '"1"' } })
  assert.equal(stale.status, 409)
  await bot.http.put(`/bot-flows/${bot.flowId}/draft`, { draft }, { headers: { 'if-match': `"${flow.version}"` } })
  assert.equal((await bot.http.post(`/bot-flows/${bot.flowId}/versions`, {})).body.publishedNumber, 2)
  await bot.writes('2')
  assert.equal((await bot.said()).at(-1), '¿A nombre de quién?', 'who was inside stays inside')
  await bot.writes('pedido', '5491155550202')
  assert.equal((await bot.said()).at(-1), '¿Cuántos querés?')
  const versions = (await bot.http.get(`/bot-flows/${bot.flowId}/versions`)).body.items
  assert.deepEqual(
    versions.map((one: { number: number; inside: number; changes: { changed: string[] } }) => [
      one.number,
      one.inside,
      one.changes.changed.length,
    ]),
    [
      [2, 1, 2],
      [1, 1, 0],
    ],
  )
  const back = await bot.http.put(`/bot-flows/${bot.flowId}/published-version`, { number: 1 })
  assert.deepEqual([back.body.publishedNumber, back.body.hasChanges], [1, false])
  await bot.writes('pedido', '5491155550303')
  assert.equal((await bot.said()).at(-1), '¿Cuántos pollos?')
})

test('switched off, it gives back whoever is inside; a flow without a version, or with something grave, answers nobody', async (t) => {
  const bot = await aBot(t, { trigger: { channelIds: [], brandIds: [], hours: 'always', words: ['pedido', 'menú'] } })
  await bot.writes('Hola')
  assert.deepEqual([await bot.said(), (await bot.conversation()).state], [[], 'open'])
  await bot.writes('Menu', '5491155550202')
  assert.equal((await bot.conversation()).state, 'open')
  const pending = only(await bot.list('pending'))
  assert.equal((await bot.http.delete(`/bot-flows/${bot.flowId}`)).body.code, 'bots.flow_in_use')
  const flow = (await bot.http.get(`/bot-flows/${bot.flowId}`)).body
  await bot.http.patch(`/bot-flows/${bot.flowId}`, { isActive: false }, { headers: { 'if-match': `"${flow.version}"` } })
  await bot.settle()
  assert.deepEqual(await bot.list('pending'), [])
  const [run] = (await bot.http.get(`/conversations/${pending.id}/bot-runs`)).body.items
  assert.deepEqual([run.state, run.reason], ['handed-off', 'switched_off'])
  const empty = (await bot.http.post('/bot-flows', { name: 'Otro' })).body
  const refused = await bot.http.patch(`/bot-flows/${empty.id}`, { isActive: true }, { headers: { 'if-match': `"${empty.version}"` } })
  assert.equal(refused.body.code, 'bots.not_published')
  await bot.http.put(`/bot-flows/${empty.id}/draft`, { draft: { nodes: [] } }, { headers: { 'if-match': `"${empty.version}"` } })
  assert.equal((await bot.http.post(`/bot-flows/${empty.id}/versions`, {})).body.code, 'bots.flow_faulty')
  assert.equal((await bot.http.delete(`/bot-flows/${empty.id}`)).status, 200)
  assert.equal((await bot.http.delete(`/bot-flows/${bot.flowId}`)).status, 200)
})

test('what is drawn can be tried out, and nothing of it happens', async (t) => {
  const bot = await aBot(t)
  const before = (await bot.events()).length
  const first = (await bot.http.post(`/bot-flows/${bot.flowId}/rehearsals`, { state: null, said: { kind: 'text', text: 'hola' } })).body
  assert.deepEqual(
    first.lines.map((line: { text: string }) => line.text),
    ['Hola Cliente de prueba, ¿en qué te ayudo?'],
  )
  let { state } = first
  const texts: string[] = []
  for (const text of ['pedido', 'media docena', 'Marta']) {
    const next = (await bot.http.post(`/bot-flows/${bot.flowId}/rehearsals`, { state, said: { kind: 'text', text } })).body
    state = next.state
    texts.push(...next.lines.map((line: { kind: string; text: string }) => `${line.kind}: ${line.text}`))
  }
  assert.deepEqual(texts.slice(2), ['act: crm.add-tag', 'say: Anoté 6 para Marta.', 'hand-off: Te paso con el mostrador.'])
  assert.equal((await bot.events()).length, before)
  assert.deepEqual([...(await bot.list()), ...(await bot.list('pending'))], [])
})

/** What flows may do for as long as a test takes, besides what the modules declare. */
function lend(t: TestContext, ...actions: Action[]): void {
  const module = bots as { actions?: readonly Action[] }
  const [before, { actionMs }] = [module.actions, patience]
  module.actions = actions
  t.after(() => {
    patience.actionMs = actionMs
    if (before) module.actions = before
    else delete module.actions
  })
}

test('an action that fails or hangs is undone, the flow goes its other way, and a person sees why', async (t) => {
  const act = (name: string, run: Action['run']): Action => ({ code: `bots.${name}`, order: 90, fields: [], run })
  const never = new Promise<never>(() => {})
  lend(
    t,
    act('refuse', async (ctx, _input, { contactId }) => {
      // What it did before it failed must not stay.
      await ctx.sql`update crm.contact set notes = 'a medias' where id = ${contactId}`
      throw contactNotFound()
    }),
    act('hang', () => never),
    act('hang-in-database', async (ctx) => (await ctx.sql`select pg_sleep(20)`, {})),
    act('break', async (ctx) => (await ctx.sql`select 1 / 0`, {})),
  )
  const cases: [name: string, outcome: string][] = [
    ['refuse', 'Ese contacto no existe o ya no está.'],
    ['hang', 'late'],
    ['hang-in-database', 'late'],
    ['break', 'failed'],
  ]
  for (const [name, outcome] of cases) {
    patience.actionMs = outcome === 'late' ? 100 : 60_000
    const draft = chickenFlow()
    for (const node of draft.nodes) if (node.kind === 'action') Object.assign(node, { action: `bots.${name}`, input: {} })
    const bot = await aBot(t, { draft })
    for (const text of ['pedido', '2', 'Marta']) await bot.writes(text)
    // What is no refusal of its own is tried again first.
    for (let i = 0; i < 6; i++) {
      bot.clock.advance({ minutes: 5 })
      await bot.settle()
    }
    const { id, state, contactId } = await bot.conversation()
    assert.equal(state, 'open', name)
    assert.match((await bot.said()).at(-1) ?? '', /no hay nadie/, 'handed over, with nobody on duty')
    const [run] = (await bot.http.get(`/conversations/${id}/bot-runs`)).body.items
    const did = run.lines.find((line: { kind: string }) => line.kind === 'did')
    assert.deepEqual([did.text, did.outcome, run.state], [`bots.${name}`, outcome, 'handed-off'])
    assert.equal((await bot.said()).filter((text) => /Anoté/.test(text)).length, 0)
    assert.equal((await bot.http.get(`/contacts/${contactId}`)).body.notes, '', 'nothing of it is left')
  }
})

test('files go with the messages of a flow and with frequent answers; one that is not there is refused', async (t) => {
  const shop = await aShop(t)
  const put = (name: string) =>
    shop.run((ctx) => ctx.files.put(ctx, { bytes: Buffer.from(`%PDF-1.4 ${name}\n%%EOF`), name, isTemporary: true }))
  const [menu, zones] = [await put('carta.pdf'), await put('zonas.pdf')]
  const asked = { questions: ['¿Hacen envíos?'], text: 'Sí, {{clientName}}: estas son las zonas.' }
  const file = { fileId: zones.id, name: zones.name }
  const tooLong = await shop.http.post('/frequent-answers', { ...asked, text: 'a'.repeat(1025), file })
  assert.deepEqual([tooLong.status, tooLong.body.code], [422, 'bots.answer_too_long'])
  const gone = await shop.http.post('/frequent-answers', { ...asked, file: { fileId: shop.brandId, name: 'x.pdf' } })
  assert.deepEqual([gone.status, gone.body.code], [422, 'bots.file_gone'])
  assert.equal((await shop.http.post('/frequent-answers', { ...asked, file })).status, 200)
  const [found] = (await shop.http.get('/answer-matches?text=hacen%20envios')).body.items
  assert.deepEqual([found.file.name, found.file.mimeType], ['zonas.pdf', 'application/pdf'])

  const draft = chickenFlow()
  for (const node of draft.nodes)
    if (node.kind === 'answer' && node.id === 'where') Object.assign(node, { link: null, file: { fileId: menu.id, name: menu.name } })
  const bot = await aBot(t, { shop, draft })
  const wrong = structuredClone(draft)
  for (const node of wrong.nodes) if (node.kind === 'answer' && node.file) node.file.fileId = shop.brandId
  const { version } = (await bot.http.get(`/bot-flows/${bot.flowId}`)).body
  const refused = await bot.http.put(`/bot-flows/${bot.flowId}/draft`, { draft: wrong }, { headers: { 'if-match': `"${version}"` } })
  assert.deepEqual([refused.status, refused.body.code], [422, 'bots.file_gone'])
  await bot.writes('Hola')
  await bot.writes('¿hacen envíos?')
  await bot.writes('donde quedan?')
  const files = (await bot.thread()).flatMap(({ direction, content }) =>
    direction === 'out' && content['kind'] === 'document'
      ? [[(content['media'] as { filename: string }).filename, content['caption']]]
      : [],
  )
  assert.deepEqual(files, [
    ['zonas.pdf', 'Sí, Martina Quiroga: estas son las zonas.'],
    ['carta.pdf', 'San Martín 1200.'],
  ])
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

test('other modules know answers too; when one of them breaks, and the bot cannot answer, a person gets the customer and sees it', async (t) => {
  const module = bots as { answers?: readonly AnswerSource[] }
  const own = module.answers ?? []
  t.after(() => void (module.answers = own))
  const bot = await aBot(t)
  await bot.writes('Hola')
  const said = { id: '1', question: '¿Aceptan mascotas?', text: 'Sí, {{clientName}}.', category: '', confidence: 0.9, words: [] }
  module.answers = [...own, { code: 'pets.answers', find: async () => [said] }]
  await bot.writes('puedo ir con mi perro')
  assert.deepEqual((await bot.said()).slice(1), ['Sí, Martina Quiroga.', greeting])
  module.answers = [...own, { code: 'pets.answers', find: () => Promise.reject(new Error('the provider is away')) }]
  await bot.writes('y con mi gato?')
  for (let i = 0; i < 6; i++) {
    bot.clock.advance({ minutes: 5 })
    await bot.settle()
  }
  const { id, state } = await bot.conversation()
  const [run] = (await bot.http.get(`/conversations/${id}/bot-runs`)).body.items
  assert.deepEqual([state, run.state, run.reason, (await lines(bot)).at(-1)], ['open', 'handed-off', 'broken', 'bot-gave'])
  const note = only((await bot.thread()).filter(({ direction }) => direction === 'note'))
  assert.match(String(note.content['text']), /Gallito/)
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

test('a module that hangs in the middle of its conversation loses nobody: a person gets the customer and reads why', async (t) => {
  const module = bots as { dialogues?: readonly Dialogue[] }
  const { actionMs } = patience
  t.after(() => {
    delete module.dialogues
    patience.actionMs = actionMs
  })
  const asks = { text: '¿Algo más?', options: [], listButton: '', asksPlace: false }
  module.dialogues = [
    {
      code: 'bots.chat',
      order: 90,
      fields: [],
      begin: async () => ({ says: [asks], next: 'listen', note: '', values: {} }),
      hear: () => ((patience.actionMs = 100), new Promise<never>(() => {})),
    },
  ]
  const draft = chickenFlow()
  for (const node of draft.nodes) if (node.kind === 'action') Object.assign(node, { action: 'bots.chat', input: {}, failed: 'menu' })
  const bot = await aBot(t, { draft })
  for (const text of ['pedido', '2', 'Marta', 'sí', 'hola?']) await bot.writes(text)
  for (let i = 0; i < 6; i++) {
    bot.clock.advance({ minutes: 5 })
    await bot.settle()
  }
  const { id, state } = await bot.conversation()
  const [run] = (await bot.http.get(`/conversations/${id}/bot-runs`)).body.items
  assert.deepEqual([state, run.state, run.reason], ['open', 'handed-off', 'broken'])
  assert.deepEqual(
    run.lines.flatMap((line: { kind: string; outcome: string }) => (line.kind === 'did' ? [line.outcome] : [])),
    ['late'],
  )
  assert.match((await bot.said()).at(-1) ?? '', /no hay nadie/)
  const note = only((await bot.thread()).filter(({ direction }) => direction === 'note'))
  for (const known of ['• pollos: 2', '• nombre: Marta']) assert.ok(String(note.content['text']).includes(known), known)
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
