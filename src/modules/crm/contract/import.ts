import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { Country } from '#crm/contract/contact.ts'

export const importLimits = {
  bytes: 50 * 1024 * 1024,
  /** What the parts of a workbook may unfold to, all together. */
  unpackedBytes: 300 * 1024 * 1024,
  rows: 200_000,
  columns: 500,
  cellCharacters: 5_000,
  undoDays: 30,
} as const

/** reading → mapping → checking → checked → running → done → undoing → undone; `failed` when the file cannot be read. */
export const ImportStatus = z.enum(['reading', 'mapping', 'checking', 'checked', 'running', 'done', 'undoing', 'undone', 'failed'])
export type ImportStatus = z.infer<typeof ImportStatus>

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

export const ImportCounts = z.object({
  rows: z.number(),
  /** Rows gone through in the present step, for the progress bar. */
  done: z.number(),
  created: z.number(),
  updated: z.number(),
  skipped: z.number(),
  invalid: z.number(),
  /** Contacts that undoing left alone because somebody had changed them since. */
  kept: z.number(),
})
export type ImportCounts = z.infer<typeof ImportCounts>

/** A row that was left out. `problem` is a key below `crm.import.problems`. */
export const ImportProblem = z.object({ row: z.number(), column: z.number().nullable(), value: z.string(), problem: z.string() })
export type ImportProblem = z.infer<typeof ImportProblem>

export const ContactImport = z.object({
  id: Id,
  fileName: z.string(),
  status: ImportStatus,
  /** Key below `crm.import.failures` when the file could not be read. */
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
  counts: ImportCounts,
  problems: z.array(ImportProblem),
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
