import type { SheetCounts, SheetProblem, SheetStatus } from '#kernel/contract/sheet.ts'

/** What every import of a file has, whatever its rows are about. */
export type SheetSummary = {
  id: string
  fileName: string
  status: SheetStatus
  counts: SheetCounts
  createdAt: string
  createdByName: string
}
export type Sheet = SheetSummary & {
  /** Key below `kernel.sheet.failures`. */
  failure: string | null
  sheets: string[]
  sheet: string | null
  header: string[]
  sample: string[][]
  problems: SheetProblem[]
  errorFileUrl: string | null
  undoUntil: string | null
}

/** How a change is sent, as `useSend` gives it. */
export type Sending = { isSending: boolean; problem: string | null | undefined }
