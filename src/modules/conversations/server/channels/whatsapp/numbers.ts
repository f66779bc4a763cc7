/**
 * Digits of WhatsApp ids that may be the same telephone. Meta writes Argentine mobiles as `549…`, Mexican ones as `521…`
 * or `52…` and Brazilian ones with or without the ninth digit, and sometimes accepts only the other spelling.
 * Only digits here, country code first; what people type is read by the kernel's phone rules before.
 */

/** Argentine area codes of three digits; Buenos Aires has two (11), every other one four. */
const argentineAreas = new Set(
  (
    '220 221 223 230 236 237 249 260 261 263 264 266 280 291 294 297 298 299 336 341 342 343 345 348 351 353 358 362 ' +
    '364 370 376 379 380 381 383 385 387 388'
  ).split(' '),
)

/** Area code and subscriber are ten digits; some people leave the local `15` between them. */
function withoutFifteen(national: string): string {
  if (national.length !== 12) return national
  const area = national.startsWith('11') ? 2 : argentineAreas.has(national.slice(0, 3)) ? 3 : 4
  return national.slice(area, area + 2) === '15' ? national.slice(0, area) + national.slice(area + 2) : national
}

/** Every spelling of the same telephone, the one given first. Unknown countries and odd lengths have only their own. */
export function spellingsOf(waId: string): string[] {
  const spellings = new Set([waId])
  if (waId.startsWith('54')) {
    const national = withoutFifteen(waId.slice(waId.startsWith('549') ? 3 : 2))
    // A ten-digit number without the 9 can also be a land line: good enough to find a chat, never to merge contacts.
    if (national.length === 10) for (const prefix of ['549', '54']) spellings.add(prefix + national)
  } else if (waId.startsWith('52')) {
    const national = waId.startsWith('521') && waId.length === 13 ? waId.slice(3) : waId.slice(2)
    if (national.length === 10) for (const prefix of ['52', '521']) spellings.add(prefix + national)
  } else if (waId.startsWith('55')) {
    const area = waId.slice(2, 4)
    const local = waId.slice(4)
    // Only numbers that existed before the ninth digit have two spellings: those began with 6 to 9.
    if (/^9[6-9]\d{7}$/.test(local)) spellings.add(`55${area}${local.slice(1)}`)
    if (/^[6-9]\d{7}$/.test(local)) spellings.add(`55${area}9${local}`)
  }
  return [...spellings]
}

/** The spelling to try once when the provider refuses this one; null when there is none. */
export const alternateOf = (waId: string): string | null => spellingsOf(waId)[1] ?? null
