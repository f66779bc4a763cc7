/** Every module, after those it needs. */
export const moduleNames = [
  'identity',
  'crm',
  'conversations',
  'commerce',
  'sales',
  'orders',
  'inventory',
  'purchasing',
  'bots',
  'surveys',
  'analytics',
  'platform',
] as const
