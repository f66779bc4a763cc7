import type { ChannelStep, Refusal } from '#conversations/contract/channel-health.ts'
import type { OpenChannel, Surroundings } from '#conversations/server/channels/channel-adapter.ts'
import { client, type Client, type Failed } from './client.ts'
import type { OutboundContent } from './outbound.ts'
import { placeOf, transportTo } from './transport-by-egress.ts'

const timeoutMs = 10_000
const needed = ['whatsapp_business_messaging', 'whatsapp_business_management']

type Number = Pick<OpenChannel, 'phoneNumberId' | 'wabaId' | 'token' | 'isSimulator' | 'isDemo'>

/** What the provider says of a number and of the token that uses it. Figures that it does not tell are null. */
export type Inspection = {
  steps: ChannelStep[]
  displayPhone: string | null
  verifiedName: string | null
  quality: 'green' | 'yellow' | 'red' | 'unknown'
  tier: string | null
  nameStatus: string | null
  isRegistered: boolean | null
  isCoexisting: boolean
  /** `STANDARD`, `HIGH`, `NOT_APPLICABLE` */
  throughput: string | null
  portfolioId: string | null
  tokenExpiresAt: string | null
  missingPermissions: string[]
}

export function accountClient(around: Surroundings, channel: Number): Client {
  const place = placeOf(around, channel)
  const { baseUrl, version } = place
  return client({ baseUrl, version, phoneNumberId: channel.phoneNumberId, token: channel.token, timeoutMs }, transportTo(around, place))
}

export const refusalOf = ({ verdict, detail }: Failed): Refusal => ({ reason: verdict.reason, code: verdict.code, detail })

/** Asks everything at once: is the token good, may it do what we need, is the number its own, and does the account hold it. */
export async function inspect(around: Surroundings, channel: Number, now: Date): Promise<Inspection> {
  const api = accountClient(around, channel)
  const [token, number, account, numbers] = await Promise.all([
    api.tokenFacts(),
    api.numberFacts(),
    api.account(channel.wabaId),
    api.phoneNumbers(channel.wabaId),
  ])
  const steps: ChannelStep[] = []
  const say = (what: ChannelStep['what'], refusal: Refusal | null): void => void steps.push({ what, isOk: refusal === null, refusal })

  const badToken = tokenRefusal(token, number, now)
  say('token', badToken)
  if (badToken) for (const what of ['permissions', 'number', 'account'] as const) steps.push({ what, isOk: null, refusal: null })
  const missing = token.ok && token.scopes.length > 0 ? needed.filter((scope) => !token.scopes.includes(scope)) : []
  if (!badToken) {
    say('permissions', missing.length > 0 ? { reason: 'permission-missing', code: null, detail: missing.join(', ') } : null)
    say('number', number.ok ? null : refusalOf(number))
    say('account', accountRefusal(channel, number.ok, numbers))
  }
  return {
    steps,
    displayPhone: number.ok ? number.displayPhone : null,
    verifiedName: number.ok ? number.verifiedName : null,
    quality: number.ok ? number.quality : 'unknown',
    tier: number.ok ? number.tier : null,
    nameStatus: number.ok ? number.nameStatus : null,
    isRegistered: number.ok ? number.isRegistered : null,
    isCoexisting: number.ok && number.isCoexisting,
    throughput: number.ok ? number.throughput : null,
    portfolioId: account.ok ? account.portfolioId : null,
    tokenExpiresAt: token.ok ? token.expiresAt : null,
    missingPermissions: missing,
  }
}

type Told = Awaited<ReturnType<Client['tokenFacts']>>

function tokenRefusal(token: Told, number: Awaited<ReturnType<Client['numberFacts']>>, now: Date): Refusal | null {
  if (token.ok && !token.isValid) return { reason: 'token-invalid', code: token.errorCode, detail: token.detail }
  if (token.ok && token.expiresAt !== null && Date.parse(token.expiresAt) <= now.getTime())
    return { reason: 'token-expired', code: null, detail: token.expiresAt }
  // Not every token may ask about itself. What it can do with the number tells then.
  if (token.ok || number.ok) return null
  return token.verdict.reason === 'token-invalid' || number.verdict.reason !== 'token-invalid' ? refusalOf(token) : refusalOf(number)
}

function accountRefusal(channel: Number, hasNumber: boolean, numbers: Awaited<ReturnType<Client['phoneNumbers']>>): Refusal | null {
  if (!numbers.ok) return refusalOf(numbers)
  if (!hasNumber || numbers.numbers.some(({ id }) => id === channel.phoneNumberId)) return null
  return { reason: 'account-mismatch', code: null, detail: null }
}

/** The first thing that keeps the number from working. */
export const firstRefusal = ({ steps }: Pick<Inspection, 'steps'>): Refusal | null =>
  steps.find(({ refusal }) => refusal !== null)?.refusal ?? null

/** Messages a second; undefined when the provider's word for it is new to us. */
export function throughputOf({ throughput, isCoexisting }: Pick<Inspection, 'throughput' | 'isCoexisting'>): number | undefined {
  if (isCoexisting) return 20
  return throughput === 'HIGH' ? 1000 : throughput === 'STANDARD' ? 80 : undefined
}

/** `null` when it was done. */
export async function subscribe(
  around: Surroundings,
  channel: Number,
  callback: { url: string; verifyToken: string } | null,
): Promise<Refusal | null> {
  const answer = await accountClient(around, channel).subscribe(channel.wabaId, callback ?? undefined)
  return answer.ok ? null : refusalOf(answer)
}

export async function register(around: Surroundings, channel: Number, pin: string): Promise<Refusal | null> {
  const answer = await accountClient(around, channel).register(pin)
  return answer.ok ? null : refusalOf(answer)
}

/** The reference that a greeting of the wizard carries, so that its ticks find the way back. */
export const testReference = 'channel-test'

/** A greeting to one telephone; the template that every account has when the person has not written lately. */
export async function greet(
  around: Surroundings,
  channel: Number,
  to: { waId: string; text: string | null },
): Promise<{ providerId: string } | { refusal: Refusal; isUnknown: boolean }> {
  const content: OutboundContent =
    to.text === null ? { type: 'template', name: 'hello_world', language: 'en_US' } : { type: 'text', body: to.text }
  const answer = await accountClient(around, channel).sendMessage({ to: { waId: to.waId }, content, callbackData: testReference })
  if (answer.ok) return { providerId: answer.wamid }
  return { refusal: refusalOf(answer), isUnknown: answer.verdict.outcome === 'unknown' }
}
