/** How the telephone calls a file that it has from our own records, after a restart of the simulator. */
export const keptMediaId = (fileId: string): string => `kept-${fileId}`

export const keptFileIdOf = (mediaId: string): string | undefined => /^kept-([0-9a-f-]{36})$/.exec(mediaId)?.[1]
