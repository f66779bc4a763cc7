import { z } from 'zod'

/**
 * What the connector made of an order. `offline`: it answered 200 and said that nothing was sent, because no tab of
 * WhatsApp Web is open. `gone`: nobody is behind this address. `lost`: it may have been taken.
 */
export type Answer = 'taken' | 'offline' | 'gone' | 'refused' | 'blocked' | 'not-sent' | 'lost' | { afterSeconds: number }

/** It is documented nowhere: what public integrations have seen is an object with `success` or `error`. */
const Body = z.looseObject({ success: z.union([z.boolean(), z.string()]).optional().catch(undefined), error: z.unknown().optional() })

const restSeconds = 60
const longestRestSeconds = 3_600

export function answerOf(status: number, retryAfter: string | string[] | undefined, text: string): Answer {
  if (status === 429) return { afterSeconds: Math.min(Math.max(Number(retryAfter) || restSeconds, 1), longestRestSeconds) }
  if (status === 401 || status === 403 || status === 404 || status === 410) return 'gone'
  // A gateway in between does not know whether the order got through.
  if (status >= 500) return 'lost'
  if (status >= 300) return 'refused'
  const body = Body.safeParse(read(text))
  if (!body.success) return 'taken'
  const { success, error } = body.data
  const saysNo = success === false || success === 'false' || (error !== undefined && error !== null && error !== false && error !== '')
  return saysNo ? 'offline' : 'taken'
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
