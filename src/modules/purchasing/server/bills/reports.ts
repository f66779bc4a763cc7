import type { Report } from '#kernel/module.ts'
import { canReadPayables } from '#purchasing/contract/permissions.ts'
import { ageing } from '#purchasing/server/bills/bills.ts'

/** What is owed now to each supplier, by how long it has been due; the period says nothing of it. */
export const payableReports: readonly Report[] = [
  {
    code: 'payables',
    permission: canReadPayables,
    order: 80,
    groups: [],
    async measure(ctx) {
      const { suppliers } = await ageing(ctx)
      const keys = ['current', 'to30', 'to60', 'to90', 'over90', 'totalMinor'] as const
      return {
        columns: [{ key: 'supplier', unit: 'text' }, ...keys.map((key) => ({ key, unit: 'money' }) as const)],
        rows: suppliers.map((row) => ({
          key: `${row.supplierId} ${row.currency}`,
          href: row.contactId === null ? null : `/contactos/${row.contactId}`,
          cells: [row.supplierName, ...keys.map((key) => ({ amountMinor: row[key], currency: row.currency }))],
        })),
        isCut: false,
      }
    },
  },
]
