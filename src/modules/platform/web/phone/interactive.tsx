import { Button, Modal, TextInput } from '@mantine/core'
import { IconArrowBackUp, IconExternalLink, IconForms, IconList, IconMapPin, IconShoppingBag } from '@tabler/icons-react'
import { useState } from 'react'
import type { PhoneContent, PhoneInteractive, PhoneMessage, PhoneOrderLine } from '#platform/contract/phone.ts'
import type { Act } from '#platform/web/phone/bubble.tsx'
import { LocationDialog } from '#platform/web/phone/location-dialog.tsx'
import { OrderDialog } from '#platform/web/phone/order-dialog.tsx'
import { productOf } from '#platform/web/phone/products.ts'
import s from '#platform/web/phone/interactive.module.css'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'

type Action = PhoneInteractive['actions'][number]
type Answer = (content: PhoneContent) => void

/** The buttons below a message of the business; what they open is answered from there. */
export function Actions({ message, interactive, act }: { message: PhoneMessage; interactive: PhoneInteractive; act: Act }) {
  return (
    <span className={s.actions}>
      {interactive.actions.map((action, i) => (
        <One key={i} action={action} answer={(content) => act.answer(message, content)} />
      ))}
    </span>
  )
}

function One({ action, answer }: { action: Action; answer: Answer }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  switch (action.kind) {
    case 'reply':
      return (
        <button type="button" onClick={() => answer({ type: 'button_reply', id: action.id, title: action.title })}>
          <IconArrowBackUp size={15} stroke={1.8} aria-hidden />
          {action.title}
        </button>
      )
    case 'link':
      return (
        <a href={action.url} target="_blank" rel="noopener noreferrer">
          <IconExternalLink size={15} stroke={1.8} aria-hidden />
          {action.text}
        </a>
      )
    case 'list':
      return (
        <>
          <button type="button" onClick={() => setOpen(true)}>
            <IconList size={15} stroke={1.8} aria-hidden />
            {action.text}
          </button>
          {isOpen && <ListDialog action={action} answer={answer} onClosed={close} />}
        </>
      )
    case 'products':
      return (
        <>
          <button type="button" onClick={() => setOpen(true)}>
            <IconShoppingBag size={15} stroke={1.8} aria-hidden />
            {t('platform.phone.see_products')}
          </button>
          {isOpen && <OrderDialog only={action.skus} catalog={action.catalogId} onOrdered={answer} onClosed={close} />}
        </>
      )
    case 'form':
      return (
        <>
          <button type="button" onClick={() => setOpen(true)}>
            <IconForms size={15} stroke={1.8} aria-hidden />
            {action.text}
          </button>
          {isOpen && <FormDialog title={action.text} token={action.token} answer={answer} onClosed={close} />}
        </>
      )
    case 'location':
      return (
        <>
          <button type="button" onClick={() => setOpen(true)}>
            <IconMapPin size={15} stroke={1.8} aria-hidden />
            {t('platform.phone.send_location')}
          </button>
          {isOpen && <LocationDialog onClosed={close} onChosen={(place) => answer({ type: 'location', ...place })} />}
        </>
      )
  }
}

type DialogProps = { answer: Answer; onClosed: () => void }

function ListDialog({ action, answer, onClosed }: DialogProps & { action: Extract<Action, { kind: 'list' }> }) {
  const t = useT()
  const [isOpen, setOpen] = useState(true)
  return (
    <Modal
      opened={isOpen}
      onClose={() => setOpen(false)}
      onExitTransitionEnd={onClosed}
      title={action.text}
      size={400}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      {action.sections.map((section, i) => (
        <section key={i} className={s.section}>
          {section.title && <h3>{section.title}</h3>}
          {section.rows.map(({ id, title, description }) => (
            <button
              key={id}
              type="button"
              onClick={() => {
                answer({ type: 'list_reply', id, title, ...(description && { description }) })
                setOpen(false)
              }}
            >
              <b>{title}</b>
              {description && <small>{description}</small>}
            </button>
          ))}
        </section>
      ))}
    </Modal>
  )
}

/** The provider keeps what a form asks; here it asks what most do. */
function FormDialog({ title, token, answer, onClosed }: DialogProps & { title: string; token: string }) {
  const t = useT()
  const [isOpen, setOpen] = useState(true)
  const [answers, setAnswers] = useState<Record<string, string>>({})
  const questions = ['Nombre', 'Cantidad_de_personas', 'Forma_de_entrega']
  return (
    <Modal
      opened={isOpen}
      onClose={() => setOpen(false)}
      onExitTransitionEnd={onClosed}
      title={title}
      size={400}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        className={s.form}
        onSubmit={(event) => {
          event.preventDefault()
          const filled = questions.flatMap((question, i) => (answers[question] ? [[`screen_0_${question}_${i}`, answers[question]]] : []))
          answer({ type: 'flow_reply', answers: { flow_token: token, ...Object.fromEntries(filled) } })
          setOpen(false)
        }}
      >
        {questions.map((question) => (
          <TextInput
            key={question}
            label={question.replaceAll('_', ' ')}
            maxLength={200}
            value={answers[question] ?? ''}
            onChange={(event) => {
              const { value } = event.currentTarget
              setAnswers((last) => ({ ...last, [question]: value }))
            }}
          />
        ))}
        <Button type="submit" fullWidth disabled={Object.values(answers).every((value) => value.trim() === '')}>
          {t('platform.phone.form_send')}
        </Button>
      </CheckedForm>
    </Modal>
  )
}

/** The customer's own order, as it left. */
export function Order({ lines }: { lines: readonly PhoneOrderLine[] }) {
  const t = useT()
  const format = useFormat()
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const total = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0)
  return (
    <span className={s.order}>
      <b>
        <IconShoppingBag size={15} stroke={1.8} aria-hidden />
        {t('platform.phone.order_count', { count })}
      </b>
      {lines.map(({ retailerId, quantity }) => (
        <span key={retailerId}>
          {quantity} × {productOf(retailerId).name}
        </span>
      ))}
      <span className="num">{format.money(Math.round(total * 100), lines[0]?.currency ?? 'ARS')}</span>
    </span>
  )
}

/** A filled form. Its questions are the provider's own names for them. */
export function Answers({ answers }: { answers: Record<string, unknown> }) {
  const t = useT()
  const count = Object.keys(answers).filter((name) => name !== 'flow_token').length
  return (
    <span className={s.order}>
      <b>
        <IconForms size={15} stroke={1.8} aria-hidden />
        {t('platform.phone.kind.form')}
      </b>
      <span>{t('platform.phone.form_answered', { count })}</span>
    </span>
  )
}
