import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { Upload } from '#kernel/ctx.ts'
import { malformed } from '#kernel/problem.ts'

export type Received = Upload & {
  /** Of the whole content; reads what nobody has read yet. */
  digest(): Promise<string>
}

/** The file of a request, as it comes in. Throws `kernel.malformed`. */
export async function receive(request: FastifyRequest): Promise<Received> {
  const part = await request.file()
  if (!part) throw malformed()
  const hash = createHash('sha256')
  const stream = Readable.from(passing(part.file, hash), { objectMode: false })
  return {
    // Whatever is declared as bytes counts as a file, also without a name.
    name: ((part.filename as string | undefined) ?? '').slice(0, 255),
    declaredMime: part.mimetype,
    stream,
    async digest() {
      if (!stream.readableEnded) for await (const _chunk of stream);
      return hash.copy().digest('hex')
    },
  }
}

async function* passing(source: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    hash.update(chunk)
    yield chunk
  }
}
