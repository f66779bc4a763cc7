/** Most urgent first. Apart from the schemas, which browsers do not load. */
export const priorities = ['urgent', 'high', 'normal', 'low'] as const
