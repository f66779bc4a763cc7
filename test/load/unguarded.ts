import { registerHooks } from 'node:module'

/**
 * Preloaded (`--import`) to measure what row security costs: the same product with a tenant condition written into the
 * list of contacts instead, and no tenant setting sent along. The table's row security is switched off by whoever measures.
 */
const changes: { file: string; from: string; to: string }[] = [
  { file: '/src/kernel/db/database.ts', from: '[setOrgReadOnly(org), statement]', to: '[statement]' },
  {
    file: '/src/modules/crm/server/contacts/contacts.store.ts',
    from: '...listSpec(input.show, conditions), columns: rowColumns',
    to: '...listSpec(input.show, [sql`c.org_id = ${ctx.org}::uuid`, ...conditions]), columns: rowColumns',
  },
]

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    const change = changes.find(({ file }) => url.endsWith(file))
    if (!change) return loaded
    const source = String(loaded.source)
    if (!source.includes(change.from)) throw new Error(`${change.file} changed: tell test/load/unguarded.ts what to replace`)
    return { ...loaded, source: source.replace(change.from, change.to) }
  },
})
