import { EgressFailure } from '#kernel/egress/egress.ts'
import type { Surroundings } from '#conversations/server/channels/channel-adapter.ts'
import type { SendHttp } from './transport.ts'

/** Where the provider, or its local stand-in, is reached. The address comes from the operator's configuration only. */
export type Place = { baseUrl: string; version: string; isSimulator: boolean }

/**
 * A demo organization, and a channel made in one, talk to the stand-in in this very process and to nothing else: the
 * address is chosen here, and the way out refuses every other one again.
 */
export function placeOf(
  { config }: Pick<Surroundings, 'config'>,
  { isSimulator, isDemo }: { isSimulator: boolean; isDemo: boolean },
): Place {
  if (isSimulator || isDemo) return { baseUrl: config.simulatorUrl, version: 'v26.0', isSimulator: true }
  const [, baseUrl = config.whatsappUrl, version = 'v26.0'] = /^(.*)\/(v\d+\.\d+)$/.exec(config.whatsappUrl) ?? []
  return { baseUrl, version, isSimulator: false }
}

/** The kernel's way out, in the words of the client. */
export const transportTo =
  ({ egress }: Pick<Surroundings, 'egress'>, place: Place): SendHttp =>
  async ({ method, url, headers, body, timeoutMs, maxBytes }) => {
    try {
      return await egress.fetch({
        url,
        method,
        headers,
        ...(body !== undefined && { body: typeof body === 'string' ? body : Buffer.from(body) }),
        timeoutMs,
        maxBytes,
        redirects: 0,
        // Only the configured address may be a private one; those of files come from outside.
        allowPrivate: new URL(url).origin === new URL(place.baseUrl).origin,
        onlyLocalSimulator: place.isSimulator,
      })
    } catch (error) {
      throw error instanceof EgressFailure ? Object.assign(new Error(error.message, { cause: error }), codeOf(error)) : error
    }
  }

/** Without a code the client takes the request for written: the careful guess. */
function codeOf({ kind, requestWritten }: EgressFailure): { code?: string } {
  if (requestWritten) return {}
  return { code: kind === 'refused' ? 'kernel.egress.refused' : 'kernel.egress.open_circuit' }
}
