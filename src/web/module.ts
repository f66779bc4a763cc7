import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { ComponentType, ReactNode } from 'react'
import type { EventType, Permission } from '#kernel/contract/declare.ts'
import type { T } from '#web/i18n/i18n.tsx'
import type { Session } from '#web/session.ts'

/** A component of the icon set, given as it is: never chosen by a string, which would bundle all of them. */
export type Icon = ComponentType<{ size?: number | string; stroke?: number | string; className?: string }>

/** Shows its page inside the frame (navigation, brand) or alone on the screen: sign-in, invitation, first run. */
export type Frame = 'app' | 'bare'

export type Params = Record<string, string | undefined>

export type WebPage = {
  /** Spanish words, as people read them in the address bar: `/contactos/$id`; `/bandeja/{-$id}` for a part that may be missing. */
  path: `/${string}`
  /** `() => import('./contact.page.tsx').then((file) => file.ContactPage)` */
  page: () => Promise<ComponentType>
  /** Key of the document's title. */
  title: string
  /** Where people begin: it speaks with the early words alone (`laterSections` in vite.config.ts are not among them). */
  isFirst?: boolean
  /** Without it any member may open the page. */
  permission?: Permission
  /** For pages that only some organizations have: elsewhere the address does not exist. */
  when?: (session: Session) => boolean
  frame?: Frame
  /** What is drawn while the page is on its way. */
  skeleton?: 'list' | 'record' | 'board' | 'plain'
  /** Turns what the address says after `?` into what the page reads with `useSearch`; unknown values fall back. */
  search?: (raw: Record<string, unknown>) => Record<string, unknown>
  /** Fills the cache while the code of the page loads: on the way to it, and when a link to it is pointed at. */
  preload?: (to: { queryClient: QueryClient; params: Params; search: Record<string, unknown> }) => Promise<unknown>
}

export type NavGroup = 'top' | 'sell' | 'grow' | 'operate' | 'settings'

export type NavItem = {
  group: NavGroup
  icon: Icon
  /** Key of its word. */
  label: string
  to: `/${string}`
  permission?: Permission
  when?: (session: Session) => boolean
  /** Lower stands higher. 50 when absent. */
  order?: number
  /** Sits in the bottom bar of the phone; the first four do. `false`: never, not even when there is room. */
  onPhone?: boolean
  /** A number beside the word, read from the cache: `{ query: apiQuery(getCounts, {}), select: (counts) => counts.unread }`. */
  badge?: Badge
}

export type Badge = { query: { queryKey: QueryKey; queryFn?: unknown }; select: (data: never) => number; urgent?: boolean }

/** The route's own types are of no use here: pages are told apart by their address. */
export type Go = (to: string) => void

export type Command = {
  name: string
  label: string
  icon: Icon
  permission?: Permission
  when?: (session: Session) => boolean
  /** Shown beside it: `g b`, `c`. */
  keys?: string
  /** Words that also find it, key of a comma-separated message. They come with the words of the pages. */
  also?: string
  run: (on: { go: Go; queryClient: QueryClient }) => void
}

/** A conversation on screen, as far as other modules know it. */
export type OpenConversation = { id: string; contactId: string; contactName: string }

/** What a module can do with the conversation on screen, in one key that is shown in its help, and from the palette. */
export type ConversationCommand = {
  name: string
  label: string
  icon: Icon
  permission?: Permission
  keys: string
  /** `() => import('./from-conversation.ts').then((file) => file.dealFromConversation)` */
  action: () => Promise<ConversationAction>
}

export type ConversationAction = (on: { conversation: OpenConversation; go: Go; queryClient: QueryClient; t: T }) => void | Promise<void>

/** A file of the organization that can be sent without uploading it again. */
export type StoredFile = { fileId: string; name: string; mimeType: string; sizeBytes: number; url: string }

/**
 * Parts that one module lends to another one's screen. `contact`: the right panel of a conversation (`conversationId`) and the
 * record page. `message`: below a message of the customer, small; `content` as the module that shows it knows it. `writing`: above the place where an answer is written; `text` is what
 * the customer said last, and `onInsert` puts words where the caret is, a stored file beside them. `conversation`: what was
 * said with a contact and the place to answer, in a column of somebody else's page; without an id the newest one with that
 * contact. `row`: in a row of the list of conversations, small, with what modules know of it. `filter`: among what narrows
 * that list down; `value` is `<facet>:<option>`. `talk`: beside the conversation on screen, what somebody else knows of it; `moved` differs when it went on.
 * `product`: beside a product of the catalogue, under its own title. `restock`: beside what is running out, small: a press that orders it.
 * `soldOut`: beside something of which nothing is left while an order is taken, small: a press after which that customer is told when it is there again.
 * `template`: in a form: which approved message goes out where free text may not, with what stands in its gaps; `tokens` are filled in when it goes, the first ones offered first.
 */
