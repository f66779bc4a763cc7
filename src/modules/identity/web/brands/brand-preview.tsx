import { useComputedColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { CSSProperties } from 'react'
import { initialsOf } from '#kernel/contract/initials.ts'
import { previewColor } from '#identity/contract/api.ts'
import { isColor } from '#identity/web/brands/color-text.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import s from '#identity/web/brands/brand-preview.module.css'

type BrandPreviewProps = { name: string; color: string; logoUrl?: string | null }

/** What the server makes of a colour, a moment after the person stopped moving the pointer. */
export function useColorPreview(color: string) {
  const [chosen] = useDebouncedValue(color, 150)
  const options = { enabled: isColor(chosen), keepsPrevious: true, staleTime: Number.POSITIVE_INFINITY }
  const { data } = useApi(previewColor, { color: chosen.slice(1) }, options)
  return { chosen, data }
}

/** How the application will look in this colour, as the server computes it when it is saved. */
export function BrandPreview({ name, color, logoUrl = null }: BrandPreviewProps) {
  const t = useT()
  const format = useFormat()
  const scheme = useComputedColorScheme('light')
  const { chosen, data } = useColorPreview(color)
  if (!data) return null
  const ratio = format.number(data.contrast)
  return (
    <div className={s.preview} style={data.theme[scheme] as CSSProperties} role="group" aria-label={t('identity.brands.preview')}>
      <header>
        <i className={s.mark}>{logoUrl ? <img src={logoUrl} alt="" /> : initialsOf(name || 'Yapa')}</i>
        <span>{name}</span>
      </header>
      <div className={s.bubble}>
        {t('identity.brands.sample_message')}
        <small className="num">18:10</small>
      </div>
      <div className={s.row}>
        <span className={s.button}>{t('identity.brands.sample_button')}</span>
        <span className={s.link}>{t('identity.brands.sample_link')}</span>
      </div>
      <p className={s.note}>{t(data.accent === chosen ? 'identity.brands.contrast' : 'identity.brands.contrast_darker', { ratio })}</p>
    </div>
  )
}
