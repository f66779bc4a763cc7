import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { mostNodes } from '#bots/contract/flow-ways.ts'

/**
 * A flow is data: nodes that say, ask, decide or do something, each naming the node that comes next. Everything may be
 * incomplete while it is being drawn; `flow-check.ts` says what is missing before it can be published.
 */
export const nodeKinds = ['menu', 'question', 'condition', 'answer', 'action', 'hand-off', 'go-to', 'end'] as const
export type NodeKind = (typeof nodeKinds)[number]

export const NodeId = z.string().regex(/^[a-z0-9-]{1,40}$/)
const To = NodeId.nullable().default(null)
const Text = z.string().max(4096).default('')
/** What an answer is remembered by, and written in texts as `{{pedido}}`. */
export const VariableName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
const Word = z.string().trim().min(1).max(40)

const base = { id: NodeId, name: z.string().max(60).default(''), x: z.number().default(0), y: z.number().default(0) }

export const MenuOption = z.object({
  id: NodeId,
  title: z.string().max(200).default(''),
  description: z.string().max(400).default(''),
  /** Other words by which customers mean it. */
  words: z.array(Word).max(20).default([]),
  /** What the language baseline calls it: `schedule`, `order`, … */
  intent: z.string().max(40).nullable().default(null),
  next: To,
})
export type MenuOption = z.output<typeof MenuOption>

const menu = z.object({
  ...base,
  kind: z.literal('menu'),
  text: Text,
  options: z.array(MenuOption).max(30).default([]),
  /** What opens the list, when there are more options than buttons. Empty: the usual word. */
  listButton: z.string().max(200).default(''),
  /** Said when the answer is none of it. Empty: the usual words. */
  retry: Text,
})

export const answerTypes = ['text', 'number', 'phone', 'email', 'date', 'choice', 'location', 'file'] as const

const question = z.object({
  ...base,
  kind: z.literal('question'),
  text: Text,
  answer: z
    .object({
      type: z.enum(answerTypes),
      /** Of numbers. */
      min: z.number().nullable().default(null),
      max: z.number().nullable().default(null),
      /** Of choices. */
      options: z.array(z.string().max(200)).max(30).default([]),
    })
    .default({ type: 'text', min: null, max: null, options: [] }),
  variable: z.string().max(40).default(''),
  retry: Text,
  next: To,
})

export const testSubjects = ['variable', 'hours', 'intent', 'sentiment', 'language', 'tag', 'customer'] as const
export const testOps = ['is', 'is-not', 'contains', 'at-least', 'at-most', 'filled', 'empty'] as const

/** `name`: the variable. `value`: what it is compared with; `open`/`closed` of hours, `new`/`returning`/`vip` of customers. */
export const Test = z.object({
  subject: z.enum(testSubjects),
  name: z.string().max(60).default(''),
  op: z.enum(testOps).default('is'),
  value: z.string().max(200).default(''),
})
export type Test = z.output<typeof Test>

const condition = z.object({
  ...base,
  kind: z.literal('condition'),
  /** The first case of which all tests hold; none: `otherwise`. */
  cases: z
    .array(z.object({ id: NodeId, name: z.string().max(60).default(''), tests: z.array(Test).max(10).default([]), next: To }))
    .max(20)
    .default([]),
  otherwise: To,
})

const answer = z.object({
  ...base,
  kind: z.literal('answer'),
  text: Text,
  /** A file that was uploaded, with the text as its caption. */
  file: z
    .object({ fileId: Id, name: z.string().max(400) })
    .nullable()
    .default(null),
  /** A button that opens an address. */
  link: z
    .object({ text: z.string().max(200).default(''), url: z.string().max(2000).default('') })
    .nullable()
    .default(null),
  next: To,
})

const action = z.object({
  ...base,
  kind: z.literal('action'),
  /** Of the registry: `crm.add-tag`. */
  action: z.string().max(80).default(''),
  /** Values of its fields; texts may carry variables. */
  input: z.record(z.string().max(60), z.string().max(2000)).default({}),
  next: To,
  /** Where it goes on when it could not be done. Null: as if it had been. */
  failed: To,
})

const handOff = z.object({
  ...base,
  kind: z.literal('hand-off'),
  /** Null: whoever the rules of routing say. */
  teamId: Id.nullable().default(null),
  text: Text,
  /** Said instead when nobody is there. Empty: the usual words, with the opening hours. */
  awayText: Text,
  /** What it is about, for whoever takes over. */
  note: z.string().max(500).default(''),
})

const goTo = z.object({ ...base, kind: z.literal('go-to'), to: To })
const end = z.object({ ...base, kind: z.literal('end'), text: Text, resolves: z.boolean().default(false) })

export const FlowNode = z.discriminatedUnion('kind', [menu, question, condition, answer, action, handOff, goTo, end])
export type FlowNode = z.output<typeof FlowNode>
export type NodeOf<K extends NodeKind> = Extract<FlowNode, { kind: K }>

/** When customers are handed to a person wherever they are in the flow. Whoever asks for one always is. */
export const HandOffRules = z.object({
  onComplaint: z.boolean().default(true),
  onPayment: z.boolean().default(true),
  onNegative: z.boolean().default(true),
  onVip: z.boolean().default(false),
  /** The tag by which the shop knows its most important customers. Missing: `VIP`. */
  vipTag: z.string().trim().min(1).max(40).optional(),
  /** Where those go. Null: whoever the rules of routing say. */
  teamId: Id.nullable().default(null),
  /** Said when it did not understand twice, before the person comes. Empty: the usual words. */
  fallback: z.string().max(1024).default(''),
})

export const FlowDocument = z.object({
  start: To,
  nodes: z.array(FlowNode).max(mostNodes).default([]),
  rules: HandOffRules.prefault({}),
})
export type FlowDocument = z.output<typeof FlowDocument>
