import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { importColumns, type Import } from '#kernel/contract/import.ts'
import { Instant } from '#kernel/contract/time.ts'
import { Country } from '#crm/contract/contact.ts'

export const ImportMapping = z.object({
  /** `name`, `kind`, `relations`, `phone`, `email`, `instagram`, `tax_id`, `owner` (name or e-mail of a colleague), `tags`, `notes`, `field:<key>`, `address:<part>`, `consent:<channel>:<purpose>`. */
  columns: importColumns,
  /** When somebody already has the identity of a row: leave them, fill only what is empty, or replace. */
  onDuplicate: z.enum(['skip', 'fill', 'replace']).default('fill'),
  country: Country,
  /** Given to every contact of the file. */
  tagIds: z.array(Id).max(20).default([]),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).default('dmy'),
  decimalMark: z.enum([',', '.']).default(','),
})
export type ImportMapping = z.output<typeof ImportMapping>

export type ContactImport = Import<ImportMapping>

export const ExportContacts = z.object({
  show: z.enum(['active', 'archived']).default('active'),
  search: z.string().max(200).default(''),
  filter: z.array(z.string().max(500)).max(20).default([]),
})
export type ExportContacts = z.output<typeof ExportContacts>

export const ContactExport = z.object({
  id: Id,
  status: z.enum(['running', 'done', 'failed']),
  rows: z.number(),
  /** Signed, short-lived. */
  fileUrl: z.string().nullable(),
  createdAt: Instant,
})
export type ContactExport = z.infer<typeof ContactExport>
