/** Every module, after those it needs. */
export const moduleNames = ['identity', 'crm', 'conversations', 'analytics'] as const
