import type { FlowDocument } from '#bots/contract/flow.ts'
import { FlowDocument as Document } from '#bots/contract/flow.ts'

/** What a new flow begins with: it can be published as it is. The words are the shop's own language. */
export const beginning = (words: { text: string; person: string; handOff: string }): FlowDocument =>
  Document.parse({
    start: 'menu',
    nodes: [
      {
        id: 'menu',
        kind: 'menu',
        text: words.text,
        options: [{ id: 'person', title: words.person, intent: 'human', next: 'person' }],
        x: 0,
        y: 0,
      },
      { id: 'person', kind: 'hand-off', text: words.handOff, x: 0, y: 180 },
    ],
  })
