import { IconPackage, IconStack2, IconTool } from '@tabler/icons-react'
import { type CSSProperties, useState } from 'react'
import type { ProductKind } from '#commerce/contract/product.ts'
import s from '#commerce/web/catalogue/catalogue.module.css'

const signs = { good: IconPackage, service: IconTool, combo: IconStack2 }

/** A product as it looks, or a sign of what it is: also where its picture does not come. */
export function ProductPicture({ url, kind, size = 32 }: { url: string | null; kind: ProductKind; size?: number }) {
  const [isBroken, setBroken] = useState(false)
  const Sign = signs[kind]
  return (
    <span className={s.picture} style={{ '--side': `${size}px` } as CSSProperties}>
      {url && !isBroken ? (
        <img src={url} alt="" loading="lazy" onError={() => setBroken(true)} />
      ) : (
        <Sign size={Math.round(size / 2)} stroke={1.5} aria-hidden />
      )}
    </span>
  )
}
