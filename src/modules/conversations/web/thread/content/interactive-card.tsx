import { IconArrowBackUp, IconExternalLink, IconForms, IconList, IconMapPin, IconShoppingBag } from '@tabler/icons-react'
import type { Interactive } from '#conversations/contract/interactive.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { MessageText } from '#web/ui/message-text.tsx'
import type { Icon } from '#web/module.ts'
import s from '#conversations/web/thread/content/interactive.module.css'

/** A message with buttons as the customer has it. Nothing of it can be pressed here: it is theirs to press. */
export function InteractiveCard({ interactive }: { interactive: Interactive }) {
  const header = 'header' in interactive ? interactive.header : null
  const footer = 'footer' in interactive ? interactive.footer : null
  return (
    <div className={s.card}>
      {header && <b className={s.header}>{header}</b>}
      {interactive.type === 'product' && <Products skus={[interactive.product]} />}
      {interactive.body && <MessageText text={interactive.body} />}
      {interactive.type === 'product-list' &&
        interactive.sections.map((section, i) => (
          <div key={i} className={s.section}>
            <small>{section.title}</small>
            <Products skus={section.products} />
          </div>
        ))}
      {footer && <p className={s.footer}>{footer}</p>}
      <Buttons interactive={interactive} />
    </div>
  )
}

const Products = ({ skus }: { skus: readonly { sku: string; name: string | null }[] }) => (
  <ul className={s.products}>
    {skus.map(({ sku, name }, i) => (
      <li key={i}>
        <span>{name ?? sku}</span>
        {name && <small>{sku}</small>}
      </li>
    ))}
  </ul>
)

function Buttons({ interactive }: { interactive: Interactive }) {
  const t = useT()
  switch (interactive.type) {
    case 'buttons':
      return (
        <div className={s.buttons}>
          {interactive.buttons.map(({ id, title }) => (
            <Offer key={id} icon={IconArrowBackUp} text={title} />
          ))}
        </div>
      )
    case 'list':
      return (
        <details className={s.buttons}>
          <summary className={s.offer}>
            <IconList size={14} stroke={1.8} aria-hidden />
            {interactive.button}
          </summary>
          {interactive.sections.map((section, i) => (
            <div key={i} className={s.section}>
              {section.title && <small>{section.title}</small>}
              <ul className={s.products}>
                {section.rows.map(({ id, title, description }) => (
                  <li key={id}>
                    <span>{title}</span>
                    {description && <small>{description}</small>}
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </details>
      )
    case 'link':
      return (
        <div className={s.buttons}>
          <Offer icon={IconExternalLink} text={interactive.text} />
          <small className={s.url}>{interactive.url}</small>
        </div>
      )
    case 'flow':
      return (
        <div className={s.buttons}>
          <Offer icon={IconForms} text={interactive.text} />
        </div>
      )
    case 'location-request':
      return (
        <div className={s.buttons}>
          <Offer icon={IconMapPin} text={t('conversations.interactive.send_location')} />
        </div>
      )
    case 'product':
    case 'product-list':
    case 'catalog':
      return (
        <div className={s.buttons}>
          <Offer
            icon={IconShoppingBag}
            text={t(`conversations.interactive.see.${interactive.type === 'catalog' ? 'catalog' : 'products'}`)}
          />
        </div>
      )
  }
}

const Offer = ({ icon: Sign, text }: { icon: Icon; text: string }) => (
  <span className={s.offer}>
    <Sign size={14} stroke={1.8} aria-hidden />
    {text}
  </span>
)
