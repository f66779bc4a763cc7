import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manualClock } from './clock-and-random.ts'
import { errorCode, EL_GALLO, receiver, stage, START, type Answer, type Stage } from './stage.ts'
import { createWhatsAppSimulator } from './simulator.ts'

const HOUR = 3_600_000
const templates = '/v26.0/WABA_1/message_templates'
const body = (text: string) => [{ type: 'BODY', text }]
const idOf = (answer: Answer): string => String(answer.json.id)
const subcode = (answer: Answer): unknown => (answer.json.error as { error_subcode?: unknown }).error_subcode
const stateOf = ({ simulator }: Stage, id: string) => simulator.templates().find((one) => one.id === id)

function told({ receiver: { posts } }: Stage): { field: string; event: unknown; title: unknown }[] {
  return posts.flatMap(({ body: text }) =>
    (JSON.parse(text) as { entry: { changes: { field: string; value: Record<string, unknown> }[] }[] }).entry.flatMap((entry) =>
      entry.changes.map(({ field, value }) => ({
        field,
        event: value.event ?? value.new_category ?? value.new_quality_score,
        title: (value.other_info as { title?: string } | undefined)?.title,
      })),
    ),
  )
}

async function approved(scene: Stage, text = 'Hola, tu pedido ya está listo para retirar.'): Promise<string> {
  const made = await scene.call('POST', templates, { name: 'listo', language: 'es_AR', category: 'UTILITY', components: body(text) })
  await scene.simulator.advance(61_000)
  return idOf(made)
}

test('what asks for secrets is rejected with advice, and what sells becomes marketing', async () => {
  const scene = stage()
  await scene.call('POST', templates, { name: 'robo', language: 'es_AR', category: 'UTILITY', components: body('Pasanos tu contraseña.') })
  await scene.call('POST', templates, {
    name: 'venta',
    language: 'es_AR',
    category: 'UTILITY',
    components: body('Hoy hay promo de pollo.'),
  })
  await scene.simulator.advance(61_000)
  const [scam, sale] = scene.simulator.templates()
  assert.deepEqual([scam?.status, scam?.reason, sale?.status, sale?.category], ['REJECTED', 'SCAM', 'APPROVED', 'MARKETING'])
  assert.ok(told(scene).some(({ field, event }) => field === 'template_category_update' && event === 'MARKETING'))
})

test('bad answers pause for three hours, then for six, then for ever', async () => {
  const scene = stage()
  const id = await approved(scene)
  for (const [hours, title] of [
    [3, 'FIRST_PAUSE'],
    [6, 'SECOND_PAUSE'],
  ] as const) {
    scene.simulator.pauseTemplate(id)
    await scene.simulator.advance(hours * HOUR - 1_000)
    assert.equal(stateOf(scene, id)?.status, 'PAUSED')
    assert.equal(told(scene).findLast((one) => one.event === 'PAUSED')?.title, title)
    await scene.simulator.advance(2_000)
    assert.equal(stateOf(scene, id)?.status, 'APPROVED')
  }
  scene.simulator.pauseTemplate(id)
  await scene.simulator.advance(48 * HOUR)
  assert.equal(stateOf(scene, id)?.status, 'DISABLED')
})

test('an approved template is edited once a day, a rejected one as often as wanted', async () => {
  const scene = stage()
  const id = await approved(scene)
  const edit = (text: string) => scene.call('POST', `/v26.0/${id}`, { components: body(text) })
  assert.equal((await edit('Tu pedido ya está en la puerta.')).status, 200)
  assert.equal(subcode(await edit('Otra cosa más.')), 2388085, 'not while it is in review')
  await scene.simulator.advance(61_000)
  assert.equal(subcode(await edit('Otra cosa más.')), 2388078)
  scene.simulator.decideTemplate(id, 'REJECTED', 'INVALID_FORMAT')
  assert.equal((await edit('Otra cosa más.')).status, 200)
})

test('a header with a picture needs an example that was uploaded first, of the right kind', async () => {
  const guest = receiver('verify-me')
  const simulator = createWhatsAppSimulator({
    seed: 'uploads',
    appSecret: 'app-secret-1',
    verifyToken: 'verify-me',
    clock: manualClock(START),
    outgoing: guest.outgoing,
  })
  simulator.register(EL_GALLO)
  const call = async (method: string, path: string, content: Uint8Array | object = {}, headers: Record<string, string> = {}) => {
    const url = new URL(path, 'http://x')
    const bytes = content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content))
    const all = { authorization: 'OAuth token-1', 'content-type': 'application/json', ...headers }
    const answer = await simulator.handle({ method, path: url.pathname, query: url.searchParams, headers: all, body: bytes })
    return { status: answer.status, json: JSON.parse(Buffer.from(answer.body).toString()) as Record<string, unknown> } as Answer
  }
  const create = (handle?: string) =>
    call('POST', templates, {
      name: 'con_foto',
      language: 'es_AR',
      category: 'MARKETING',
      components: [
        { type: 'HEADER', format: 'IMAGE', ...(handle && { example: { header_handle: [handle] } }) },
        ...body('Mirá lo nuevo que tenemos.'),
      ],
    })
  assert.equal(subcode(await create()), 2388273)
  const upload = async (mimeType: string) => {
    const begun = await call('POST', `/v26.0/1002003004005006/uploads?file_name=x&file_length=4&file_type=${encodeURIComponent(mimeType)}`)
    const done = await call('POST', `/v26.0/${idOf(begun)}`, new Uint8Array([1, 2, 3, 4]), { file_offset: '0' })
    return String(done.json.h)
  }
  assert.equal(subcode(await create(await upload('application/pdf'))), 2388047)
  assert.equal((await create(await upload('image/png'))).status, 200)
  const short = await call('POST', '/v26.0/1002003004005006/uploads?file_name=x&file_length=9&file_type=image%2Fpng')
  assert.equal(errorCode(await call('POST', `/v26.0/${idOf(short)}`, new Uint8Array([1]), { file_offset: '0' })), 100)
})
