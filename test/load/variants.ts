type SourceChange = { file: string; from: string; to: string }

/** The product with some of its source replaced, to see what it would be without. `src/app/variants.test.ts` holds that the source is still that. */
export const variants = {
  /**
   * What row security costs: a tenant condition written into the list of contacts instead, and no tenant setting sent
   * along. The table's row security is switched off by whoever measures.
   */
  unguarded: [
    { file: 'src/kernel/db/database.ts', from: '[setOrgReadOnly(org), statement]', to: '[statement]' },
    {
      file: 'src/modules/crm/server/contacts/contacts.store.ts',
      from: '...listSpec(input, conditions), columns: rowColumns',
      to: '...listSpec(input, [sql`c.org_id = ${ctx.org}::uuid`, ...conditions]), columns: rowColumns',
    },
  ],
  /** Looks whose a conversation is without holding it until it has written. */
  takesUnheld: [
    {
      file: 'src/modules/conversations/server/conversations/conversations.store.ts',
      from: 'c.id = ${id} and ${visibleTo(ctx)} for update`',
      to: 'c.id = ${id} and ${visibleTo(ctx)}`',
    },
  ],
  /** Never asks whether a delivery came before. The keys that would refuse it are dropped by whoever tests. */
  forgetsDeliveries: [
    { file: 'src/modules/conversations/server/messages/receive.ts', from: 'new Set(known?.seen ?? [])', to: 'new Set<string>()' },
  ],
  /** Says 200 to the provider before anything is durable. */
  answersEarly: [
    {
      file: 'src/modules/conversations/server/channels/whatsapp/intake.ts',
      from: 'await (customer === null',
      to: 'void (customer === null',
    },
  ],
} as const satisfies Record<string, readonly SourceChange[]>

export type Variant = keyof typeof variants

/** Settings with which the product starts as one of them. */
export const asVariant = (variant: Variant) => ({
  YAPA_LOAD_NODE_FLAGS: '--import ./test/load/preload-variant.ts',
  YAPA_LOAD_VARIANT: variant,
})
