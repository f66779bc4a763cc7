/** What preparing so many cost, against what they brought: 1 is twice the cost, -1 is nothing. Null where nobody said what one costs. */
export function returnOn({ wonMinor, count, costMinor }: { wonMinor: number; count: number; costMinor: number | null }): number | null {
  const spent = costMinor === null ? 0 : costMinor * count
  return spent === 0 ? null : (wonMinor - spent) / spent
}

/** Of those that were sent; null while none was. */
export const conversionOf = ({ sent, accepted }: { sent: number; accepted: number }): number | null => (sent === 0 ? null : accepted / sent)
