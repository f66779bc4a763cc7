import { Button } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { encode } from 'uqr'
import { drawShopCode, printShopCodes } from '#orders/contract/shop-api.ts'
import type { Shop } from '#orders/contract/shop.ts'
import s from '#orders/web/shop/shop.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CopyField } from '#web/ui/copy-field.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Section } from '#web/ui/page.tsx'
import { Notice } from '#web/ui/states.tsx'

/** What customers point their camera at: on the counter, in the window, on each table. */
export function CodesSection({ shop }: { shop: Shop }) {
  const t = useT()
  const { tables } = shop.terms
  const [table, setTable] = useState<number | ''>('')
  const load = { onDone: ({ fileUrl }: { fileUrl: string }) => window.location.assign(fileUrl) }
  const picture = useSend(drawShopCode, load)
  const paper = useSend(printShopCodes, load)
  const address = table === '' ? shop.url : `${shop.url}?mesa=${table}`
  const problem = picture.problem ?? paper.problem
  const { brandId } = shop
  return (
    <Section title={t('orders.web_shop.codes')} hint={t('orders.web_shop.codes_hint')}>
      {!shop.isOn && <Notice tone="warn">{t('orders.web_shop.codes_off')}</Notice>}
      {problem && <Notice tone="bad">{problem}</Notice>}
      <div className={s.codes}>
        <Code text={address} label={t('orders.web_shop.code_of', { address })} />
        <div className={s.codeSide}>
          <CopyField label={t('orders.web_shop.address')} value={address} />
          {tables > 0 && (
            <NumberField
              label={t('orders.web_shop.code_table')}
              description={t('orders.web_shop.code_table_hint')}
              min={1}
              max={tables}
              value={table}
              isLive
              onChange={setTable}
            />
          )}
          <div className={s.codeButtons}>
            <Button
              variant="default"
              leftSection={<IconDownload size={15} />}
              loading={picture.sending}
              onClick={() => void picture.send({ brandId, table: table === '' ? null : table }).catch(() => {})}
            >
              {t('orders.web_shop.code_png')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconPrinter size={15} />}
              loading={paper.sending}
              onClick={() => void paper.send({ brandId, tables: false }).catch(() => {})}
            >
              {t('orders.web_shop.code_pdf')}
            </Button>
            {tables > 0 && (
              <Button
                variant="default"
                leftSection={<IconPrinter size={15} />}
                loading={paper.sending}
                onClick={() => void paper.send({ brandId, tables: true }).catch(() => {})}
              >
                {t('orders.web_shop.codes_pdf', { count: tables })}
              </Button>
            )}
          </div>
        </div>
      </div>
    </Section>
  )
}

/** The same code that the files hold, to be tried from the screen: black on white in the dark too, or no camera reads it. */
function Code({ text, label }: { text: string; label: string }) {
  const { data } = encode(text, { ecc: 'Q', border: 4 })
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <svg className={s.code} role="img" aria-label={label} viewBox={`0 0 ${data.length} ${data.length}`} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  )
}
