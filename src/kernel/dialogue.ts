import type { ActionField, ActionSubject } from '#kernel/action.ts'
import type { Ctx } from '#kernel/ctx.ts'

/** Why a person has to come, where nobody asked for one; `asked` where somebody did. */
export type DialogueWhy = 'asked' | 'misunderstood' | 'repeats' | 'broken' | 'complaint' | 'payment' | 'negative'

/** What a customer said, as a module hears it that has taken a conversation over. */
export type DialogueSaid =
  /**
   * Several messages that it begins with are its lines. `isEarly`: written before what was asked last could have been read. For
   * whoever can make nothing else of it: `answer` is what the shop has written down about it, `orElse` why a person would be fetched.
   */
  | { kind: 'text'; text: string; isEarly: boolean; answer?: string | null; orElse?: DialogueWhy | null }
  /** Pressed: the id that the module gave it, whenever that was. */
  | { kind: 'choice'; id: string; title: string }
  | { kind: 'place'; latitude: number; longitude: number; name: string }
  /** Somebody else is wanted, or has to come: the same would have been said a third time. */
  | { kind: 'person'; why: 'asked' | 'repeats' }
  | { kind: 'voice' | 'file' | 'other' }
  /** What was to be done could not be: why, in words. Nothing of it is left. */
  | { kind: 'trouble'; sentence: string }

/** Something to say. With options: buttons where few and short, else a list; `asksPlace`: a button that shares where one is. */
export type DialogueWords = {
  text: string
  options: readonly { id: string; title: string; description: string }[]
  listButton: string
  asksPlace: boolean
}

/**
 * What comes of it. `listen`: what is said next is heard here too. `done` and `left` hand the word back: what there was to do is
 * done, or the customer wants something else. `person`: somebody has to take over, who reads `note` and `why`.
 */
export type DialogueTurn = {
  says: readonly DialogueWords[]
  next: 'listen' | 'done' | 'left' | 'person'
  note: string
  why?: DialogueWhy
  values: Readonly<Record<string, string | number>>
}

/** `key` is the same for as long as the conversation is in the same hands, `speaker` who it is that speaks. */
export type DialogueAbout = ActionSubject & { conversationId: string; key: string; speaker: string }

/**
 * A conversation that a module takes over for as many turns as it needs: the flows of bots have it do so by name, as they do with
 * actions, and its words are the same locale keys (`<module>.flow_actions.<name>`). Each turn is a transaction of its own in which
 * the conversation is held, heard once whatever happens; where the module was it remembers itself, by `key`. A problem undoes the
 * turn and comes back as `trouble`.
 */
export type Dialogue = {
  code: string
  order: number
  fields: readonly ActionField[]
  /** `said`: with what the customer came in. */
  begin: (ctx: Ctx, input: Readonly<Record<string, string>>, about: DialogueAbout, said: DialogueSaid | null) => Promise<DialogueTurn>
  hear: (ctx: Ctx, input: Readonly<Record<string, string>>, about: DialogueAbout, said: DialogueSaid) => Promise<DialogueTurn>
}
