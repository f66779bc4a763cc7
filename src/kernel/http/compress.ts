import { gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

/** What fits into one packet arrives no sooner when it is smaller. */
const leastBytes = 1_400
/** Done anew for every answer: quick matters more than the last bytes. */
const quick = { level: 3 }

const text = /^(text\/|application\/([\w.+-]+\+)?json)/
const takesGzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/

/** Texts leave compressed for whoever can read that: over mobile data a list is there in a fraction of the time. Streams and what is compressed already pass as they are. */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const isLong = (typeof payload === 'string' || Buffer.isBuffer(payload)) && payload.length >= leastBytes
    if (!isLong || request.method === 'HEAD' || reply.hasHeader('content-encoding') || !text.test(String(reply.getHeader('content-type'))))
      return done()
    void reply.header('vary', [reply.getHeader('vary'), 'accept-encoding'].filter(Boolean).join(', '))
    if (!takesGzip.test(String(request.headers['accept-encoding']))) return done()
    // Off the thread that answers everybody else.
    gzip(payload, quick, (error, packed) => {
      if (error) return done(error)
      void reply.header('content-encoding', 'gzip')
      done(null, packed)
    })
  })
}
