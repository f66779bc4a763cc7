import type { Machine, SimRequest, SimResponse } from './exchange.ts'
import { fieldsOf, json } from './exchange.ts'
import { noObject, refusal } from './graph-errors.ts'
import type { BusinessNumber, World } from './state.ts'

const APP_ID = '1002003004005006'

const described = (number: BusinessNumber): Record<string, unknown> => ({
  id: number.phoneNumberId,
  verified_name: number.verifiedName,
  display_phone_number: number.displayPhone,
  code_verification_status: 'VERIFIED',
  name_status: number.account.nameStatus,
  quality_rating: number.quality,
  messaging_limit_tier: number.tier,
  throughput: { level: number.account.isOnPhoneApp ? 'NOT_APPLICABLE' : number.throughput > 80 ? 'HIGH' : 'STANDARD' },
  platform_type: 'CLOUD_API',
  account_mode: number.allowList ? 'SANDBOX' : 'LIVE',
  status: number.account.isRegistered ? 'CONNECTED' : 'PENDING',
  is_on_biz_app: number.account.isOnPhoneApp,
  webhook_configuration: { application: number.webhookUrl },
})

const common = ['id', 'verified_name', 'display_phone_number', 'code_verification_status', 'quality_rating', 'platform_type', 'throughput']

/** The fields asked for, or those that come by themselves; the id always comes. */
function fieldsFrom(whole: Record<string, unknown>, asked: string | null): Record<string, unknown> {
  const names = new Set(['id', ...(asked ? asked.split(',').map((name) => name.trim()) : common)])
  return Object.fromEntries(Object.entries(whole).filter(([name]) => names.has(name)))
}

export const getNumber = (number: BusinessNumber, query: URLSearchParams): SimResponse =>
  json(200, fieldsFrom(described(number), query.get('fields')))

export function listNumbers(world: World, wabaId: string, query: URLSearchParams): SimResponse {
  const data = numbersOf(world, wabaId).map((number) => fieldsFrom(described(number), query.get('fields')))
  return json(200, { data, paging: { cursors: { before: 'MAZDZD', after: 'MjQZD' } } })
}

const numbersOf = (world: World, wabaId: string): BusinessNumber[] =>
  [...world.numbers.values()].filter((number) => number.wabaId === wabaId)

const PIN_TRIES = 10

/** `POST /{phone_number_id}/register`: makes the number usable here; its PIN of six digits is set by the first who registers it. */
export function registerNumber(number: BusinessNumber, request: SimRequest): SimResponse {
  const { messaging_product: product, pin } = fieldsOf(request)
  if (product !== 'whatsapp') throw refusal(100, 'The parameter messaging_product is required and must be "whatsapp".')
  if (typeof pin !== 'string' || !/^\d{6}$/.test(pin)) throw refusal(131009, 'Param pin must be six digits.')
  const { account } = number
  if (account.wrongPins >= PIN_TRIES) throw refusal(133016, 'Too many attempts to register this number. Try again in 72 hours.')
  if (account.pin !== null && account.pin !== pin) {
    account.wrongPins++
    throw refusal(133005, 'Two-step verification PIN mismatch.')
  }
  Object.assign(account, { pin, isRegistered: true, wrongPins: 0 })
  return json(200, { success: true })
}

/** `GET /{waba}`: the account and the business that owns it. */
export const getAccount = (wabaId: string, query: URLSearchParams): SimResponse =>
  json(
    200,
    fieldsFrom(
      {
        id: wabaId,
        name: 'El Gallo',
        currency: 'ARS',
        timezone_id: '10',
        account_review_status: 'APPROVED',
        business_verification_status: 'verified',
        owner_business_info: { id: `B${wabaId}`, name: 'El Gallo' },
      },
      query.get('fields') ?? 'name,currency,timezone_id',
    ),
  )

/** `POST /{phone_number_id}` with `webhook_configuration`: an address of its own for one number, verified first. */
export async function configureNumber(machine: Machine, number: BusinessNumber, request: SimRequest): Promise<SimResponse> {
  const configuration = fieldsOf(request).webhook_configuration as { override_callback_uri?: unknown; verify_token?: unknown } | undefined
  if (!configuration) throw refusal(100, 'The parameter webhook_configuration is required.')
  await redirect(machine, [number], configuration)
  return json(200, { success: true })
}

/** Changes the receiver only when it passes the handshake, as the provider does. */
async function redirect(
  machine: Machine,
  numbers: BusinessNumber[],
  to: { override_callback_uri?: unknown; verify_token?: unknown },
): Promise<void> {
  if (to.override_callback_uri === undefined) return
  if (typeof to.override_callback_uri !== 'string' || !URL.canParse(to.override_callback_uri))
    throw refusal(100, 'override_callback_uri is not a valid URL.')
  for (const number of numbers) {
    const before = { webhookUrl: number.webhookUrl, verifyToken: number.verifyToken, isVerified: number.isVerified }
    number.webhookUrl = to.override_callback_uri
    if (typeof to.verify_token === 'string') number.verifyToken = to.verify_token
    const handshake = await machine.webhooks.verify(number)
    if (handshake.ok) continue
    Object.assign(number, before)
    throw refusal(2200, `Callback verification failed with the following errors: ${handshake.detail}`)
  }
}

/** `/{waba}/subscribed_apps`: GET tells, POST subscribes, DELETE stops the webhooks. */
export async function subscribedApps(machine: Machine, wabaId: string, request: SimRequest): Promise<SimResponse> {
  const numbers = numbersOf(machine.world, wabaId)
  if (request.method === 'GET') {
    const [first] = numbers.filter((number) => number.isSubscribed)
    const app = {
      whatsapp_business_api_data: { id: APP_ID, link: 'https://www.facebook.com/games/?app_id=1002003004005006', name: 'Yapa' },
    }
    return json(200, { data: first ? [{ ...app, ...(first.webhookUrl && { override_callback_uri: first.webhookUrl }) }] : [] })
  }
  if (request.method === 'POST') await redirect(machine, numbers, fieldsOf(request))
  for (const number of numbers) number.isSubscribed = request.method === 'POST'
  return json(200, { success: true })
}

/** `GET /debug_token?input_token=`: whether a token is good and for what. */
export function debugToken(world: World, query: URLSearchParams): SimResponse {
  const input = query.get('input_token')
  if (!input) throw refusal(100, 'The parameter input_token is required.')
  const known = world.tokens.get(input)
  const scopes = known?.scopes ?? ['whatsapp_business_management', 'whatsapp_business_messaging']
  const targets = known?.wabaId ? scopes.map((scope) => ({ scope, target_ids: [known.wabaId] })) : []
  const isValid = known !== undefined && !known.isRevoked && (!known.expiresAt || known.expiresAt > world.clock.now())
  return json(200, {
    data: {
      app_id: APP_ID,
      type: 'SYSTEM_USER',
      application: 'Yapa',
      expires_at: Math.floor((known?.expiresAt ?? 0) / 1000),
      is_valid: isValid,
      scopes: isValid ? scopes : [],
      granular_scopes: isValid ? targets : [],
      ...(!isValid && {
        error: { code: 190, message: known ? 'The session has been invalidated.' : 'Malformed access token', subcode: 460 },
      }),
    },
  })
}

/** Refuses an account that the token does not know. */
export function accountFor(world: World, wabaId: string, access: { wabaId: string | null }, method: string): string {
  if (numbersOf(world, wabaId).length === 0 || (access.wabaId !== null && access.wabaId !== wabaId)) throw noObject(wabaId, method)
  return wabaId
}
