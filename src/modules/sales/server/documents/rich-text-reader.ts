import {
  emptyText,
  type Block,
  type Inline,
  type List,
  type ListItem,
  type Mark,
  type Paragraph,
  type RichText,
} from '#sales/contract/rich-text.ts'
import { textRefused } from '#sales/server/problems.ts'

const deepest = 6
const mostBlocks = 600
const longestText = 20_000

type Raw = Record<string, unknown>
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)
const refuse = (what: unknown): never => {
  throw textRefused({ node: typeof what === 'string' ? what.slice(0, 60) : '?' })
}

/** The document in its known shape, without what else an editor wrote. Throws `sales.text_refused` with the name of what is not known: nothing reaches a page or a paper that nobody looked at. */
export function readRichText(value: unknown): RichText {
  if (!isRaw(value) || value['type'] !== 'doc') return refuse(isRaw(value) ? value['type'] : value)
  const content = childrenOf(value).map(block)
  return content.length === 0 ? emptyText : { type: 'doc', content }
}

const childrenOf = (node: Raw): Raw[] => {
  const content = node['content'] ?? []
  if (!Array.isArray(content) || !content.every(isRaw)) return refuse(node['type'])
  if (content.length > mostBlocks) return refuse(`${String(node['type'])} (${content.length})`)
  return content
}
const attrsOf = (node: Raw): Raw => (isRaw(node['attrs']) ? node['attrs'] : {})

function block(node: Raw): Block {
  const attrs = attrsOf(node)
  switch (node['type']) {
    case 'paragraph':
      return paragraph(node)
    case 'heading': {
      const level = attrs['level']
      if (level !== 1 && level !== 2 && level !== 3) return refuse(`heading ${String(level)}`)
      return { type: 'heading', attrs: { level }, ...inlines(node) }
    }
    case 'bulletList':
    case 'orderedList':
      return list(node, 1)
    case 'blockquote':
      return { type: 'blockquote', content: childrenOf(node).map(paragraph) }
    case 'horizontalRule':
    case 'pageBreak':
    case 'itemsTable':
      return { type: node['type'] }
    case 'include': {
      const templateId = attrs['templateId']
      if (typeof templateId !== 'string' || !/^[0-9a-f-]{36}$/.test(templateId)) return refuse('include')
      return { type: 'include', attrs: { templateId } }
    }
    default:
      return refuse(node['type'])
  }
}

function paragraph(node: Raw): Paragraph {
  if (node['type'] !== 'paragraph') return refuse(node['type'])
  return { type: 'paragraph', ...inlines(node) }
}

function list(node: Raw, depth: number): List {
  if (depth > deepest) return refuse('bulletList')
  const content = childrenOf(node).map((item): ListItem => {
    if (item['type'] !== 'listItem') return refuse(item['type'])
    const inner = childrenOf(item).map((one) =>
      one['type'] === 'bulletList' || one['type'] === 'orderedList' ? list(one, depth + 1) : paragraph(one),
    )
    return { type: 'listItem', content: inner }
  })
  const start = attrsOf(node)['start']
  return node['type'] === 'bulletList'
    ? { type: 'bulletList', content }
    : { type: 'orderedList', attrs: { start: Number.isSafeInteger(start) ? (start as number) : 1 }, content }
}

const inlines = (node: Raw): { content?: Inline[] } => {
  const content = childrenOf(node).map(inline)
  return content.length > 0 ? { content } : {}
}

// A database keeps no null character, and nobody sees one.
const clean = (text: string): string => text.replaceAll('\u0000', '')

function inline(node: Raw): Inline {
  switch (node['type']) {
    case 'text': {
      const { text, marks = [] } = node
      if (typeof text !== 'string' || text.length > longestText || !Array.isArray(marks)) return refuse('text')
      const known = marks.map(mark)
      return { type: 'text', text: clean(text), ...(known.length > 0 && { marks: known }) }
    }
    case 'hardBreak':
      return { type: 'hardBreak' }
    case 'variable': {
      const { name, fallback = null } = attrsOf(node)
      if (typeof name !== 'string' || name.length > 60 || !(fallback === null || typeof fallback === 'string')) return refuse('variable')
      return { type: 'variable', attrs: { name: clean(name), fallback: fallback === null ? null : clean(fallback.slice(0, 200)) } }
    }
    default:
      return refuse(node['type'])
  }
}

function mark(value: unknown): Mark {
  const type = isRaw(value) ? value['type'] : undefined
  if (type === 'bold' || type === 'italic' || type === 'underline' || type === 'strike') return { type }
  if (type !== 'link' || !isRaw(value)) return refuse(type)
  const href = attrsOf(value)['href']
  if (typeof href !== 'string' || href.length > 2_000) return refuse('link')
  return { type: 'link', attrs: { href: clean(href) } }
}
