import { useState, type ReactNode } from 'react'
import { getMenu } from '#commerce/contract/product-api.ts'
import type { Menu, OfferedProduct, ScannedCode } from '#commerce/contract/product-sale.ts'
import { ChoiceDialog } from '#orders/web/builder/choice-dialog.tsx'
import { type DraftLine, withLine } from '#orders/web/builder/draft.ts'
import { useApi } from '#web/query.ts'

type Edited = { brandId: string; currency: string; lines: readonly DraftLine[]; onChange: (lines: DraftLine[]) => void }
type LineEditor = {
  choose: (product: OfferedProduct) => void
  scanned: (code: ScannedCode) => void
  edit: (line: DraftLine) => void
  /** What is being asked about one of them; belongs beside the lines. */
  dialog: ReactNode
}

/** How things get among the lines of an order and are changed there, wherever they are put together. */
export function useLineEditor({ brandId, currency, lines, onChange }: Edited): LineEditor {
  const [choosing, setChoosing] = useState<{ product: OfferedProduct; line: DraftLine | null } | null>(null)
  const { data } = useApi(getMenu, { brandId }, { staleTime: 60_000 })
  const menu = data as Menu | undefined
  const groupsOf = (product: OfferedProduct) =>
    product.modifierGroupIds.flatMap((id) => menu?.modifierGroups.find((one) => one.id === id) ?? [])
  const add = (product: OfferedProduct, line: Omit<DraftLine, 'key' | 'productId' | 'unit' | 'quantityMilli'>): void =>
    onChange(withLine(lines, { ...line, productId: product.id, unit: product.unit, quantityMilli: 1000 }))
  const choose = (product: OfferedProduct): void => {
    const variant = product.variants.find(({ refusal }) => refusal === null)
    const asks = product.variants.length > 1 || groupsOf(product).some(({ least }) => least > 0)
    if (asks || !variant) setChoosing({ product, line: null })
    else add(product, { variantId: variant.id, name: product.name, modifierIds: [], modifierNames: [], note: '' })
  }
  const scanned = ({ variant, quantityMilli }: ScannedCode): void =>
    onChange(
      withLine(lines, {
        variantId: variant.id,
        productId: variant.productId,
        name: variant.name,
        unit: variant.unit,
        quantityMilli: quantityMilli ?? 1000,
        modifierIds: [],
        modifierNames: [],
        note: '',
      }),
    )
  const edit = (line: DraftLine): void => {
    const product = menu?.categories.flatMap(({ products }) => products).find(({ id }) => id === line.productId)
    // What is not on the menu any more can still be written a note to.
    setChoosing({ product: product ?? withoutMenu(line), line })
  }
  const chosen = (part: Pick<DraftLine, 'variantId' | 'name' | 'modifierIds' | 'modifierNames' | 'note'>): void => {
    if (choosing?.line) onChange(lines.map((line) => (line.key === choosing.line?.key ? { ...line, ...part } : line)))
    else if (choosing) add(choosing.product, part)
    setChoosing(null)
  }
  const dialog = choosing && (
    <ChoiceDialog
      key={choosing.line?.key ?? choosing.product.id}
      product={choosing.product}
      groups={groupsOf(choosing.product)}
      currency={currency}
      line={choosing.line}
      onDone={chosen}
      onClose={() => setChoosing(null)}
    />
  )
  return { choose, scanned, edit, dialog }
}

const withoutMenu = (line: DraftLine): OfferedProduct => ({
  id: line.productId,
  categoryId: null,
  kind: 'good',
  name: line.name,
  description: '',
  unit: line.unit as OfferedProduct['unit'],
  labels: [],
  imageUrl: null,
  variants: [{ id: line.variantId, name: '', sku: null, refusal: null }],
  modifierGroupIds: [],
})
