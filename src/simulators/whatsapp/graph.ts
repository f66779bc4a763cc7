import {
  accountFor,
  configureNumber,
  debugToken,
  getAccount,
  getNumber,
  listNumbers,
  registerNumber,
  subscribedApps,
} from './accounts-endpoint.ts'
import { fieldsOf, json, numberFor, tokenOf } from './exchange.ts'
import type { Machine, SimRequest, SimResponse } from './exchange.ts'
import type { FaultEffect, FaultPlace } from './faults.ts'
import { bodyOf, isRefusal, noObject, refusal } from './graph-errors.ts'
import type { Refusal } from './graph-errors.ts'
import { deleteMedia, downloadMedia, mediaInfo, uploadMedia } from './media-endpoint.ts'
import { postMessage } from './messages-endpoint.ts'
import { createTemplate, deleteTemplates, editTemplate, getTemplate, listTemplates } from './templates-endpoint.ts'
import { beginUpload, finishUpload } from './uploads-endpoint.ts'

type Route = { place: FaultPlace; phoneNumberId?: string; customer?: string; run: () => SimResponse | Promise<SimResponse> }

/** One call to the interface, faults included. Never throws. */
export async function answer(machine: Machine, request: SimRequest): Promise<SimResponse> {
  try {
    const route = routeOf(machine, request)
    const effects = machine.world.faults.strike(route.place, { phoneNumberId: route.phoneNumberId, customer: route.customer })
    return await spoil(machine, effects, route.run)
  } catch (thrown) {
    return refused(machine, isRefusal(thrown) ? thrown : refusal(1, thrown instanceof Error ? thrown.message : String(thrown)))
  }
}

function refused(machine: Machine, problem: Refusal): SimResponse {
  const trace = `A${machine.world.random.hex(21)}`
  const response = json(problem.status, bodyOf(problem, trace))
  response.headers['x-fb-trace-id'] = trace
  if (problem.retryAfterSeconds !== undefined) response.headers['retry-after'] = String(problem.retryAfterSeconds)
  if (problem.status === 401) response.headers['www-authenticate'] = `OAuth "Facebook Platform" "invalid_token" "${problem.title}"`
  return response
}

const empty = (status: number): SimResponse => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from(`<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`),
})

/** Runs the call, or not, and deforms the answer as the faults that struck say. */
async function spoil(machine: Machine, effects: readonly FaultEffect[], run: Route['run']): Promise<SimResponse> {
  let latencyMs = 0
  for (const effect of effects) if (effect.kind === 'latency') latencyMs += effect.ms
  const before = effects.find(
    (effect) =>
      effect.kind === 'error' ||
      (effect.kind === 'gateway' && !effect.isAccepted) ||
      (effect.kind === 'silence' && !effect.isAccepted) ||
      (effect.kind === 'reset' && effect.when === 'before'),
  )
  if (before?.kind === 'error') {
    const more = before.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: before.retryAfterSeconds }
    return { ...refused(machine, refusal(before.code, before.details ?? 'Injected by the test', more)), latencyMs }
  }
  if (before?.kind === 'gateway') return { ...empty(before.status), latencyMs }
  if (before?.kind === 'silence') return { ...empty(200), latencyMs, cut: 'silence' }
  if (before?.kind === 'reset') return { ...empty(200), latencyMs, cut: 'reset' }

  const response = { ...(await run()), latencyMs }
  for (const effect of effects) {
    if (effect.kind === 'gateway') return { ...empty(effect.status), latencyMs }
    if (effect.kind === 'silence') return { ...response, cut: 'silence' }
    if (effect.kind === 'reset') return { ...response, cut: effect.when === 'mid-body' ? 'mid-body' : 'reset' }
    if (effect.kind === 'garbled') return { ...response, body: response.body.subarray(0, Math.ceil(response.body.length / 2)) }
  }
  return response
}

