import type { Refusal } from '#conversations/contract/channel-health.ts'
import type { ApiProblem } from '#web/api.ts'

/** What the provider said, when that is why the server refused. */
export function refusalIn(problem: ApiProblem): Pick<Refusal, 'reason' | 'code'> | null {
  if (problem.code !== 'conversations.channel_refused') return null
  const { reason, code } = problem.details
  return { reason: String(reason), code: typeof code === 'number' ? code : null }
}
