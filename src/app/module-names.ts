/** Every module, after those it needs. */
export const moduleNames = ['identity', 'crm', 'conversations', 'analytics', 'platform'] as const
