import { problem } from '#kernel/problem.ts'

/** The content is of a kind that is not taken here, whatever its name says. */
export const fileTypeRefused = problem<{ mime: string }>('kernel.file_type_refused', 415)
/** A picture that would fill the memory when it is unfolded. */
export const tooManyPixels = problem<{ megapixels: number }>('kernel.too_many_pixels', 422)
/** The organization, or the disk, has no room left. */
export const storageFull = problem('kernel.storage_full', 507)
/** A signed link whose time is over. */
export const linkExpired = problem('kernel.link_expired', 410)
