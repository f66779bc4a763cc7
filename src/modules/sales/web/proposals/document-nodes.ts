import { mergeAttributes, Node } from '@tiptap/core'

/** The parts of a proposal's text that are ours, as the editor holds them. How they are called is said by whoever opens it. */
export type NodeWords = {
  variable: (name: string, fallback: string | null) => string
  itemsTable: string
  pageBreak: string
  include: (templateId: string) => string
}

/** A block of which only its name is seen while writing. */
const standIn = (name: string, wordOf: (attrs: Record<string, unknown>) => string, attrs: Record<string, { default: null }> = {}) =>
  Node.create({
    name,
    group: 'block',
    atom: true,
    selectable: true,
    draggable: true,
    addAttributes: () => attrs,
    parseHTML: () => [{ tag: `div[data-part="${name}"]` }],
    renderHTML: ({ node, HTMLAttributes }) => [
      'div',
      mergeAttributes(HTMLAttributes, { 'data-part': name, contenteditable: 'false' }),
      wordOf(node.attrs),
    ],
  })

export const documentNodes = (words: NodeWords): Node[] => [
  Node.create({
    name: 'variable',
    group: 'inline',
    inline: true,
    atom: true,
    selectable: true,
    addAttributes: () => ({ name: { default: '' }, fallback: { default: null } }),
    parseHTML: () => [
      {
        tag: 'span[data-variable]',
        getAttrs: (element) => ({ name: element.getAttribute('data-variable'), fallback: element.getAttribute('data-fallback') }),
      },
    ],
    renderHTML: ({ node }) => [
      'span',
      {
        'data-variable': String(node.attrs['name']),
        ...(node.attrs['fallback'] !== null && { 'data-fallback': String(node.attrs['fallback']) }),
        contenteditable: 'false',
      },
      words.variable(String(node.attrs['name']), node.attrs['fallback'] as string | null),
    ],
    renderText: ({ node }) => `{{${String(node.attrs['name'])}}}`,
  }),
  standIn('itemsTable', () => words.itemsTable),
  standIn('pageBreak', () => words.pageBreak),
  standIn('include', ({ templateId }) => words.include(String(templateId)), { templateId: { default: null } }),
]
