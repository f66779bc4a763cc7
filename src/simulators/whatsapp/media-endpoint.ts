import { createHash } from 'node:crypto'
import type { Machine, SimRequest, SimResponse } from './exchange.ts'
import { json, numberFor, tokenOf } from './exchange.ts'
import { noObject, refusal } from './graph-errors.ts'
import { newObjectId } from './state.ts'
import type { BusinessNumber, MediaFile, World } from './state.ts'

const MB = 1024 * 1024
const DAY = 24 * 3_600_000
const URL_LIVES_MS = 5 * 60_000

const rules: Record<string, { mimeTypes: readonly string[] | null; maxBytes: number }> = {
  image: { mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 5 * MB },
  video: { mimeTypes: ['video/mp4', 'video/3gpp'], maxBytes: 16 * MB },
  audio: { mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/opus'], maxBytes: 16 * MB },
  sticker: { mimeTypes: ['image/webp'], maxBytes: 500 * 1024 },
  document: { mimeTypes: null, maxBytes: 100 * MB },
}
const documents = /^(text\/(plain|csv)|application\/(pdf|msword|json|zip|vnd\..+))$/

/** Whether a file may be used as this kind; the reason is in the refusal. */
export function checkFile(kind: string, mimeType: string, size: number): void {
  const rule = rules[kind]
  if (!rule || (rule.mimeTypes && !rule.mimeTypes.includes(mimeType))) throw refusal(131053, `Unsupported ${kind} mime type ${mimeType}.`)
  if (size === 0) throw refusal(131053, 'The file is empty.')
  if (size > rule.maxBytes) throw refusal(131053, `The file of ${size} bytes is larger than the ${rule.maxBytes} allowed for ${kind}.`)
}

export function keepFile(
  world: World,
  number: BusinessNumber,
  bytes: Uint8Array,
  mimeType: string,
  fileName: string | null,
  livesMs: number,
): MediaFile {
  const id = newObjectId(world)
  const sha256 = createHash('sha256').update(bytes).digest()
  const file: MediaFile = {
    id,
    phoneNumberId: number.phoneNumberId,
    bytes,
    mimeType,
    sha256,
    fileName,
    expiresAt: world.clock.now() + livesMs,
  }
  world.media.set(id, file)
  return file
}

/** `POST /{phone_number_id}/media`, multipart. */
export async function uploadMedia({ world }: Machine, number: BusinessNumber, request: SimRequest): Promise<SimResponse> {
  const type = request.headers['content-type'] ?? ''
  if (!/^multipart\/form-data/i.test(type)) throw refusal(100, 'The request must be multipart/form-data.')
  let form: FormData
  try {
    form = await new Response(new Uint8Array(request.body), { headers: { 'content-type': type } }).formData()
  } catch {
    throw refusal(100, 'The multipart body cannot be read.')
  }
  if (form.get('messaging_product') !== 'whatsapp') throw refusal(100, 'The parameter messaging_product is required.')
  const file = form.get('file')
  if (!file || typeof file === 'string') throw refusal(100, 'The parameter file is required.')
  const named = form.get('type')
  const mimeType = ((typeof named === 'string' && named) || file.type).split(';')[0]?.trim().toLowerCase() ?? ''
  const kind = ['image', 'video', 'audio', 'sticker'].find((name) => rules[name]?.mimeTypes?.includes(mimeType))
  if (!kind && !documents.test(mimeType)) {
    throw refusal(
      100,
      `Param file must be a file with one of the supported types. Received file of type '${mimeType || 'application/octet-stream'}'.`,
    )
  }
  const bytes = new Uint8Array(await file.arrayBuffer())
  checkFile(kind ?? 'document', mimeType, bytes.length)
  return json(200, { id: keepFile(world, number, bytes, mimeType, file.name || null, 30 * DAY).id })
}

function ownFile(world: World, id: string, request: SimRequest): MediaFile {
  const file = world.media.get(id)
  if (!file || file.expiresAt <= world.clock.now()) throw noObject(id, request.method)
  numberFor(world, file.phoneNumberId, tokenOf(world, request), request.method)
  return file
}

/** `GET /{media-id}`: a fresh address, good for five minutes. */
export function mediaInfo({ world }: Machine, id: string, request: SimRequest): SimResponse {
  const file = ownFile(world, id, request)
  const ticket = world.random.hex(32)
  world.tickets.set(ticket, { mediaId: id, expiresAt: world.clock.now() + URL_LIVES_MS })
  return json(200, {
    messaging_product: 'whatsapp',
    url: `${world.publicUrl}/whatsapp_business/attachments/?mid=${id}&ext=${Math.floor((world.clock.now() + URL_LIVES_MS) / 1000)}&hash=${ticket}`,
    mime_type: file.mimeType,
    sha256: file.sha256.toString('hex'),
    file_size: file.bytes.length,
    id,
  })
}

/** The address that `mediaInfo` gave. Without the token it is refused; after five minutes it is gone. */
export function downloadMedia({ world }: Machine, request: SimRequest): SimResponse {
  tokenOf(world, request)
  const ticket = world.tickets.get(request.query.get('hash') ?? '')
  if (!ticket || ticket.mediaId !== request.query.get('mid') || ticket.expiresAt <= world.clock.now()) {
    return { status: 404, headers: { 'content-type': 'text/html' }, body: Buffer.from('<html><body>Not Found</body></html>') }
  }
  const file = ownFile(world, ticket.mediaId, request)
  return { status: 200, headers: { 'content-type': file.mimeType, 'cache-control': 'private, no-store' }, body: file.bytes }
}

export function deleteMedia({ world }: Machine, id: string, request: SimRequest): SimResponse {
  ownFile(world, id, request)
  world.media.delete(id)
  return json(200, { success: true })
}
