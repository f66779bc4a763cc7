/** The sixteen bytes of a UUID: what an address that somebody reads or types carries instead of thirty-six letters. */
export const packId = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')

/** The UUID of sixteen bytes. */
export const unpackId = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
