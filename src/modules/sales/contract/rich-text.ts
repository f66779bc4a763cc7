/**
 * The text of proposals: the JSON document of the editor, narrowed down to what we know how to show. What comes in is read
 * by `server/documents/rich-text-reader.ts`. Safe for the browser.
 */

export type Mark =
  | { type: 'bold' }
  | { type: 'italic' }
  | { type: 'underline' }
  | { type: 'strike' }
  | { type: 'link'; attrs: { href: string } }

export type Inline =
  | { type: 'text'; text: string; marks?: Mark[] }
  | { type: 'hardBreak' }
  /** A value of the proposal by its name; `fallback` stands in when there is none. */
  | { type: 'variable'; attrs: { name: string; fallback: string | null } }
  /** Where a variable said nothing; only in a preview. */
  | { type: 'gap'; attrs: { name: string } }

export type Paragraph = { type: 'paragraph'; content?: Inline[] }
export type Heading = { type: 'heading'; attrs: { level: 1 | 2 | 3 }; content?: Inline[] }
export type ListItem = { type: 'listItem'; content: (Paragraph | List)[] }
export type List = { type: 'bulletList'; content: ListItem[] } | { type: 'orderedList'; attrs: { start: number }; content: ListItem[] }
export type Block =
  | Paragraph
  | Heading
  | List
  | { type: 'blockquote'; content: Paragraph[] }
  | { type: 'horizontalRule' }
  | { type: 'pageBreak' }
  /** Where the lines, taxes and totals stand. */
  | { type: 'itemsTable' }
  /** The sections of another template. */
  | { type: 'include'; attrs: { templateId: string } }
export type RichText = { type: 'doc'; content: Block[] }

export const emptyText: RichText = { type: 'doc', content: [{ type: 'paragraph' }] }
