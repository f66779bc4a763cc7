import { problem } from '#kernel/problem.ts'

export const importNotFound = problem('commerce.import_not_found', 404)
export const importNotReady = problem<{ status: string }>('commerce.import_not_ready', 409)
export const importFileMissing = problem('commerce.import_file_missing', 422)
export const importMappingInvalid = problem<{ reason: string }>('commerce.import_mapping_invalid', 422)
export const importSheetUnknown = problem<{ sheet: string }>('commerce.import_sheet_unknown', 422)
export const importUndoExpired = problem('commerce.import_undo_expired', 409)
/** More than one file of this format can hold without keeping everybody else waiting. */
export const tooManyProducts = problem<{ limit: number }>('commerce.too_many_products', 422)
