import { changeSource } from './changed-source.ts'

/**
 * What row security costs: the same product with a tenant condition written into the list of contacts instead, and no
 * tenant setting sent along. The table's row security is switched off by whoever measures.
 */
changeSource('test/load/unguarded.ts', [
  { file: '/src/kernel/db/database.ts', from: '[setOrgReadOnly(org), statement]', to: '[statement]' },
  {
    file: '/src/modules/crm/server/contacts/contacts.store.ts',
    from: '...listSpec(input.show, conditions), columns: rowColumns',
    to: '...listSpec(input.show, [sql`c.org_id = ${ctx.org}::uuid`, ...conditions]), columns: rowColumns',
  },
])
