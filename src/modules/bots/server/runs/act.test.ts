import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { only } from '#conversations/server/testing/stage.ts'
import bots from '#bots/server/module.ts'
import { chickenFlow } from '#bots/server/testing/chicken-flow.ts'
import type { Action } from '#kernel/action.ts'
import type { AnswerSource } from '#kernel/answer.ts'
import type { Dialogue } from '#kernel/dialogue.ts'
import { contactNotFound } from '#crm/server/problems.ts'
import { patience } from './act.job.ts'
import { aBot, lines, greeting } from '#bots/server/testing/bot.ts'

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