export type PanelProps = {
  contact: { contactId: string; conversationId?: string }
  message: { conversationId: string; messageId: string; content?: unknown }
  writing: {
    conversationId: string
    brandId: string
    contactName: string
    text: string
    onInsert: (text: string, file?: StoredFile | null) => void
  }
  conversation: { contactId: string; conversationId: string | null }
  row: { marks: readonly { code: string; value: string; at: string }[] }
  filter: { value: string | undefined; onChange: (value: string | undefined) => void }
  talk: { conversationId: string; state: 'open' | 'pending' | 'snoozed' | 'resolved'; moved: string }
  product: { productId: string; variants: readonly { id: string; name: string }[] }
  soldOut: { contactId: string; variantId: string; name: string }
  template: {
    value: { templateId: string; values: Record<string, string> } | null
    label: string
    hint?: string
    header?: 'document'
    /** What may stand in its gaps, in the order in which they are usually filled; one is for what a button leads to. */
    tokens: readonly { token: string; label: string; isForButtons?: boolean }[]
    /** `errorsWithin` of the form that it is a field of. */
    errors?: Readonly<Record<string, ReactNode>>
    onChange: (value: { templateId: string; values: Record<string, string> } | null) => void
  }
  restock: { locationId: string; wants: readonly { variantId: string; quantityMilli: number }[]; onDone: () => void }
}
export type PanelSlot = keyof PanelProps

export type Panel<S extends PanelSlot = PanelSlot> = {
  slot: S
  name: string
  title: string
  permission?: Permission
  order?: number
  panel: () => Promise<ComponentType<PanelProps[S]>>
}

/**
 * Parts that a module lends to the frame, loaded with it but not before. `strip`: over every page. `status`: under the name of who is signed in.
 * `menu`: first in their menu. `foot`: beside their name. `more`: in the phone's sheet of everything else.
 */
export type ShellSlot = 'strip' | 'status' | 'menu' | 'foot' | 'more'
export type ShellPart = {
  slot: ShellSlot
  name: string
  permission?: Permission
  part: () => Promise<ComponentType>
}

export type SettingsPage = {
  /** Below `/ajustes`: `canales` or `canales/$id`. */
  path: string
  page: () => Promise<ComponentType>
  title: string
  /** A sentence under the word in the list of settings. */
  hint?: string
  /** Words that also find it, key of a comma-separated message. They come with the words of the pages. */
  also?: string
  icon?: Icon
  section: 'you' | 'organization' | 'channels' | 'advanced'
  permission?: Permission
  order?: number
  /** Reached from another settings page only. */
  isHidden?: boolean
  preload?: WebPage['preload']
}

export type LiveHandler = { event: string; apply: (queryClient: QueryClient, patch: never) => void }

/** What to do in the cache when the server says that something happened. Runs at most once per frame with all that came in. */
export const liveHandler = <P>(event: EventType | string, apply: (queryClient: QueryClient, patch: P) => void): LiveHandler => ({
  event: typeof event === 'string' ? event : event.name,
  apply: apply as LiveHandler['apply'],
})

export type WebModule = {
  readonly name: string
  readonly pages?: readonly WebPage[]
  readonly nav?: readonly NavItem[]
  readonly settings?: readonly SettingsPage[]
  readonly commands?: readonly Command[]
  readonly panels?: readonly { [S in PanelSlot]: Panel<S> }[PanelSlot][]
  readonly conversationCommands?: readonly ConversationCommand[]
  readonly shell?: readonly ShellPart[]
  readonly live?: readonly LiveHandler[]
  /** The same for the module's own events (`<name>.…`), when they need not be there before the first of them comes. */
  readonly lateLive?: () => Promise<readonly LiveHandler[]>
  /** Topics that every screen follows, for the numbers of the navigation. */
  readonly topics?: readonly { topic: string; permission?: Permission }[]
}

export const defineWebModule = (module: WebModule): WebModule => module
