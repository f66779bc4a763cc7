/** What somebody typed about a line that came. `stockMilli`: counted, where the pack does not say it. */
export type Receiving = { quantityMilli: number | null; stockMilli: number | null; lotCode: string; expiresOn: string }

export const emptyLine: Receiving = { quantityMilli: null, stockMilli: null, lotCode: '', expiresOn: '' }
