import { safeHref } from '#kernel/html/html.ts'
import type { ProposalDocument } from '#sales/contract/proposal-document.ts'
import type { Block, Inline, List, RichText } from '#sales/contract/rich-text.ts'
import { isBlank, type Letterhead } from '#sales/server/documents/html.ts'
import type { ItemsTable } from '#sales/server/documents/items-table.ts'

/** What `proposal.typ` reads: text is text there, and never a word of the typesetter. */
type Run = { text: string; bold: boolean; italic: boolean; underline: boolean; strike: boolean; href: string } | { break: true }
export type SheetBlock =
  | { kind: 'paragraph'; runs: Run[] }
  | { kind: 'heading'; level: number; runs: Run[] }
  | { kind: 'list'; start: number | null; items: SheetBlock[][] }
  | { kind: 'quote'; blocks: SheetBlock[] }
  | { kind: 'rule' }
  | { kind: 'page' }
  | { kind: 'items' }
export type ProposalSheet = {
  title: string
  cover: { isShown: boolean; title: string; subtitle: string }
  letterhead: Omit<Letterhead, 'logo' | 'picture'>
  logo: string
  picture: string
  color: string
  pageOf: string
  sections: { title: string; startsPage: boolean; blocks: SheetBlock[] }[]
  terms: SheetBlock[]
  items: ItemsTable
}

/** A resolved document as the typesetter takes it. Throws on what was never resolved. Pure. */
export const sheetOf = (
  { cover, sections, terms }: ProposalDocument,
  { logo: _logo, picture: _picture, ...letterhead }: Letterhead,
  items: ItemsTable,
  more: { title: string; logo: string; picture: string; color: string; pageOf: string },
): ProposalSheet => ({
  ...more,
  cover: { isShown: cover.isShown, title: cover.title, subtitle: cover.subtitle },
  letterhead,
  logo: cover.showsLogo ? more.logo : '',
  picture: cover.isShown ? more.picture : '',
  sections: sections.map(({ title, startsPage, body }) => ({ title, startsPage, blocks: blocksOf(body) })),
  terms: isBlank(terms) ? [] : blocksOf(terms),
  items,
})

const blocksOf = (text: RichText): SheetBlock[] => text.content.map(blockOf)

function blockOf(block: Block): SheetBlock {
  switch (block.type) {
    case 'paragraph':
      return { kind: 'paragraph', runs: runsOf(block.content) }
    case 'heading':
      return { kind: 'heading', level: block.attrs.level, runs: runsOf(block.content) }
    case 'bulletList':
    case 'orderedList':
      return listOf(block)
    case 'blockquote':
      return { kind: 'quote', blocks: block.content.map(blockOf) }
    case 'horizontalRule':
      return { kind: 'rule' }
    case 'pageBreak':
      return { kind: 'page' }
    case 'itemsTable':
      return { kind: 'items' }
    default:
      throw new Error(`no paper shows ${block.type}`)
  }
}

const listOf = (list: List): SheetBlock => ({
  kind: 'list',
  start: list.type === 'orderedList' ? list.attrs.start : null,
  items: list.content.map(({ content }) => content.map((one) => (one.type === 'paragraph' ? blockOf(one) : listOf(one)))),
})

const runsOf = (inlines: readonly Inline[] = []): Run[] => inlines.map(runOf)

const plain = { bold: false, italic: false, underline: false, strike: false, href: '' }

function runOf(inline: Inline): Run {
  if (inline.type === 'hardBreak') return { break: true }
  if (inline.type === 'gap') return { ...plain, text: `{{${inline.attrs.name}}}`, strike: true }
  if (inline.type !== 'text') throw new Error(`no paper shows ${inline.type}`)
  const has = (type: string): boolean => (inline.marks ?? []).some((mark) => mark.type === type)
  const link = (inline.marks ?? []).find((mark) => mark.type === 'link')
  return {
    text: inline.text,
    bold: has('bold'),
    italic: has('italic'),
    underline: has('underline'),
    strike: has('strike'),
    href: link ? safeHref(link.attrs.href) : '',
  }
}
