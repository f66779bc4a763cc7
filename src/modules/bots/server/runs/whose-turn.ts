import type { Resume } from '#bots/contract/flows.ts'
import type { RunRow } from './runs.store.ts'

/**
 * Who has the word when a customer wrote. `go-on`: the run that has it. `resume`: the one that was silent. `begin`: a new one,
 * where a flow answers such messages. `people`: nobody but a person.
 */
export type Turn = 'go-on' | 'resume' | 'begin' | 'people'

type Conversation = { state: string; assigneeId: string | null; firstReplyAt: string | null }
type Past = Pick<RunRow, 'state' | 'personAt' | 'isOver'>

/** `resume`: what the flow of the last run says; undefined when it is gone or switched off. */
export function whoseTurn(conversation: Conversation, run: Past | undefined, resume: Resume | undefined, now: Date): Turn {
  if (conversation.state === 'pending') return run?.state === 'active' ? 'go-on' : 'begin'
  if (conversation.state !== 'open') return 'people'
  // Who was attended before there was a bot is not sent back to one.
  if (!run) return conversation.assigneeId === null && conversation.firstReplyAt === null ? 'begin' : 'people'
  if (!resume || resume.rule === 'never') return 'people'
  if (run.isOver) return 'begin'
  const silentMs = run.personAt === null ? null : now.getTime() - Date.parse(run.personAt)
  // Whoever was left to people and never answered by one stays with them.
  if (resume.rule !== 'minutes' || silentMs === null || silentMs < resume.minutes * 60_000) return 'people'
  return run.state === 'paused' || run.state === 'active' ? 'resume' : 'begin'
}
