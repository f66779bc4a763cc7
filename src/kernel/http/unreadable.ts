import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Kernel } from '#kernel/context.ts'
import { newId } from '#kernel/contract/ids.ts'
import { problemAnswer } from '#kernel/http/answer.ts'
import { localeOf } from '#kernel/i18n/messages.ts'
import { headTooLarge, malformed, tooSlow } from '#kernel/problem.ts'

/**
 * What the parser itself refuses reaches no route and no hook: it is answered on the connection, which is over with it. Nothing
 * of what was sent can be trusted, hence the language is the installation's and not the one that was asked for.
 */
export function answerUnreadable(kernel: Kernel, error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const problem = refusals[error.code ?? '']?.() ?? malformed()
  const requestId = newId()
  kernel.log.debug({ requestId, status: problem.status, reason: error.code }, 'a request could not be read')
  const body = JSON.stringify(problemAnswer(problem, requestId, kernel.translator(localeOf(undefined))))
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Cache-Control: no-store',
    'Connection: close',
  ]
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  socket.destroy()
}

const refusals: Record<string, () => ReturnType<typeof malformed>> = {
  HPE_HEADER_OVERFLOW: headTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: tooSlow,
}
