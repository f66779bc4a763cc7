import { type ComboboxItem, Select, type SelectProps as MantineSelectProps } from '@mantine/core'
import { useMemo } from 'react'
import { currencies, linesOfBusiness, placeByCountry } from '#identity/contract/places.ts'
import type { Locale } from '#kernel/i18n/translate.ts'
import { zoneName } from '#identity/web/door/zone-names.ts'
import { fits, plain } from '#web/fits.ts'
import { useI18n } from '#web/i18n/i18n.tsx'

type Option = { value: string; label: string }

const byLabel = (one: Option, other: Option) => one.label.localeCompare(other.label)

/** Countries, currencies and zones in the reader's language, from the browser's own tables. */
export function usePlaces(): { countries: Option[]; money: Option[]; zones: Option[]; languages: Option[] } {
  const { locale, t } = useI18n()
  return useMemo(() => {
    const regionName = new Intl.DisplayNames(locale, { type: 'region' })
    const moneyName = new Intl.DisplayNames(locale, { type: 'currency' })
    return {
      countries: Object.keys(placeByCountry)
        .map((code) => ({ value: code, label: regionName.of(code) ?? code }))
        .toSorted(byLabel),
      money: currencies.map((code) => ({ value: code, label: `${capital(moneyName.of(code) ?? code)} (${code})` })).toSorted(byLabel),
      zones: zoneOptions(),
      languages: (['es', 'en', 'pt'] as const satisfies readonly Locale[]).map((value) => ({
        value,
        label: t(`identity.languages.${value}`),
      })),
    }
  }, [locale, t])
}

/**
 * `America/Argentina/Buenos_Aires` reads `Argentina, Buenos Aires`; the ones of our continent come first. Engines list some
 * zones under an older name: where a country of ours has its own name for one, that one stands.
 */
function zoneOptions(): Option[] {
  const listed = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/') && !zone.startsWith('Etc/'))
  const own = [...new Set(Object.values(placeByCountry).map((place) => place.zone))]
  const known = new Set(own.map(listedName))
  const named = [...own, ...listed.filter((zone) => !known.has(zone))].map(zoneOption)
  const isOurs = ({ value }: Option) => Number(value.startsWith('America/'))
  return named.toSorted((one, other) => isOurs(other) - isOurs(one) || byLabel(one, other))
}

const listedName = (zone: string): string => new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone

const zoneOption = (value: string): Option => ({ value, label: zoneName(value) })

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1)

type SelectProps = {
  value?: string
  onChange?: (value: string) => void
  error?: unknown
  label: string
  description?: string
  disabled?: boolean
}

const required = { allowDeselect: false, required: true, withAsterisk: false } as const

const picked = ({ onChange, value, error, ...rest }: SelectProps) => ({
  ...required,
  ...rest,
  error: error as string | undefined,
  value: value ?? null,
  onChange: (next: string | null) => next !== null && onChange?.(next),
})

/** People type "cordoba" and mean Córdoba. */
const filter: NonNullable<MantineSelectProps['filter']> = ({ options, search }) =>
  (options as ComboboxItem[]).filter((option) => fits(plain(search), option))

export const CountrySelect = (props: SelectProps) => <Select data={usePlaces().countries} searchable filter={filter} {...picked(props)} />
export const CurrencySelect = (props: SelectProps) => <Select data={usePlaces().money} searchable filter={filter} {...picked(props)} />

export function ZoneSelect(props: SelectProps) {
  const { zones } = usePlaces()
  // One that was saved under a name which this browser does not list.
  const data = props.value && !zones.some((zone) => zone.value === props.value) ? [zoneOption(props.value), ...zones] : zones
  return <Select data={data} searchable filter={filter} limit={80} {...picked(props)} />
}

export const LanguageSelect = (props: SelectProps) => <Select data={usePlaces().languages} {...picked(props)} />

export function LineOfBusinessSelect(props: SelectProps) {
  const { t } = useI18n()
  return <Select data={linesOfBusiness.map((value) => ({ value, label: t(`identity.lines.${value}`) }))} {...picked(props)} />
}
