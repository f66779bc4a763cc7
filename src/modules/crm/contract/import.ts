import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { SheetCounts, sheetLimits, SheetProblem, SheetStatus } from '#kernel/contract/sheet.ts'
import { Country } from '#crm/contract/contact.ts'

export const importLimits = { ...sheetLimits, undoDays: 30 } as const

/** What a column becomes: `name`, `kind`, `relations`, `phone`, `email`, `instagram`, `tax_id`, `owner` (name or e-mail of a colleague), `tags`, `notes`, `field:<key>`, `address:<part>`, `consent:<channel>:<purpose>`. */
export const ImportTarget = z.string().max(80)

export const ImportMapping = z.object({
  /** One entry per column of the file, in its order; `null` leaves the column out. */
  columns: z.array(ImportTarget.nullable()).max(importLimits.columns),
  /** When somebody already has the identity of a row: leave them, fill only what is empty, or replace. */
  onDuplicate: z.enum(['skip', 'fill', 'replace']).default('fill'),
  country: Country,
  /** Given to every contact of the file. */
  tagIds: z.array(Id).max(20).default([]),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).default('dmy'),
  decimalMark: z.enum([',', '.']).default(','),
})
export type ImportMapping = z.output<typeof ImportMapping>

export const ContactImport = z.object({
  id: Id,
  fileName: z.string(),
  status: SheetStatus,
  /** Key below `kernel.sheet.failures` when the file could not be read. */
  failure: z.string().nullable(),
  /** `xlsx`, or how the letters of a text are written. */
  encoding: z.string(),
  delimiter: z.string(),
  /** Of a workbook: those that may be chosen, and the one that was read. */
  sheets: z.array(z.string()),
  sheet: z.string().nullable(),
  header: z.array(z.string()),
  /** The first rows as text, to see what is in each column. */
  sample: z.array(z.array(z.string())),
  /** The saved mapping, or the one suggested from the header. */
  mapping: ImportMapping.nullable(),
  counts: SheetCounts,
  problems: z.array(SheetProblem),
  /** Signed, short-lived; rows that were left out with the reason, ready to be corrected and uploaded again. */
  errorFileUrl: z.string().nullable(),
  createdAt: Instant,
  createdByName: z.string(),
  /** Until when it can be undone. */
  undoUntil: Instant.nullable(),
  version: z.number(),
})
export type ContactImport = z.infer<typeof ContactImport>

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
