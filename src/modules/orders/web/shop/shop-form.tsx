import { Checkbox, Radio, Switch, Textarea, TextInput } from '@mantine/core'
import type { Fulfilment } from '#commerce/contract/quote.ts'
import type { PaymentMethod } from '#orders/contract/order-state.ts'
import { listShops, updateShop, uploadShopCover } from '#orders/contract/shop-api.ts'
import type { Shop, ShopTerms } from '#orders/contract/shop.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { ReminderFields } from '#orders/web/shop/reminder-fields.tsx'
import s from '#orders/web/shop/shop.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { FieldRow, Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Section } from '#web/ui/page.tsx'
import { PictureField } from '#web/ui/picture-field.tsx'
import { toast } from '#web/ui/toast.ts'

const ways: readonly Fulfilment[] = ['delivery', 'pickup', 'table']
const methods: readonly PaymentMethod[] = ['cash', 'card', 'transfer', 'other']

type Props = { shop: Shop; currency: string }

export function ShopForm({ shop, currency }: Props) {
  const t = useT()
  const { send } = useSend(updateShop, {
    invalidates: [listShops],
    rereads: [listShops],
    onDone: () => void toast({ text: t('orders.web_shop.saved') }),
  })
  const { slug, isOn, terms, coverFileId, coverUrl, version } = shop
  const form = useContractForm({
    version,
    initialValues: { slug, isOn, terms, cover: coverFileId === null ? null : { fileId: coverFileId, url: coverUrl ?? '' } },
    save: ({ cover, ...said }, begun) => send({ ...said, brandId: shop.brandId, coverFileId: cover?.fileId ?? null }, begun),
  })
  const now = form.getValues()
  const set = (changes: Partial<ShopTerms>) => form.setFieldValue('terms', { ...now.terms, ...changes })
  const toggled = <T,>(list: readonly T[], one: T, isChosen: boolean): T[] =>
    isChosen ? [...list, one] : list.filter((other) => other !== one)
  return (
    <CheckedForm form={form}>
      <UnsavedGuard when={form.isDirty()} />
      <FormProblem form={form} />
      <Section title={t('orders.web_shop.shop')}>
        <Fields>
          <Switch
            label={t('orders.web_shop.is_on')}
            description={t('orders.web_shop.is_on_hint')}
            {...form.field('isOn', { type: 'checkbox' })}
          />
          <TextInput
            label={t('orders.web_shop.slug')}
            description={`${new URL(shop.url).origin}/tienda/${now.slug.trim().toLowerCase()}`}
            maxLength={40}
            autoCapitalize="none"
            spellCheck={false}
            {...form.field('slug')}
          />
          <Textarea
            label={t('orders.web_shop.welcome')}
            description={t('orders.web_shop.welcome_hint')}
            autosize
            minRows={2}
            maxLength={300}
            {...form.field('terms.welcome')}
          />
          <PictureField
            label={t('orders.web_shop.cover')}
            hint={t('orders.web_shop.cover_hint')}
            upload={uploadShopCover}
            words={{
              choose: t(now.cover ? 'orders.web_shop.cover_replace' : 'orders.web_shop.cover_upload'),
              remove: t('orders.web_shop.cover_remove'),
            }}
            hasPicture={now.cover !== null}
            onChange={(cover) => form.setFieldValue('cover', cover)}
          >
            {now.cover && <img className={s.cover} src={now.cover.url} alt={t('orders.web_shop.cover_now')} />}
          </PictureField>
          <TextInput
            label={t('orders.web_shop.whatsapp')}
            description={t('orders.web_shop.whatsapp_hint')}
            type="tel"
            maxLength={40}
            {...form.field('terms.whatsapp')}
          />
        </Fields>
      </Section>
      <Section title={t('orders.web_shop.orders')}>
        <Fields>
          <fieldset className={s.choices}>
            <legend>{t('orders.web_shop.ways')}</legend>
            {ways.map((way) => (
              <Checkbox
                key={way}
                label={t(`orders.fulfilments.${way}`)}
                checked={now.terms.fulfilments.includes(way)}
                disabled={now.terms.fulfilments.length === 1 && now.terms.fulfilments[0] === way}
                onChange={(event) => set({ fulfilments: toggled(now.terms.fulfilments, way, event.currentTarget.checked) })}
              />
            ))}
          </fieldset>
          {now.terms.fulfilments.includes('table') && (
            <NumberField
              label={t('orders.web_shop.tables')}
              description={t('orders.web_shop.tables_hint')}
              min={0}
              max={300}
              {...number(now.terms.tables, (tables) => set({ tables }))}
            />
          )}
          <FieldRow>
            <MoneyField
              label={t('orders.web_shop.minimum')}
              hint={t('orders.web_shop.minimum_hint')}
              valueMinor={now.terms.minimumMinor || null}
              currency={currency}
              onChange={(minor) => set({ minimumMinor: minor ?? 0 })}
            />
            <NumberField
              label={t('orders.web_shop.lead')}
              description={t('orders.web_shop.lead_hint')}
              min={0}
              max={2880}
              suffix=" min"
              {...number(now.terms.leadMinutes, (leadMinutes) => set({ leadMinutes }))}
            />
          </FieldRow>
          <Radio.Group
            label={t('orders.web_shop.begins')}
            value={now.terms.beginsAs}
            onChange={(beginsAs) => set({ beginsAs: beginsAs as ShopTerms['beginsAs'] })}
          >
            <div className={s.radios}>
              <Radio value="received" label={t('orders.web_shop.begins_received')} />
              <Radio value="confirmed" label={t('orders.web_shop.begins_confirmed')} />
            </div>
          </Radio.Group>
        </Fields>
      </Section>
      <Section title={t('orders.web_shop.payments')}>
        <Fields>
          <fieldset className={s.choices}>
            <legend>{t('orders.web_shop.methods')}</legend>
            {methods.map((method) => (
              <Checkbox
                key={method}
                label={t(`orders.shop.methods.${method}`)}
                checked={now.terms.methods.includes(method)}
                disabled={now.terms.methods.length === 1 && now.terms.methods[0] === method}
                onChange={(event) => set({ methods: toggled(now.terms.methods, method, event.currentTarget.checked) })}
              />
            ))}
          </fieldset>
          {now.terms.methods.includes('transfer') && (
            <TextInput
              label={t('orders.web_shop.alias')}
              description={t('orders.web_shop.alias_hint')}
              maxLength={120}
              {...form.field('terms.transferAlias')}
            />
          )}
        </Fields>
      </Section>
      <Section title={t('orders.web_shop.reminder')} hint={t('orders.web_shop.reminder_hint')}>
        <ReminderFields
          reminder={now.terms.reminder}
          errors={form.errorsWithin('terms.reminder.template')}
          onChange={(reminder) => set({ reminder })}
        />
      </Section>
      <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} isDisabled={!form.isDirty()} />
    </CheckedForm>
  )
}

/** An empty field is none of it. */
const number = (value: number, onChange: (value: number) => void) => ({
  value,
  onChange: (typed: number | string) => onChange(typeof typed === 'number' ? typed : 0),
})
