/** Of whoever looks after stock: `{{aviso}}` is all of it in one line. Of customers: their first name and what is back. */
export const keeperTokens = ['{{aviso}}'] as const
export const waitingTokens = ['{{nombre}}', '{{producto}}'] as const
