import type { Resources } from '#kernel/resources.ts'
import { noSuchChat, phoneIsOff } from '#platform/server/problems.ts'

/**
 * The control door of the simulated provider, on this machine only. Its key is derived from the installation's own, so
 * that no other program of the machine can write as a customer.
 */
export const controlKeyOf = (crypto: Pick<Resources['crypto'], 'mac'>): string => crypto.mac('simulator control', 'v1').toString('hex')

export const controlKeyHeader = 'x-control-key'

type Way = 'GET' | 'POST' | 'PUT'

/**
 * Asks the simulator. Throws `platform.phone_is_off` when it does not answer or answers nonsense, and what `refused` says
 * of a status below 500: `platform.no_such_chat` unless told otherwise.
 */
export async function ask<T>(
  ctx: Pick<Resources, 'config' | 'crypto' | 'egress'>,
  method: Way,
  path: string,
  input: Record<string, unknown> = {},
  refused: (status: number) => Error = () => noSuchChat(),
): Promise<T> {
  const isRead = method === 'GET'
  const query = isRead ? `?${new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)]))}` : ''
  const answer = await ctx.egress
    .fetch({
      url: `${ctx.config.simulatorUrl}/control${path}${query}`,
      method,
      headers: { [controlKeyHeader]: controlKeyOf(ctx.crypto), ...(isRead ? {} : { 'content-type': 'application/json' }) },
      ...(isRead ? {} : { body: JSON.stringify(input) }),
      // A document of the business may have up to 100 MiB, and travels as base64.
      maxBytes: 150 * 1024 * 1024,
      timeoutMs: 10_000,
      onlyLocalSimulator: true,
      // Faults that somebody sets at the provider must not take the telephone away.
      breaker: 'phone',
    })
    .catch(() => {
      throw phoneIsOff()
    })
  if (answer.status !== 200) throw answer.status < 500 && answer.status !== 403 ? refused(answer.status) : phoneIsOff()
  try {
    return JSON.parse(answer.body.toString('utf8')) as T
  } catch {
    throw phoneIsOff()
  }
}
