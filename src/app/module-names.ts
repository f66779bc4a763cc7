/** Every module, after those it needs. */
export const moduleNames = ['identity', 'crm', 'conversations', 'sales', 'bots', 'surveys', 'analytics', 'platform'] as const
