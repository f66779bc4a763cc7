/** Filled in when an order goes out by an approved message. */
export const orderTokens = ['{{proveedor}}', '{{orden}}', '{{negocio}}'] as const
