import type { GraphErrorItem } from './state.ts'

/** An answer of the provider that refuses: thrown inside the simulator, turned into its JSON at the door. */
export type Refusal = Error & {
  status: number
  code: number
  subcode?: number
  title: string
  details: string
  type: string
  retryAfterSeconds?: number
}

/** HTTP status and title by code. The details are said by whoever refuses. */
const known: Record<number, [status: number, title: string, type?: string]> = {
  0: [401, 'AuthException'],
  1: [500, 'An unknown error occurred'],
  2: [503, 'Service temporarily unavailable'],
  3: [500, 'Capability'],
  4: [429, 'Application request limit reached'],
  10: [403, 'Application does not have permission for this action'],
  33: [400, 'Unsupported get request', 'GraphMethodException'],
  100: [400, 'Invalid parameter'],
  104: [401, 'An access token is required to request this resource.'],
  190: [401, 'Error validating access token: Session has been invalidated.'],
  200: [403, 'You do not have the necessary permissions'],
  368: [403, 'Temporarily blocked for policies violations'],
  2200: [400, 'Callback verification failed'],
  80007: [429, 'Rate limit issues'],
  80008: [429, 'There have been too many calls to this account'],
  130429: [429, 'Rate limit hit'],
  130472: [400, "User's number is part of an experiment"],
  130497: [403, 'Business account is restricted from messaging users in this country'],
  131000: [500, 'Something went wrong'],
  131008: [400, 'Required parameter is missing'],
  131009: [400, 'Parameter value is not valid'],
  131016: [503, 'Service unavailable'],
  131021: [400, 'Recipient cannot be sender'],
  131026: [400, 'Message undeliverable'],
  131030: [400, 'Recipient phone number not in allowed list'],
  131031: [403, 'Account has been locked'],
  131037: [400, 'WhatsApp provided number needs display name approval before message can be sent.'],
  131042: [400, 'Business eligibility payment issue'],
  131045: [500, 'Incorrect certificate'],
  131047: [400, 'Re-engagement message'],
  131048: [400, 'Spam rate limit hit'],
  131049: [400, 'This message was not delivered to maintain healthy ecosystem engagement.'],
  131050: [400, 'Unable to deliver the message. This recipient has chosen to stop receiving marketing messages'],
  131051: [400, 'Unsupported message type'],
  131052: [400, 'Media download error'],
  131053: [400, 'Media upload error'],
  131056: [400, '(Business Account, Consumer Account) pair rate limit hit'],
  131057: [500, 'Account in maintenance mode'],
  131062: [400, 'Business-scoped user ids cannot receive this message'],
  131064: [429, 'Messaging limit reached'],
  132000: [400, 'Template Param Count Mismatch'],
  132001: [404, 'Template does not exist in the translation'],
  132005: [400, 'Template Hydrated Text Too Long'],
  132007: [400, 'Template Format Character Policy Violated'],
  132012: [400, 'Template Parameter Format Mismatch'],
  132015: [400, 'Template is Paused'],
  132016: [400, 'Template is Disabled'],
  133005: [400, 'Two-step verification PIN Mismatch'],
  133010: [400, 'Account not registered'],
  133016: [429, 'Account register deregister rate limit exceeded'],
}

export function refusal(code: number, details: string, more: Partial<Refusal> = {}): Refusal {
  const [status, title, type] = known[code] ?? [code >= 500 && code < 600 ? code : 400, 'Error']
  return Object.assign(new Error(`(#${code}) ${details}`), { status, code, title, details, type: type ?? 'OAuthException', ...more })
}

export const isRefusal = (thrown: unknown): thrown is Refusal => thrown instanceof Error && 'details' in thrown && 'status' in thrown

/** The object that does not exist, or that this token may not see: the provider says the same for both. */
export const noObject = (id: string, method: string): Refusal =>
  refusal(100, `Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`, {
    subcode: 33,
    title: `Unsupported ${method.toLowerCase()} request.`,
    type: 'GraphMethodException',
  })

export function bodyOf(problem: Refusal, trace: string): Record<string, unknown> {
  return {
    error: {
      message: `(#${problem.code}) ${problem.title}`,
      type: problem.type,
      code: problem.code,
      ...(problem.subcode !== undefined && { error_subcode: problem.subcode }),
      error_data: { messaging_product: 'whatsapp', details: problem.details },
      fbtrace_id: trace,
    },
  }
}

/** The same problem as it appears in a `failed` status. */
export function itemOf(code: number, details: string): GraphErrorItem {
  const { title } = refusal(code, details)
  return {
    code,
    title,
    message: title,
    error_data: { details },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  }
}
