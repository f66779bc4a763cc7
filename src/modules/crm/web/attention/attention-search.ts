export type AttentionSearch = { tipo?: string | undefined; marca?: string | undefined; mio?: boolean | undefined }

/** What the address says after `?`: a kind, a brand, only mine. */
export const attentionSearch = (raw: Record<string, unknown>): AttentionSearch => ({
  tipo: typeof raw['tipo'] === 'string' && /^[a-z][a-z-]{0,29}$/.test(raw['tipo']) ? raw['tipo'] : undefined,
  marca: typeof raw['marca'] === 'string' && /^[0-9a-f-]{36}$/.test(raw['marca']) ? raw['marca'] : undefined,
  mio: raw['mio'] === true || raw['mio'] === 'true' ? true : undefined,
})

export const attentionInput = ({ tipo, marca, mio }: AttentionSearch) => ({
  ...(tipo && { kind: [tipo] }),
  ...(marca && { brandId: marca }),
  ...(mio && { mine: 'true' as const }),
})
