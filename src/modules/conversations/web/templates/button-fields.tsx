import { ActionIcon, Button, Menu, TextInput, Tooltip } from '@mantine/core'
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { templateLimits } from '#conversations/contract/template-rules.ts'
import type { TemplateButton, TemplateDesign } from '#conversations/contract/template.ts'
import type { Complaint } from '#conversations/web/templates/template-editor.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#conversations/web/templates/templates.module.css'

type Props = { design: TemplateDesign; complaint: Complaint; onChange: (change: Partial<TemplateDesign>) => void }

const kinds = ['quick-reply', 'url', 'phone', 'copy-code'] as const

export function ButtonFields({ design: { buttons, examples }, complaint, onChange }: Props) {
  const t = useT()
  const put = (index: number, button: TemplateButton) => onChange({ buttons: buttons.with(index, button) })
  /** Examples go with their buttons. */
  const order = (places: readonly number[]) =>
    onChange({
      buttons: places.flatMap((place) => buttons[place] ?? []),
      examples: {
        ...Object.fromEntries(Object.entries(examples).filter(([key]) => !key.startsWith('button:'))),
        ...Object.fromEntries(
          places.flatMap((place, to) => {
            const example = examples[`button:${place}`]
            return example ? [[`button:${to}`, example]] : []
          }),
        ),
      },
    })
  const all = buttons.map((_, index) => index)
  const problem = complaint('design.buttons')
  return (
    <section className={s.buttons} aria-label={t('conversations.templates.buttons')}>
      <header>
        <b>{t('conversations.templates.buttons')}</b>
        <small>{t('conversations.templates.buttons_hint')}</small>
      </header>
      {problem && <p role="alert">{problem}</p>}
      {buttons.map((button, index) => {
        const name = 'text' in button && button.text ? button.text : t(`conversations.templates.button_kinds.${button.kind}`)
        return (
          <div key={index} className={s.button}>
            <span>{t(`conversations.templates.button_kinds.${button.kind}`)}</span>
            <div>
              {button.kind === 'copy-code' || button.kind === 'other' ? (
                <p className={s.dim}>
                  {button.kind === 'copy-code' ? t('conversations.templates.copy_code') : `${button.text} (${button.type})`}
                  {complaint(`design.buttons.${index}`) && <small role="alert">{complaint(`design.buttons.${index}`)}</small>}
                </p>
              ) : (
                <TextInput
                  aria-label={t('conversations.templates.button_text')}
                  placeholder={t('conversations.templates.button_text')}
                  value={button.text}
                  error={complaint(`design.buttons.${index}.text`)}
                  onChange={(event) => put(index, { ...button, text: event.currentTarget.value })}
                />
              )}
              {button.kind === 'url' && (
                <TextInput
                  aria-label={t('conversations.templates.button_url')}
                  placeholder="https://"
                  description={t('conversations.templates.button_url_hint', { example: '{{1}}' })}
                  inputMode="url"
                  value={button.url}
                  error={complaint(`design.buttons.${index}.url`)}
                  onChange={(event) => put(index, { ...button, url: event.currentTarget.value })}
                />
              )}
              {button.kind === 'phone' && (
                <TextInput
                  aria-label={t('conversations.templates.button_phone')}
                  placeholder="+54 9 351 555 0142"
                  inputMode="tel"
                  value={button.phone}
                  error={complaint(`design.buttons.${index}.phone`)}
                  onChange={(event) => put(index, { ...button, phone: event.currentTarget.value })}
                />
              )}
            </div>
            <Tooltip label={t('conversations.templates.move_up')}>
              <ActionIcon
                aria-label={`${t('conversations.templates.move_up')}: ${name}`}
                disabled={index === 0}
                onClick={() => order(all.with(index, index - 1).with(index - 1, index))}
              >
                <IconArrowUp size={15} stroke={1.8} />
              </ActionIcon>
            </Tooltip>
            <ActionIcon
              aria-label={t('conversations.templates.remove_button', { name })}
              onClick={() => order(all.filter((place) => place !== index))}
            >
              <IconTrash size={15} stroke={1.8} />
            </ActionIcon>
          </div>
        )
      })}
      {buttons.length < templateLimits.buttons && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="default" size="xs" leftSection={<IconPlus size={14} />}>
              {t('conversations.templates.add_button')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {kinds.map((kind) => (
              <Menu.Item key={kind} onClick={() => onChange({ buttons: [...buttons, blankOf(kind)] })}>
                {t(`conversations.templates.button_kinds.${kind}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </section>
  )
}

function blankOf(kind: (typeof kinds)[number]): TemplateButton {
  switch (kind) {
    case 'quick-reply':
      return { kind, text: '' }
    case 'url':
      return { kind, text: '', url: '' }
    case 'phone':
      return { kind, text: '', phone: '' }
    case 'copy-code':
      return { kind }
  }
}