/** What a call is about, before anything is done. The version in front of the path may be any. */
function routeOf(machine: Machine, request: SimRequest): Route {
  const { world } = machine
  const { method } = request
  const parts = request.path.split('/').filter(Boolean).map(decoded)
  if (parts[0] === 'whatsapp_business' && parts[1] === 'attachments' && method === 'GET') {
    const file = world.media.get(request.query.get('mid') ?? '')
    return { place: 'media-download', ...(file && { phoneNumberId: file.phoneNumberId }), run: () => downloadMedia(machine, request) }
  }
  if (!/^v\d{1,3}\.\d$/.test(parts[0] ?? '')) throw refusal(2500, 'Unknown path components: the version is missing.')
  const [, id = '', edge, ...rest] = parts
  if (rest.length > 0 || id === '') throw refusal(2500, `Unknown path components: ${request.path}`)
  const access = tokenOf(world, request)

  if (id === 'debug_token' && method === 'GET') return { place: 'account', run: () => debugToken(world, request.query) }
  const file = world.media.get(id)
  if (file && edge === undefined && method === 'GET') {
    return { place: 'media-info', phoneNumberId: file.phoneNumberId, run: () => mediaInfo(machine, id, request) }
  }
  if (file && edge === undefined && method === 'DELETE') {
    return { place: 'media-delete', phoneNumberId: file.phoneNumberId, run: () => deleteMedia(machine, id, request) }
  }
  if (edge === 'uploads' && method === 'POST') return { place: 'template', run: () => beginUpload(machine, id, request) }
  if (id.startsWith('upload:') && method === 'POST') return { place: 'template', run: () => finishUpload(machine, id, request) }
  const template = edge === undefined ? world.templates.get(id) : undefined
  if (template && (method === 'POST' || method === 'GET')) {
    accountFor(world, template.wabaId, access, method)
    return { place: 'template', run: () => (method === 'GET' ? getTemplate(template) : editTemplate(machine, template, request)) }
  }
  return world.numbers.has(id) ? numberRoute(machine, request, id, edge, access) : accountRoute(machine, request, id, edge, access)
}

/** A path that cannot be decoded names nothing that exists. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

type Access = { wabaId: string | null }

function numberRoute(machine: Machine, request: SimRequest, id: string, edge: string | undefined, access: Access): Route {
  const { method, query } = request
  const number = numberFor(machine.world, id, access, method)
  const phoneNumberId = id
  switch (`${method} ${edge ?? ''}`) {
    case 'POST messages': {
      const body = fieldsOf(request)
      const isReceipt = body.status !== undefined
      const customer = typeof body.to === 'string' ? { customer: body.to.replace(/\D/g, '') } : {}
      const run = (): SimResponse => {
        if (!number.account.isRegistered) throw refusal(133010, 'The phone number is not registered.')
        return postMessage(machine, number, body)
      }
      return { place: isReceipt ? 'receipt' : 'send', phoneNumberId, ...customer, run }
    }
    case 'POST media':
      return { place: 'upload', phoneNumberId, run: () => uploadMedia(machine, number, request) }
    case 'GET ':
      return { place: 'account', phoneNumberId, run: () => getNumber(number, query) }
    case 'POST ':
      return { place: 'account', phoneNumberId, run: () => configureNumber(machine, number, request) }
    case 'POST register':
      return { place: 'account', phoneNumberId, run: () => registerNumber(number, request) }
    default:
      throw noObject(id, method)
  }
}

function accountRoute(machine: Machine, request: SimRequest, id: string, edge: string | undefined, access: Access): Route {
  const { method, query } = request
  const wabaId = accountFor(machine.world, id, access, method)
  switch (`${method} ${edge ?? ''}`) {
    case 'GET ':
      return { place: 'account', run: () => getAccount(wabaId, query) }
    case 'GET phone_numbers':
      return { place: 'account', run: () => listNumbers(machine.world, wabaId, query) }
    case 'GET subscribed_apps':
    case 'POST subscribed_apps':
    case 'DELETE subscribed_apps':
      return { place: 'account', run: () => subscribedApps(machine, wabaId, request) }
    case 'POST message_templates':
      return { place: 'template', run: () => createTemplate(machine, wabaId, request) }
    case 'GET message_templates':
      return { place: 'template', run: () => listTemplates(machine, wabaId, query) }
    case 'DELETE message_templates':
      return { place: 'template', run: () => deleteTemplates(machine, wabaId, query) }
    default:
      throw noObject(id, method)
  }
}
