import { Suspense } from 'react'
import type { Product } from '#commerce/contract/product.ts'
import s from '#commerce/web/catalogue/product.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { partOf } from '#web/lent.ts'
import { panelsFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'
import { ListBones } from '#web/ui/states.tsx'

/** What other modules know of a product: how much of it there is. */
export function ProductParts({ product }: { product: Product }) {
  const t = useT()
  const session = useSession()
  if (product.kind === 'service') return null
  return panelsFor(session, 'product').map((panel) => {
    const Body = partOf<'product'>(panel)
    return (
      <section key={panel.name} className={s.card} aria-labelledby={panel.name}>
        <h2 id={panel.name}>{t(panel.title)}</h2>
        <Suspense fallback={<ListBones rows={2} face={false} />}>
          <Body productId={product.id} variants={product.variants} />
        </Suspense>
      </section>
    )
  })
}
