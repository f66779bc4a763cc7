import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Money } from '#kernel/contract/money.ts'
import { Interactive, SendableInteractive } from '#conversations/contract/interactive.ts'
import { headerMedia, TemplateCategory, VariableKey } from '#conversations/contract/template.ts'

/** What a message says, in the normal form of all channels. Told apart by `kind`. */

export const mediaKinds = ['image', 'audio', 'video', 'document', 'sticker'] as const
export type MediaKind = (typeof mediaKinds)[number]

/**
 * A file of a message. Inbound files are fetched from the provider right after the message arrives: `downloading` until
 * then, `failed` when the provider no longer has it or refused (`failure` says which; `POST .../media/retry` tries again).
 */
export const Media = z.object({
  state: z.enum(['downloading', 'ready', 'failed']),
  fileId: Id.nullable(),
  /** Signed addresses, good for hours; null until `ready`, the thumbnail also for what is no picture. */
  url: z.string().nullable(),
  thumbnailUrl: z.string().nullable(),
  downloadUrl: z.string().nullable(),
  mimeType: z.string().max(200),
  sizeBytes: z.int().nonnegative().nullable(),
  filename: z.string().max(400).nullable(),
  /** Images, videos and stickers, in pixels, when known. */
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  /** Audio recorded in the chat rather than attached. */
  isVoice: z.boolean(),
  failure: z.enum(['gone', 'too-large', 'unreadable', 'refused', 'unreachable']).nullable(),
})
export type Media = z.infer<typeof Media>

/** A file that was uploaded and is not sent yet. */
export const Uploaded = z.object({
  fileId: Id,
  /** What it becomes when it is sent. */
  kind: z.enum(['image', 'audio', 'video', 'document']),
  mimeType: z.string(),
  sizeBytes: z.int(),
  filename: z.string(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** Recorded in the browser: it goes out as a voice note. */
  isVoice: z.boolean(),
  url: z.string(),
  thumbnailUrl: z.string().nullable(),
})
export type Uploaded = z.infer<typeof Uploaded>

export const SharedContact = z.object({
  name: z.string(),
  organization: z.string().nullable(),
  phones: z.array(z.object({ phone: z.string(), type: z.string().nullable(), waId: z.string().nullable() })),
  emails: z.array(z.string()),
})

export const OrderLine = z.object({
  sku: z.string(),
  quantity: z.number(),
  /** What the customer saw in the catalogue, per unit; never trusted for charging. */
  price: Money.nullable(),
})

/** Customers may write more than we may: the provider does not bound what it delivers. */
const text = z.object({ kind: z.literal('text'), text: z.string().max(65_536) })
const media = z.object({ kind: z.enum(mediaKinds), media: Media, caption: z.string().max(4096).nullable() })
const location = z.object({
  kind: z.literal('location'),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().max(1000).nullable(),
  address: z.string().max(1000).nullable(),
  url: z.string().max(2000).nullable(),
})
const contacts = z.object({ kind: z.literal('contacts'), contacts: z.array(SharedContact) })
/** The customer pressed a button or chose a row of a list that we, or a template, offered. */
const choice = z.object({
  kind: z.literal('choice'),
  from: z.enum(['button', 'list', 'template', 'call-permission']),
  id: z.string(),
  title: z.string(),
  description: z.string().nullable(),
})
/** The customer filled in a form (a flow) inside the chat. */
const form = z.object({ kind: z.literal('form'), name: z.string(), answers: z.record(z.string(), z.unknown()) })
const order = z.object({ kind: z.literal('order'), catalogId: z.string(), note: z.string().nullable(), lines: z.array(OrderLine) })
/** What we offered to be answered by pressing. */
const interactive = z.object({ kind: z.literal('interactive'), interactive: Interactive })
/** Something that happened to the customer's account: `number-changed`, `identity-changed` or another name of the provider. */
const notice = z.object({ kind: z.literal('notice'), what: z.string(), text: z.string() })
/** The provider does not hand out this kind of message; the screen says so and names it when known. */
const unsupported = z.object({ kind: z.literal('unsupported'), type: z.string().nullable(), code: z.int().nullable() })
/** A template as the customer got it: its values are in its texts. `parameters` is what the provider is handed for that. */
const templateContent = z.object({
  kind: z.literal('template'),
  templateId: Id,
  name: z.string(),
  language: z.string(),
  category: TemplateCategory,
  header: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('text'), text: z.string() }),
      z.object({ kind: z.enum(headerMedia), media: Media }),
      location.omit({ url: true }),
    ])
    .nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(
    z.object({
      kind: z.enum(['quick-reply', 'url', 'phone', 'copy-code', 'other']),
      text: z.string(),
      /** The address, number or code behind it. */
      target: z.string().nullable(),
      value: z.string().nullable(),
    }),
  ),
  parameters: z.object({
    header: z.array(z.object({ name: z.string().nullable(), text: z.string() })),
    body: z.array(z.object({ name: z.string().nullable(), text: z.string() })),
  }),
})
const note = z.object({
  kind: z.literal('note'),
  text: z.string().max(4096),
  /** People named with @ in it. */
  mentions: z.array(z.object({ id: Id, name: z.string() })).optional(),
})
/** A line between bubbles: what happened to the conversation. `values` fill the words `conversations.activities.<what>`. */
const activity = z.object({
  kind: z.literal('activity'),
  what: z.enum([
    'opened',
    'assigned',
    'taken',
    'unassigned',
    'team-changed',
    'transferred',
    'routed',
    'queued',
    'overflowed',
    'resolved',
    'reopened',
    'reopened-by-customer',
    'snoozed',
    'woken',
    'woken-by-customer',
    'priority-changed',
    'labels-changed',
    'scheduled-cancelled',
    'scheduled-failed',
    'merged',
    'separated',
    'survey-answered',
    'survey-changed',
    'order-moved',
    'bot-took',
    'bot-gave',
    'bot-paused',
    'bot-resumed',
    'bot-stopped',
  ]),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

export const Content = z.discriminatedUnion('kind', [
  text,
  media,
  location,
  contacts,
  choice,
  form,
  order,
  interactive,
  notice,
  unsupported,
  templateContent,
  note,
  activity,
])
export type Content = z.infer<typeof Content>
export type MediaContent = z.infer<typeof media>
export type Activity = z.infer<typeof activity>
export type TemplateContent = z.infer<typeof templateContent>

/** What a person may send. Files are uploaded first (`uploadMedia`) and named by their id; their kind follows from the file. */
export const Outgoing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(4096) }),
  z.object({
    kind: z.literal('media'),
    fileId: Id,
    caption: z.string().trim().max(1024).nullable().default(null),
    isVoice: z.boolean().default(false),
  }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: z.string().trim().max(200).nullable().default(null),
    address: z.string().trim().max(400).nullable().default(null),
  }),
  /** Buttons, lists and the like. Beyond what the provider takes: 422, with the field in the path of each issue. */
  z.object({ kind: z.literal('interactive'), interactive: SendableInteractive }),
  /** An approved template with a value for each of its variables. The files of its header and its place only where it has them. */
  z.object({
    kind: z.literal('template'),
    templateId: Id,
    values: z.record(VariableKey, z.string().max(1024)).default({}),
    /** Null: the example of the template. */
    headerFileId: Id.nullable().default(null),
    place: z
      .object({
        latitude: z.number().min(-90).max(90),
        longitude: z.number().min(-180).max(180),
        name: z.string().trim().max(200),
        address: z.string().trim().max(400),
      })
      .nullable()
      .default(null),
  }),
])
export type Outgoing = z.output<typeof Outgoing>
