/** What takes longer waits for a slow client or for somebody outside, and needs no processor. */
export const busyMs = 1_000
