import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { endpoint, member } from '#kernel/contract/declare.ts'
import { ApiProblem, call, isOffline, requestOf, signedOut } from '#web/api.ts'
import { answerWith, askedFor, refuse } from '#web/testing/edge.ts'

const any = z.looseObject({})
const getContact = endpoint({ method: 'GET', path: '/contacts/:id', permission: member, input: any, output: any })
const listContacts = endpoint({ method: 'GET', path: '/contacts', permission: member, input: any, output: any })
const updateContact = endpoint({ method: 'PATCH', path: '/contacts/:id', permission: member, input: any, output: any, versioned: true })
const uploadVoice = endpoint({ method: 'POST', path: '/uploads', permission: member, input: any, output: any, accepts: 'file' })
const removeTag = endpoint({ method: 'DELETE', path: '/contacts/:id/tags/:tagId', permission: member, input: any, output: any })

test('the parts of a path come from the input, the rest of a reading goes into the query', () => {
  expect(requestOf(getContact, { id: 'a/b', fields: 'name' }).url).toBe('/api/v1/contacts/a%2Fb?fields=name')
  expect(requestOf(listContacts, { filter: ['tag:eq:vip', 'state:in:a|b'], search: '', cursor: undefined }).url).toBe(
    '/api/v1/contacts?filter=tag%3Aeq%3Avip&filter=state%3Ain%3Aa%7Cb',
  )
})

test('the rest of a change goes into its body, without the parts of the path', () => {
  const request = requestOf(updateContact, { id: '42', name: 'Ana' }, { ifMatch: 3, idempotencyKey: 'k1' })
  expect(request.body).toBe('{"name":"Ana"}')
  expect(request.headers).toMatchObject({ 'if-match': '"3"', 'idempotency-key': 'k1', 'content-type': 'application/json' })
})

test('a missing part of the path is noticed before anything is asked', () => {
  expect(() => requestOf(removeTag, { id: '42' })).toThrow(RangeError)
})

test('every change carries a key of its own, a reading none', () => {
  const [one, other] = [requestOf(removeTag, { id: '1', tagId: '2' }), requestOf(removeTag, { id: '1', tagId: '2' })]
  expect(one.headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/)
  expect(one.headers['idempotency-key']).not.toBe(other.headers['idempotency-key'])
  expect(requestOf(getContact, { id: '1' }).headers['idempotency-key']).toBeUndefined()
})

test('a file is the whole body, and what belongs to it goes into the query', () => {
  const { url, body } = requestOf(uploadVoice, { isVoice: 'true' }, { files: { file: new File(['x'], 'yo.ogg') } })
  const form = body as FormData
  expect(url).toBe('/api/v1/uploads?isVoice=true')
  expect([...form.keys()]).toEqual(['file'])
  expect((form.get('file') as File).name).toBe('yo.ogg')
})

test('a refusal keeps its code, its words and its issues', async () => {
  answerWith({
    'PATCH /contacts/:id': refuse(422, {
      code: 'kernel.invalid_input',
      title: 'Hay datos que no se entienden.',
      issues: [{ path: 'name', message: 'Falta' }],
    }),
  })
  await expect(call(updateContact, { id: '1' })).rejects.toMatchObject({
    code: 'kernel.invalid_input',
    status: 422,
    title: 'Hay datos que no se entienden.',
    issues: [{ path: 'name', message: 'Falta' }],
  })
})

test('an error page of some proxy is a problem too, not a crash', async () => {
  vi.stubGlobal('fetch', async () => new Response('<html>Bad gateway</html>', { status: 502 }))
  await expect(call(getContact, { id: '1' })).rejects.toMatchObject({ code: 'web.http_502', status: 502 })
})

test('no connection is told apart from a refusal', async () => {
  answerWith({
    'GET /contacts': () => {
      throw new TypeError('Failed to fetch')
    },
  })
  const error = await call(listContacts, {}).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ApiProblem)
  expect(isOffline(error)).toBe(true)
})

test('an answer that takes too long has an unknown outcome', async () => {
  vi.stubGlobal(
    'fetch',
    (_url: string, init: RequestInit) =>
      new Promise((_resolve, reject) => init.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
  )
  await expect(call(updateContact, { id: '1' }, { timeoutMs: 20 })).rejects.toMatchObject({ code: 'web.timeout' })
})

test('what the screen itself gave up is not reported as an error of the network', async () => {
  const controller = new AbortController()
  vi.stubGlobal(
    'fetch',
    (_url: string, init: RequestInit) =>
      new Promise((_resolve, reject) => init.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
  )
  const asked = call(getContact, { id: '1' }, { signal: controller.signal })
  controller.abort()
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
})

test('a session that is over tells the shell, a wrong password does not', async () => {
  const heard = vi.fn()
  signedOut.addEventListener('out', heard)
  answerWith({ 'GET /contacts': refuse(401, { code: 'identity.wrong_credentials' }) })
  await call(listContacts, {}).catch(() => {})
  expect(heard).not.toHaveBeenCalled()
  answerWith({ 'GET /contacts': refuse(401, { code: 'kernel.unauthenticated' }) })
  await call(listContacts, {}).catch(() => {})
  expect(heard).toHaveBeenCalledOnce()
  signedOut.removeEventListener('out', heard)
})

test('refusals come in the language of the page', async () => {
  document.documentElement.lang = 'pt'
  answerWith({ 'GET /contacts': {} })
  await call(listContacts, {})
  expect(askedFor()[0]?.headers.get('accept-language')).toBe('pt')
})
