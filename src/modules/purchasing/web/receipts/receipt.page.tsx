import { Button, Checkbox, TextInput } from '@mantine/core'
import { IconBarcode } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { scanCode } from '#commerce/contract/product-api.ts'
import type { ScannedCode } from '#commerce/contract/product-sale.ts'
import { canApprove } from '#purchasing/contract/permissions.ts'
import { getPurchase, receiveGoods } from '#purchasing/contract/purchase-api.ts'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { ReceivingLine } from '#purchasing/web/receipts/receiving-line.tsx'
import { emptyLine, type Receiving } from '#purchasing/web/receipts/receiving.ts'
import { keep } from '#purchasing/web/purchases/purchases.live.ts'
import { call } from '#web/api.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { readRate } from '#web/rate-text.ts'
import { useScanner } from '#web/scan/use-scanner.ts'
import { useMay } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, UnsavedGuard } from '#web/ui/form.tsx'
import { isFaultless } from '#web/ui/own-fault.ts'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#purchasing/web/purchases/purchases.module.css'

export function ReceiptPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useApi(getPurchase, { id }, { staleTime: Infinity })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} isPage />
  if (!data) return <PageBones />
  return <Receive order={data as PurchaseOrder} />
}

/** What came, counted at the door: a reader jumps to its line and counts one more, what is not touched has not come. */
function Receive({ order }: { order: PurchaseOrder }) {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  // What somebody looked at stays what they looked at: a change of somebody else is told when they send.
  const [version] = useState(order.version)
  const [lines, setLines] = useState<Record<string, Receiving>>({})
  const [document, setDocument] = useState('')
  const { currency } = useFormat().region
  const isForeign = order.currency !== currency
  const [rate, setRate] = useState('')
  const rateNanos = isForeign ? readRate(rate) : null
  const [acceptsMore, setAcceptsMore] = useState(false)
  const [code, setCode] = useState('')
  const [found, setFound] = useState<string | null>(null)
  const [isTried, setTried] = useState(false)
  const { send, sending, problem, error } = useSend(receiveGoods, {
    onDone: (saved) => {
      keep(queryClient, saved as PurchaseOrder)
      void toast({ text: t('purchasing.receipt.done'), name: 'receipt' })
      void navigate({ to: `/compras/${order.id}?ver=recepciones` })
    },
  })
  const put = (id: string, line: Receiving): void => setLines((last) => ({ ...last, [id]: line }))
  const open = order.lines.filter(({ quantityMilli, receivedMilli, returnedMilli }) => quantityMilli > receivedMilli - returnedMilli)
  const coming = Object.entries(lines).filter(([, { quantityMilli }]) => (quantityMilli ?? 0) > 0)
  const scan = async (typed: string): Promise<void> => {
    const said = typed.trim()
    if (said === '') return
    setCode('')
    try {
      const { variant } = (await call(scanCode, { code: said })) as ScannedCode
      const line = order.lines.find(({ variantId }) => variantId === variant.id)
      if (!line) return void toast({ text: t('purchasing.receipt.not_ordered', { name: variant.name }), tone: 'bad', name: 'scan' })
      setFound(line.id)
      const last = lines[line.id] ?? emptyLine
      put(line.id, { ...last, quantityMilli: (last.quantityMilli ?? 0) + 1000 })
    } catch {
      void toast({ text: t('purchasing.receipt.unknown_code', { code: said }), tone: 'bad', name: 'scan' })
    }
  }
  useScanner((read) => void scan(read))
  const save = (): void => {
    setTried(true)
    if (coming.length === 0) return
    void send(
      {
        id: order.id,
        document: document.trim(),
        acceptsMore,
        rateNanos,
        lines: coming.map(([orderLineId, { quantityMilli, stockMilli, lotCode, expiresOn }]) => ({
          orderLineId,
          quantityMilli: quantityMilli ?? 0,
          ...(stockMilli !== null && { stockMilli }),
          lotCode: lotCode.trim() === '' ? null : lotCode.trim(),
          expiresOn: expiresOn === '' ? null : expiresOn,
        })),
      },
      { ifMatch: version },
    ).catch(() => {})
  }
  return (
    <Page title={t('purchasing.receipt.title')} hint={`${order.number ?? ''} · ${order.supplierName}`} back={`/compras/${order.id}`} narrow>
      <UnsavedGuard when={coming.length > 0 && !sending} />
      <Fields>
        {problem && <Notice tone="bad">{problem}</Notice>}
        {!order.actions.includes('receive') && <Notice tone="warn">{t('purchasing.receipt.closed')}</Notice>}
        <CheckedForm
          onSubmit={(event) => {
            event.preventDefault()
            void scan(code)
          }}
        >
          <TextInput
            label={t('purchasing.receipt.scan')}
            placeholder={t('purchasing.receipt.scan_hint')}
            leftSection={<IconBarcode size={16} stroke={1.7} />}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        </CheckedForm>
        <div className={s.foot}>
          <Button
            variant="default"
            onClick={() =>
              setLines(
                Object.fromEntries(
                  open.map((line) => [
                    line.id,
                    { ...(lines[line.id] ?? emptyLine), quantityMilli: line.quantityMilli - line.receivedMilli + line.returnedMilli },
                  ]),
                ),
              )
            }
          >
            {t('purchasing.receipt.all')}
          </Button>
        </div>
        <ul className={s.lines}>
          {order.lines.map((line) => (
            <ReceivingLine
              key={line.id}
              line={line}
              isFound={found === line.id}
              value={lines[line.id] ?? emptyLine}
              onChange={(value) => put(line.id, value)}
            />
          ))}
        </ul>
        <TextInput
          label={t('purchasing.receipt.document')}
          value={document}
          maxLength={60}
          onChange={(event) => setDocument(event.currentTarget.value)}
        />
        {isForeign && (
          <TextInput
            label={t('purchasing.receipt.rate', { from: order.currency, into: currency })}
            description={t('purchasing.receipt.rate_hint', { into: currency })}
            inputMode="decimal"
            value={rate}
            onChange={(event) => setRate(event.currentTarget.value)}
            error={rate.trim() !== '' && rateNanos === null && t('purchasing.receipt.rate_wrong')}
          />
        )}
        {error?.code === 'purchasing.too_much' && may(canApprove) && (
          <Checkbox
            label={t('purchasing.receipt.accept_more')}
            checked={acceptsMore}
            onChange={(event) => setAcceptsMore(event.currentTarget.checked)}
          />
        )}
        {isTried && coming.length === 0 && <Notice tone="bad">{t('purchasing.receipt.nothing')}</Notice>}
        <div className={s.foot}>
          <Button
            size="md"
            disabled={rate.trim() !== '' && rateNanos === null}
            loading={sending}
            onClick={({ currentTarget }) => isFaultless(currentTarget.closest('section')) && save()}
          >
            {t('purchasing.receipt.save', { count: coming.length })}
          </Button>
        </div>
      </Fields>
    </Page>
  )
}
