import type { ProposalLine, VersionChange } from '#sales/contract/proposal.ts'
import type { ListedVersion } from '#sales/server/proposals/versions.store.ts'
import type { Writer } from '#sales/server/documents/items-table.ts'

/** What is different from the version before, the most telling first. `what` is a key below `sales.changes`. Pure. */
export function changesBetween(before: ListedVersion, after: ListedVersion, write: Writer): VersionChange[] {
  const changes: VersionChange[] = []
  const tell = (what: string, name: string, from: string, to: string): void => {
    if (from !== to) changes.push({ what, name, from, to })
  }
  tell('total', '', write.money(before.totals.totalMinor), write.money(after.totals.totalMinor))
  tell('discount', '', write.money(before.totals.discountMinor), write.money(after.totals.discountMinor))
  tell('valid_until', '', write.day(before.validUntil), write.day(after.validUntil))
  tell('title', '', before.title, after.title)
  const lineById = new Map(before.lines.map((line) => [line.id, line]))
  for (const line of after.lines) {
    const was = lineById.get(line.id)
    lineById.delete(line.id)
    if (!was) changes.push({ what: 'line_added', name: line.description, from: '', to: priced(line, write) })
    else if (line.kind === 'item' && priced(was, write) !== priced(line, write))
      changes.push({ what: 'line_changed', name: line.description, from: priced(was, write), to: priced(line, write) })
    else tell('line_renamed', '', was.description, line.description)
  }
  for (const line of lineById.values()) changes.push({ what: 'line_removed', name: line.description, from: priced(line, write), to: '' })
  if (JSON.stringify(before.document) !== JSON.stringify(after.document)) changes.push({ what: 'text', name: '', from: '', to: '' })
  return changes
}

const priced = ({ kind, quantityMilli, unit, unitPriceMinor, discount, taxBasisPoints }: ProposalLine, write: Writer): string => {
  if (kind === 'heading') return ''
  const quantity = [write.quantity(quantityMilli), unit].filter(Boolean).join(' ')
  const off =
    discount === null ? '' : ` −${discount.kind === 'percent' ? write.percent(discount.basisPoints) : write.money(discount.amountMinor)}`
  return `${quantity} × ${write.money(unitPriceMinor)}${off}${taxBasisPoints > 0 ? ` (${write.percent(taxBasisPoints)})` : ''}`
}
