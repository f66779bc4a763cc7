/**
 * The customer service window of WhatsApp: free text is allowed while `now < last message of the customer + 24 h`
 * (strict: at the very instant it is over). Browser-safe, so that the countdown and the server agree.
 */
export const windowHours = 24

export const windowEnd = (lastInboundAt: string): string => new Date(Date.parse(lastInboundAt) + windowHours * 3_600_000).toISOString()

/** `null`: the channel has no window, or the customer never wrote (`never` tells them apart on the server). */
export const isWindowOpen = (windowExpiresAt: string | null, now: Date): boolean =>
  windowExpiresAt !== null && now.getTime() < Date.parse(windowExpiresAt)
