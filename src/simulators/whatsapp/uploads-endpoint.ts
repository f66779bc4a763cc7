import type { Machine, SimRequest, SimResponse } from './exchange.ts'
import { json } from './exchange.ts'
import { noObject, refusal } from './graph-errors.ts'

const mostBytes = 100 * 1024 * 1024

/** `POST /{app}/uploads?file_name&file_length&file_type`: a session that the bytes are sent to. */
export function beginUpload({ world }: Machine, appId: string, request: SimRequest): SimResponse {
  if (!/^\d{5,20}$/.test(appId)) throw noObject(appId, request.method)
  const length = Number(request.query.get('file_length'))
  const mimeType = request.query.get('file_type') ?? ''
  if (!Number.isInteger(length) || length <= 0 || length > mostBytes) throw refusal(100, 'Param file_length must be a positive integer.')
  if (!/^(image\/(jpe?g|png)|video\/mp4|application\/pdf)$/.test(mimeType))
    throw refusal(100, `Param file_type is not supported: ${mimeType}`)
  const id = `upload:${world.random.hex(32)}`
  world.uploads.set(id, { mimeType, length })
  return json(200, { id })
}

/** `POST /upload:…` with `file_offset: 0`: the bytes, answered by the handle under which templates name them. */
export function finishUpload({ world }: Machine, id: string, request: SimRequest): SimResponse {
  const session = world.uploads.get(id)
  if (!session) throw noObject(id, request.method)
  if (!/^OAuth /i.test(request.headers.authorization ?? '')) throw refusal(190, 'This endpoint takes the token as "OAuth".')
  if (request.headers.file_offset !== '0') throw refusal(100, 'The header file_offset is required.')
  if (request.body.length !== session.length) throw refusal(100, `Expected ${session.length} bytes, got ${request.body.length}.`)
  world.uploads.delete(id)
  const handle = `4:${world.random.hex(48)}`
  world.handles.set(handle, session.mimeType)
  return json(200, { h: handle })
}
