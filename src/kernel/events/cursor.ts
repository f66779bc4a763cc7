/** A place in the order of events, `<transaction>-<number>`, as the relay moves and as browsers resume from it. */
export type Cursor = string

export const origin: Cursor = '0-0'

export const cursorOf = (place: { xid: string; seq: number }): Cursor => `${place.xid}-${place.seq}`

/** Its two numbers as text (a transaction number has 64 bits), or undefined when it is not a cursor. */
export function readCursor(cursor: string): { xid: string; seq: string } | undefined {
  const [, xid, seq] = /^(\d{1,19})-(\d{1,18})$/.exec(cursor) ?? []
  return xid !== undefined && seq !== undefined ? { xid, seq } : undefined
}

export function isAfter(one: Cursor, other: Cursor): boolean {
  const [a, b] = [readCursor(one), readCursor(other)]
  if (!a || !b) return false
  const byXid = BigInt(a.xid) - BigInt(b.xid)
  return byXid === 0n ? BigInt(a.seq) > BigInt(b.seq) : byXid > 0n
}
