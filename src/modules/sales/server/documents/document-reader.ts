import type { z } from 'zod'
import type { ProposalDocument as Wire } from '#sales/contract/proposal-document.ts'
import type { ProposalDocument } from '#sales/contract/proposal-document.ts'
import { emptyText } from '#sales/contract/rich-text.ts'
import { readRichText } from '#sales/server/documents/rich-text-reader.ts'
import { documentTooLarge } from '#sales/server/problems.ts'

/** A long book; a proposal that nobody would read to its end. */
const mostCharacters = 400_000

/** What came in, in the shape that we know. Throws `sales.text_refused`, `sales.document_too_large`. */
export function readDocument({ cover, sections, terms }: z.output<typeof Wire>): ProposalDocument {
  const document: ProposalDocument = {
    cover,
    sections: sections.map((section) => ({ ...section, body: readRichText(section.body) })),
    terms: readRichText(terms),
  }
  if (JSON.stringify(document).length > mostCharacters) throw documentTooLarge()
  return document
}

/** Where nothing was written yet: the lines, and nothing around them. */
export const blankDocument = (sectionId: string): ProposalDocument => ({
  cover: { isShown: false, title: '', subtitle: '', showsLogo: true },
  sections: [{ id: sectionId, title: '', startsPage: false, body: { type: 'doc', content: [{ type: 'itemsTable' }] } }],
  terms: emptyText,
})
