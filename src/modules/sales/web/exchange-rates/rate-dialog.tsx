import '#web/ui/mantine-forms-css.ts'
import { Button, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { listExchangeRates, writeExchangeRates } from '#sales/contract/exchange-rate-api.ts'
import type { WriteRates } from '#sales/contract/exchange-rate.ts'
import { readRates } from '#sales/web/exchange-rates/read-rates.ts'
import { askFiguresAgain } from '#sales/web/figures/live.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { readRate } from '#web/rate-text.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import { useToday } from '#web/ui/time.tsx'
import { useQueryClient } from '@tanstack/react-query'
import s from '#sales/web/exchange-rates/rates.module.css'

type Item = WriteRates['items'][number]
/** As in `Currency` of the contract, whose schemas are not worth their weight here. */
const currencies = ['USD', 'EUR', 'ARS', 'BRL', 'CLP', 'COP', 'DOP', 'MXN', 'PEN', 'PYG', 'UYU', 'BOB'] as const
const isKnown = (currency: string): currency is Item['currency'] => (currencies as readonly string[]).includes(currency)

function useOthers(): readonly string[] {
  const { region } = useFormat()
  return currencies.filter((currency) => currency !== region.currency)
}

function useWrite(onClose: () => void) {
  const t = useT()
  const queryClient = useQueryClient()
  return useSend(writeExchangeRates, {
    invalidates: [listExchangeRates],
    onDone: ({ count }) => {
      askFiguresAgain(queryClient)
      void toast({ text: t('sales.rates.saved', { count }) })
      onClose()
    },
  })
}

export function RateDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const others = useOthers()
  const { send, sending, problem, error } = useWrite(onClose)
  const [currency, setCurrency] = useState(others[0] ?? 'USD')
  const [day, setDay] = useState(useToday())
  const [amount, setAmount] = useState('')
  const [isTried, setTried] = useState(false)
  const rateNanos = readRate(amount)
  const save = () => {
    setTried(true)
    if (rateNanos !== null && day && isKnown(currency)) void send({ items: [{ currency, day, rateNanos }] })
  }
  return (
    <Modal opened onClose={onClose} title={t('sales.rates.add')} size={420}>
      <CheckedForm
        refusal={error}
        className={s.form}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Select
          label={t('sales.rates.currency')}
          data={[...others]}
          value={currency}
          allowDeselect={false}
          onChange={(value) => value && setCurrency(value)}
        />
        <DateField name="items.0.day" label={t('sales.rates.day')} value={day} onChange={setDay} required />
        <TextInput
          label={t('sales.rates.amount', { currency, into: format.region.currency })}
          placeholder="1.234,56"
          inputMode="decimal"
          value={amount}
          onChange={(event) => setAmount(event.currentTarget.value)}
          error={isTried && rateNanos === null ? t('sales.rates.amount_wrong') : undefined}
          data-autofocus
        />
        {problem && <Notice tone="bad">{problem}</Notice>}
        <div className={s.buttons}>
          <Button type="submit" loading={sending}>
            {t('sales.rates.save')}
          </Button>
        </div>
      </CheckedForm>
    </Modal>
  )
}

/** Whatever a spreadsheet or a bank's page gives: what could not be read is named line by line, and nothing is saved until it is right. */
export function RatesImport({ onClose }: { onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const others = useOthers()
  const { send, sending, problem } = useWrite(onClose)
  const [text, setText] = useState('')
  const { items, wrong } = readRates(text, others)
  return (
    <Modal opened onClose={onClose} title={t('sales.rates.import')} size={560}>
      <div className={s.form}>
        <Textarea
          label={t('sales.rates.lines', { currency: format.region.currency })}
          description={t('sales.rates.lines_hint')}
          placeholder={'21/11/2026;USD;1.234,56\n20/11/2026;USD;1.230'}
          rows={9}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        {wrong.length > 0 && (
          <ul className={s.wrong} role="alert">
            {wrong.slice(0, 5).map((one) => (
              <li key={one.line}>{t(`sales.rates.wrong.${one.wrong}`, { line: one.line, text: one.text.slice(0, 60) })}</li>
            ))}
            {wrong.length > 5 && <li>{t('sales.rates.wrong.more', { count: wrong.length - 5 })}</li>}
          </ul>
        )}
        {problem && <Notice tone="bad">{problem}</Notice>}
        <div className={s.buttons}>
          <Button loading={sending} disabled={items.length === 0 || wrong.length > 0} onClick={() => void send({ items })}>
            {t('sales.rates.save_many', { count: items.length })}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
