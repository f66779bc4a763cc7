import type { RunState } from '#bots/contract/run.ts'
import type { FlowDocument } from '#bots/contract/flow.ts'
import type { DialogueSaid, DialogueWhy } from '#kernel/dialogue.ts'
import { asksForPerson } from './answers.ts'
import { crossBelow } from './conditions.ts'
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

/** What a person would be fetched for, by the rules of the flow, if nothing else can be made of it. */
export function reasonIn({ understood }: Heard, { onComplaint, onPayment, onNegative }: FlowDocument['rules']): DialogueWhy | null {
  const { intent, confidence, sentiment } = understood ?? { intent: null, confidence: 0, sentiment: 0 }
  if (onComplaint && intent === 'complaint' && confidence >= sureEnough) return 'complaint'
  if (onPayment && intent === 'payment' && confidence >= sureEnough) return 'payment'
  return onNegative && sentiment <= crossBelow ? 'negative' : null
}

/** The same for a module that has the conversation. Who asks for a person by name is not understood otherwise, whatever is sold. */
export function spokenTo(
  state: Pick<RunState, 'askedAt'>,
  heard: Heard,
  rules: FlowDocument['rules'],
  answer: string | null,
): DialogueSaid {
  const { said } = heard
  switch (said.kind) {
    case 'text':
      return asksForPerson(said.text)
        ? { kind: 'person', why: 'asked' }
        : { kind: 'text', text: said.text, isEarly: isEarly(state, heard), answer, orElse: reasonIn(heard, rules) }
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
