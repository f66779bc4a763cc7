import type { RunState } from '#bots/contract/run.ts'
import type { DialogueSaid } from '#kernel/dialogue.ts'
import { asksForPerson } from './answers.ts'
import { wordsOf, type Heard } from './heard.ts'
import { sureEnough } from './match.ts'

/** The provider says when somebody wrote to the second: within the one in which it was asked nobody can tell what came first. */
export const isEarly = ({ askedAt }: Pick<RunState, 'askedAt'>, { at }: Heard): boolean =>
  askedAt !== null && Math.floor(Date.parse(at) / 1000) < Math.floor(Date.parse(askedAt) / 1000)

export const wantsPerson = ({ said, understood: what }: Heard): boolean =>
  said.kind === 'text' && (asksForPerson(said.text) || (what?.intent === 'human' && what.confidence >= sureEnough))

/** What is remembered of the last word, as far as it was understood. */
export function lastOf({ last }: RunState, { said, understood: what }: Heard): RunState['last'] {
  const text = wordsOf(said)
  // Of one or two words nobody can tell the language.
  const language = text.trim().split(/\s+/).length > 2 ? (what?.language ?? null) : null
  return {
    text: text.slice(0, 300),
    intent: what && what.confidence >= sureEnough ? what.intent : null,
    sentiment: what?.sentiment ?? 0,
    language: language ?? last.language,
  }
}

/** The same for a module that has the conversation. Who asks for a person by name is not understood otherwise, whatever is sold. */
export function spokenTo(state: Pick<RunState, 'askedAt'>, heard: Heard): DialogueSaid {
  const { said } = heard
  switch (said.kind) {
    case 'text':
      return asksForPerson(said.text) ? { kind: 'person' } : { kind: 'text', text: said.text, isEarly: isEarly(state, heard) }
    case 'choice':
      // Without the node that it leads back to.
      return { kind: 'choice', id: said.id.slice(said.id.indexOf(':') + 1), title: said.title }
    case 'place':
      return said
    case 'file':
      return said.caption === '' ? { kind: 'file' } : { kind: 'text', text: said.caption, isEarly: isEarly(state, heard) }
    case 'voice':
      return { kind: 'voice' }
    default:
      return { kind: 'other' }
  }
}
