import { uploadMedia } from '#conversations/contract/api.ts'
import type { Uploaded } from '#conversations/contract/content.ts'
import { answerOf, ApiProblem, requestOf } from '#web/api.ts'

/** The most that any channel takes: a document of 100 MB. What else a channel refuses, the server says. */
export const largestBytes = 100 * 1024 * 1024

/** Sends a file up and tells how far it got (0 to 1). `fetch` cannot tell that. */
export function upload(file: File, onProgress: (share: number) => void, signal: AbortSignal, isVoice = false): Promise<Uploaded> {
  const { url, method, headers, body } = requestOf(uploadMedia, isVoice ? { isVoice } : {}, { files: { file } })
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? Math.min(1, loaded / total) : 0)
    request.onload = () =>
      answerOf(new Response(request.responseText, { status: request.status })).then((answer) => resolve(answer as Uploaded), reject)
    request.onerror = () => reject(new ApiProblem({ code: 'web.offline', status: 0 }))
    request.onabort = () => reject(signal.reason)
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(body as FormData)
  })
}
