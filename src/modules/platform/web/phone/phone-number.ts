/** Digits as people read a number: `+1 809 555 0101`; other plans than the North American one in one piece. */
export function phoneText(digits: string): string {
  const [, area, first, last] = /^1(\d{3})(\d{3})(\d{4})$/.exec(digits) ?? []
  return area ? `+1 ${area} ${first} ${last}` : `+${digits}`
}
