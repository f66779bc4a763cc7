import type { z } from 'zod'
import type { Endpoint, Permission } from '#kernel/contract/declare.ts'
import type { Import, importApi, ImportSummary } from '#kernel/contract/import.ts'

/** What every import of a file has, whatever its rows are about. */
export type Sheet = Import<unknown>
export type SheetSummary = ImportSummary

/** What is brought in by files of one kind, as its pages need it. */
export type SheetKind = {
  api: ReturnType<typeof importApi<z.ZodType>>
  /** Its progress is told there, below the id. */
  topic: string
  /** Key below which the module says `title`, `done`, `undone`, `undo_text`, `see` and its `problems`. */
  words: string
  /** Where files are dropped, and where what was brought in is seen. */
  path: string
  seenAt: string
  /** Answers that a step makes untrue. */
  moves?: readonly Endpoint[]
  /** What undoing takes beside the right to import. */
  undoing?: Permission
}

/** How a change is sent, as `useSend` gives it. */
export type Sending = { isSending: boolean; problem: string | null | undefined }
