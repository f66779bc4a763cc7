import { Menu } from '@mantine/core'
import { IconArchive, IconArchiveOff } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { canReadCatalogue, canWriteCatalogue } from '#commerce/contract/permissions.ts'
import { setPrices } from '#commerce/contract/price-api.ts'
import { createProduct, getProduct, listProducts, setProductArchival, updateProduct } from '#commerce/contract/product-api.ts'
import type { Product } from '#commerce/contract/product.ts'
import { AvailabilityCard } from '#commerce/web/catalogue/availability-card.tsx'
import s from '#commerce/web/catalogue/product.module.css'
import { PricePanel } from '#commerce/web/prices/price-panel.tsx'
import { ProductParts } from '#commerce/web/catalogue/product-parts.tsx'
import { draftOf, inputOf, newDraft, pricesOf } from '#commerce/web/catalogue/product-draft.ts'
import { ProductForm } from '#commerce/web/catalogue/product-form.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { keyOf, useApi, useSend } from '#web/query.ts'
import { useMay, useSession } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { MoreMenu } from '#web/ui/more-menu.tsx'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'

const list = '/catalogo'

export function NewProductPage() {
  const t = useT()
  const { region } = useFormat()
  const { organization } = useSession()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { send } = useSend(createProduct, { invalidates: [listProducts] })
  const { send: price } = useSend(setPrices, {
    invalidates: [listProducts],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const [start] = useState(() => newDraft(region.currency, organization?.country ?? null))
  useTitle(t('commerce.product.new_title'))
  return (
    <Page title={t('commerce.product.new_title')} back={list}>
      <ProductForm
        start={start}
        isNew
        save={async (draft) => {
          const made = await send(inputOf(draft))
          const items = pricesOf(draft, made)
          // It is there already: a price that is refused is told and can be written on its page.
          if (items.length > 0) await price({ listId: 'main', items }).catch(() => {})
          queryClient.setQueryData(keyOf(getProduct, { id: made.id }), made)
          void toast({ text: t('commerce.product.created', { name: made.name }) })
          void navigate({ to: `${list}/${made.id}`, replace: true, ignoreBlocker: true })
        }}
      />
    </Page>
  )
}

export function ProductPage() {
  const t = useT()
  const may = useMay()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useApi(getProduct, { id })
  useTopic(may(canReadCatalogue) ? 'commerce.catalogue' : null)
  useTitle(data?.name ?? t('commerce.product.title'))
  if (error && !data)
    return (
      <Page title={t('commerce.product.title')} back={list}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data)
    return (
      <Page title={t('commerce.product.title')} back={list}>
        <PageBones kind="record" />
      </Page>
    )
  return <Known product={data} />
}

function Known({ product }: { product: Product }) {
  const t = useT()
  const may = useMay()
  const { region } = useFormat()
  const queryClient = useQueryClient()
  const isArchived = product.archivedAt !== null
  const keep = (saved: Product) => queryClient.setQueryData(keyOf(getProduct, { id: product.id }), saved)
  const { send } = useSend(updateProduct, { invalidates: [listProducts], rereads: [getProduct] })
  const { send: archive } = useSend(setProductArchival, {
    invalidates: [listProducts],
    onDone: (saved) => {
      keep(saved)
      void toast({
        text: t(saved.archivedAt ? 'commerce.product.archived' : 'commerce.product.restored', { name: saved.name }),
        ...(saved.archivedAt && { undo: () => void archive({ id: saved.id, isArchived: false }) }),
      })
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  return (
    <Page
      title={product.name}
      back={list}
      actions={
        may(canWriteCatalogue) && (
          <MoreMenu width={210}>
            <Menu.Item
              leftSection={isArchived ? <IconArchiveOff size={16} stroke={1.7} /> : <IconArchive size={16} stroke={1.7} />}
              onClick={() => void archive({ id: product.id, isArchived: !isArchived })}
            >
              {t(isArchived ? 'commerce.product.restore' : 'commerce.product.archive')}
            </Menu.Item>
          </MoreMenu>
        )
      }
    >
      {isArchived && <Notice tone="warn">{t('commerce.product.is_archived')}</Notice>}
      <ProductForm
        key={product.id}
        start={draftOf(product, region.currency)}
        version={product.version}
        isReadOnly={isArchived || !may(canWriteCatalogue)}
        aside={
          !isArchived && (
            <>
              <AvailabilityCard product={product} />
              <section className={s.card} aria-labelledby="prices">
                <h2 id="prices">{t('commerce.product.prices')}</h2>
                <PricePanel productId={product.id} />
              </section>
              <ProductParts product={product} />
            </>
          )
        }
        save={async (draft, begun) => {
          const { kind: _fixed, ...input } = inputOf(draft)
          const saved = await send({ id: product.id, ...input }, begun)
          keep(saved)
          void toast({ text: t('commerce.product.saved') })
          return saved
        }}
      />
    </Page>
  )
}
