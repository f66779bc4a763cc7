import type { DocumentIssue, ProposalDocument, Section } from '#sales/contract/proposal-document.ts'
import { isVariable, partsOf, type VariableValues } from '#sales/contract/proposal-variable.ts'
import type { Block, Inline, List, ListItem, Paragraph, RichText } from '#sales/contract/rich-text.ts'
import { documentTooLarge } from '#sales/server/problems.ts'

export type IncludedTemplate = { id: string; name: string; sections: readonly Section[] }
export type Known = {
  values: VariableValues
  templatesById: ReadonlyMap<string, IncludedTemplate>
  /** The template that is being shown, when it is one: it may not come to itself. */
  self?: { id: string; name: string }
}
export type Resolved = { document: ProposalDocument; issues: DocumentIssue[] }

/** Templates that include each other could grow without end in a few steps. */
const mostBlocks = 3_000
const mostIssues = 50

type Work = Known & { issues: Map<string, DocumentIssue>; blocks: number }
type Way = readonly { id: string; name: string }[]

/**
 * What a document says once its variables and the templates in it are in their places. What is unknown, missing or comes
 * back to itself is named in `issues`, once each, and stays as a gap. Pure. Throws `sales.document_too_large`.
 */
export function resolve(document: ProposalDocument, known: Known): Resolved {
  const work: Work = { ...known, issues: new Map(), blocks: 0 }
  const way: Way = known.self ? [known.self] : []
  const resolved: ProposalDocument = {
    cover: { ...document.cover, title: plain(document.cover.title, work), subtitle: plain(document.cover.subtitle, work) },
    sections: document.sections.map((section) => ({
      ...section,
      title: plain(section.title, work),
      body: { type: 'doc', content: blocksOf(section.body.content, work, way) },
    })),
    terms: { type: 'doc', content: blocksOf(document.terms.content, work, way) },
  }
  if (![...resolved.sections.map(({ body }) => body), resolved.terms].some(holdsItems)) tell(work, { kind: 'items_missing', name: '' })
  return { document: resolved, issues: [...work.issues.values()] }
}

export const holdsItems = (text: RichText): boolean => text.content.some(({ type }) => type === 'itemsTable')

/** The templates that a document names, for whoever has to read them. */
export const includesOf = ({ sections, terms }: Pick<ProposalDocument, 'sections' | 'terms'>): string[] =>
  [...sections.flatMap(({ body }) => body.content), ...terms.content].flatMap((block) =>
    block.type === 'include' ? [block.attrs.templateId] : [],
  )

function tell(work: Work, issue: DocumentIssue): void {
  if (work.issues.size < mostIssues) work.issues.set(`${issue.kind} ${issue.name}`, issue)
}

function blocksOf(blocks: readonly Block[], work: Work, way: Way): Block[] {
  return blocks.flatMap((block) => {
    if (++work.blocks > mostBlocks) throw documentTooLarge()
    return blockOf(block, work, way)
  })
}

function blockOf(block: Block, work: Work, way: Way): Block[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [withInlines(block, work)]
    case 'bulletList':
    case 'orderedList':
      return [listOf(block, work)]
    case 'blockquote':
      return [{ ...block, content: block.content.map((one) => withInlines(one, work)) }]
    case 'include':
      return included(block.attrs.templateId, work, way)
    case 'horizontalRule':
    case 'pageBreak':
    case 'itemsTable':
      return [block]
  }
}

function included(id: string, work: Work, way: Way): Block[] {
  const template = work.templatesById.get(id)
  const gap = (name: string): Block[] => [{ type: 'paragraph', content: [{ type: 'gap', attrs: { name } }] }]
  if (!template) {
    tell(work, { kind: 'missing_template', name: '' })
    return gap('?')
  }
  const met = way.findIndex((one) => one.id === id)
  const next: Way = [...way, template]
  if (met !== -1) {
    const name = next
      .slice(met)
      .map((one) => one.name)
      .join(' → ')
    tell(work, { kind: 'template_loop', name })
    return gap(name)
  }
  return template.sections.flatMap(({ title, body, startsPage }): Block[] => [
    ...(startsPage ? [{ type: 'pageBreak' as const }] : []),
    ...(title ? [{ type: 'heading' as const, attrs: { level: 1 as const }, content: textOf(title, work) }] : []),
    ...blocksOf(body.content, work, next),
  ])
}

const withInlines = <B extends { content?: Inline[] }>(block: B, work: Work): B =>
  block.content ? { ...block, content: block.content.flatMap((one) => inlineOf(one, work)) } : block

const listOf = (list: List, work: Work): List => ({
  ...list,
  content: list.content.map((item): ListItem => ({
    ...item,
    content: item.content.map((one): Paragraph | List => (one.type === 'paragraph' ? withInlines(one, work) : listOf(one, work))),
  })),
})

function inlineOf(inline: Inline, work: Work): Inline[] {
  if (inline.type === 'variable') return [valueOf(inline.attrs.name, inline.attrs.fallback, work)]
  if (inline.type !== 'text') return [inline]
  const marks = inline.marks && { marks: inline.marks }
  return textOf(inline.text, work).map((one) => (one.type === 'text' ? { ...one, ...marks } : one))
}

/** A text in which somebody typed variables by hand. */
const textOf = (text: string, work: Work): Inline[] =>
  partsOf(text).flatMap((part): Inline[] => {
    if (part.kind === 'text') return [{ type: 'text', text: part.text }]
    return [valueOf(part.name, part.fallback, work)]
  })

function valueOf(name: string, fallback: string | null, work: Work): Inline {
  const value = isVariable(name) ? work.values[name] : null
  if (isVariable(name) && value !== null && value !== '') return { type: 'text', text: value }
  if (!isVariable(name)) tell(work, { kind: 'unknown_variable', name })
  else if (fallback !== null && fallback !== '') return { type: 'text', text: fallback }
  else tell(work, { kind: 'missing_variable', name })
  return { type: 'gap', attrs: { name } }
}

const plain = (text: string, work: Work): string =>
  textOf(text, work)
    .map((one) => (one.type === 'text' ? one.text : one.type === 'gap' ? `{{${one.attrs.name}}}` : ''))
    .join('')
