import { Button } from '@mantine/core'
import { IconCashBanknote, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { canBuy, canReadPayables } from '#purchasing/contract/permissions.ts'
import { Board } from '#purchasing/web/purchases/board.tsx'
import { NewDialog } from '#purchasing/web/purchases/new-dialog.tsx'
import { PurchaseGrid } from '#purchasing/web/purchases/purchase-grid.tsx'
import { Suggestions } from '#purchasing/web/purchases/suggestions.tsx'
import { SupplierGrid } from '#purchasing/web/suppliers/supplier-grid.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { oneOf, useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { Page } from '#web/ui/page.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#purchasing/web/purchases/purchases.module.css'

const views = ['tablero', 'lista', 'pedir', 'proveedores'] as const

/** What was ordered and how far it is, what is worth ordering, and of whom. */
export function PurchaseListPage() {
  const t = useT()
  const may = useMay()
  const isPhone = useIsPhone()
  const [raw, setSearch] = useSearchState<Record<string, unknown>>()
  const [isNew, setNew] = useState(false)
  const view = oneOf([...views], raw['ver'], 'tablero')
  useTopic('purchasing.board')
  return (
    <Page
      title={t('purchasing.nav.purchases')}
      body="bare"
      actions={
        <>
          {may(canReadPayables) && (
            <Button component={Link} to="/compras/pagos" variant="default" leftSection={<IconCashBanknote size={16} stroke={1.7} />}>
              {t('purchasing.nav.payables_short')}
            </Button>
          )}
          {may(canBuy) && (
            <Button leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => setNew(true)}>
              {t(isPhone ? 'purchasing.new.short' : 'purchasing.new.title')}
            </Button>
          )}
        </>
      }
    >
      <div className={s.over}>
        <SegmentedTabs
          label={t('purchasing.views.label')}
          value={view}
          choices={views.map((value) => ({ value, label: t(`purchasing.views.${value}`) }))}
          onChange={(ver) => setSearch({ ver: ver === 'tablero' ? undefined : ver })}
        />
      </div>
      {view === 'tablero' && <Board />}
      {view === 'lista' && <PurchaseGrid />}
      {view === 'pedir' && <Suggestions />}
      {view === 'proveedores' && <SupplierGrid />}
      {isNew && <NewDialog onClose={() => setNew(false)} />}
    </Page>
  )
}
