import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconArrowUp, IconCheck, IconMapPin, IconPaperclip, IconPhoto, IconShoppingBag, IconSpeakerphone, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { PhoneContent } from '#platform/contract/phone.ts'
import { Quote } from '#platform/web/phone/bubble.tsx'
import type { Aim } from '#platform/web/phone/chat-screen.tsx'
import { OrderDialog } from '#platform/web/phone/order-dialog.tsx'
import { LocationDialog } from '#platform/web/phone/location-dialog.tsx'
import { type Picture, pictureOf } from '#platform/web/phone/picture.ts'
import s from '#platform/web/phone/composer.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import { toast } from '#web/ui/toast.ts'

type ComposerProps = {
  chatKey: string
  business: string
  aim: Aim | undefined
  onAim: (aim: Aim | undefined) => void
  onWrite: (content: PhoneContent, replyTo?: string) => Promise<boolean>
  /** Nothing was said yet: the hand is on the keyboard. */
  isFirst: boolean
}

type Ready = { picture: Picture; address: string }

/** Words that were not sent yet wait where they were written, until the page is left for good. */
const drafts = new Map<string, string>()

export function Composer({ chatKey, business, aim, onAim, onWrite, isFirst }: ComposerProps) {
  const t = useT()
  const isPhone = useIsPhone()
  const [text, setText] = useState(() => drafts.get(chatKey) ?? '')
  const [ready, setReady] = useState<Ready | undefined>()
  const [isPreparing, setPreparing] = useState(false)
  const [isChoosingPlace, setChoosingPlace] = useState(false)
  const [isOrdering, setOrdering] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const file = useRef<HTMLInputElement>(null)
  const isEditing = aim?.kind === 'edit'
  const replyTo = aim?.kind === 'reply' ? aim.message.id : undefined
  const mayGo = !isPreparing && (text.trim() !== '' || ready !== undefined)

  useEffect(() => {
    if (!isEditing) drafts.set(chatKey, text)
  }, [chatKey, text, isEditing])
  useEffect(() => {
    if (!aim) return
    setText(aim.kind === 'edit' ? (aim.message.text ?? '') : (drafts.get(chatKey) ?? ''))
    area.current?.focus()
  }, [aim, chatKey])
  useEffect(() => {
    if (isFirst) area.current?.focus()
  }, [isFirst])
  useEffect(() => () => void (ready && URL.revokeObjectURL(ready.address)), [ready])
  useLayoutEffect(() => {
    const element = area.current
    if (!element) return
    element.style.height = '0'
    element.style.height = `${Math.min(element.scrollHeight, 132)}px`
  }, [text])

  const cancel = () => {
    if (isEditing) setText(drafts.get(chatKey) ?? '')
    onAim(undefined)
  }

  const send = async () => {
    if (!mayGo) return
    const words = text.trim()
    const before = { text, ready, aim }
    setText('')
    setReady(undefined)
    onAim(undefined)
    const content: PhoneContent =
      before.aim?.kind === 'edit'
        ? { type: 'edit', messageId: before.aim.message.id, text: words }
        : ready
          ? { type: 'image', mimeType: ready.picture.mimeType, bytes: ready.picture.bytes, ...(words && { caption: words }) }
          : { type: 'text', text: words }
    if (await onWrite(content, replyTo)) return
    // Refused: nothing of it is lost, unless something else was begun meanwhile.
    setText((now) => now || before.text)
    if (before.ready) setReady({ picture: before.ready.picture, address: URL.createObjectURL(before.ready.picture.blob) })
    onAim(before.aim)
  }

  const take = async (chosen: File | undefined) => {
    if (!chosen) return
    setPreparing(true)
    try {
      const picture = await pictureOf(chosen)
      setReady({ picture, address: URL.createObjectURL(picture.blob) })
      area.current?.focus()
    } catch {
      void toast({ text: t('platform.phone.picture_failed'), tone: 'bad', name: 'phone' })
    } finally {
      setPreparing(false)
    }
  }

  const handleKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && (aim || ready)) {
      event.preventDefault()
      setReady(undefined)
      cancel()
    }
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || isPhone) return
    event.preventDefault()
    void send()
  }

  return (
    <CheckedForm
      className={s.composer}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {aim && (
        <div className={s.aim}>
          <div>
            <span className={s.aimTitle}>
              {isEditing
                ? t('platform.phone.editing')
                : t('platform.phone.replying_to', { name: aim.message.direction === 'in' ? t('platform.phone.you') : business })}
            </span>
            <Quote quoted={aim.message} business={business} />
          </div>
          <ActionIcon onClick={cancel} aria-label={t(isEditing ? 'platform.phone.cancel_edit' : 'platform.phone.cancel_reply')}>
            <IconX size={16} stroke={1.8} />
          </ActionIcon>
        </div>
      )}
      {ready && (
        <div className={s.ready}>
          <img src={ready.address} alt={t('platform.phone.picture_ready')} />
          <ActionIcon
            variant="filled"
            color="dark"
            size={22}
            radius={99}
            onClick={() => setReady(undefined)}
            aria-label={t('platform.phone.remove_picture')}
          >
            <IconX size={13} stroke={2.2} />
          </ActionIcon>
        </div>
      )}
      <div className={s.line}>
        {!isEditing && (
          <Menu position="top-start" width={180}>
            <Menu.Target>
              <ActionIcon size={36} radius={99} aria-label={t('platform.phone.attach')} loading={isPreparing}>
                <IconPaperclip size={19} stroke={1.7} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPhoto size={17} stroke={1.7} />} onClick={() => file.current?.click()}>
                {t('platform.phone.attach_picture')}
              </Menu.Item>
              <Menu.Item leftSection={<IconMapPin size={17} stroke={1.7} />} onClick={() => setChoosingPlace(true)}>
                {t('platform.phone.attach_location')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconSpeakerphone size={17} stroke={1.7} />}
                onClick={() =>
                  void onWrite({ type: 'text', text: text.trim() || t('platform.phone.ad_text'), isFromAd: true }).then(
                    (isSent) => isSent && setText(''),
                  )
                }
              >
                {t('platform.phone.attach_ad')}
              </Menu.Item>
              <Menu.Item leftSection={<IconShoppingBag size={17} stroke={1.7} />} onClick={() => setOrdering(true)}>
                {t('platform.phone.attach_order')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
        <textarea
          ref={area}
          rows={1}
          value={text}
          maxLength={ready ? 1024 : 4096}
          aria-label={t('platform.phone.composer')}
          placeholder={t(ready ? 'platform.phone.write_caption' : 'platform.phone.write')}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={handleKey}
        />
        <Tooltip label={t(isEditing ? 'platform.phone.save_edit' : 'platform.phone.send')}>
          <ActionIcon
            type="submit"
            variant="filled"
            color="brand"
            size={36}
            radius={99}
            disabled={!mayGo}
            aria-label={t(isEditing ? 'platform.phone.save_edit' : 'platform.phone.send')}
          >
            {isEditing ? <IconCheck size={19} stroke={2} /> : <IconArrowUp size={19} stroke={2} />}
          </ActionIcon>
        </Tooltip>
      </div>
      <input
        ref={file}
        type="file"
        accept="image/jpeg,image/png"
        hidden
        aria-label={t('platform.phone.attach_picture')}
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0])
          currentTarget.value = ''
        }}
      />
      {isOrdering && (
        <OrderDialog
          onClosed={() => setOrdering(false)}
          onOrdered={(order) => void onWrite(order, replyTo).then((isSent) => isSent && onAim(undefined))}
        />
      )}
      {isChoosingPlace && (
        <LocationDialog
          onClosed={() => setChoosingPlace(false)}
          onChosen={(place) => void onWrite({ type: 'location', ...place }, replyTo).then((isSent) => isSent && onAim(undefined))}
        />
      )}
    </CheckedForm>
  )
}
