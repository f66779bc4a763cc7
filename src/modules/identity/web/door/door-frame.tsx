import { useEffect, type ReactNode } from 'react'
import { initialsOf } from '#kernel/contract/initials.ts'
import type { Locale } from '#kernel/i18n/translate.ts'
import { getEntrance } from '#identity/contract/api.ts'
import { wear } from '#web/appearance.ts'
import { useLocale } from '#web/i18n/locale.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import '#web/ui/mantine-forms-css.ts'
import s from '#identity/web/door/door.module.css'

/** Each in its own words: whoever needs one cannot read the others. */
const languages: readonly [Locale, string][] = [
  ['es', 'Español'],
  ['en', 'English'],
  ['pt', 'Português'],
]

/** The organization that an address like `/entrar?empresa=el-gallo` asks for. */
const askedOrganization = (): string | undefined => new URLSearchParams(location.search).get('empresa') ?? undefined

/** Who the door belongs to: its name, colours and logo, before anybody is known. */
export function useEntrance() {
  const organization = askedOrganization()
  return useApi(getEntrance, organization ? { organization } : {}, { staleTime: 60_000 }).data
}

type DoorFrameProps = {
  title: ReactNode
  hint?: ReactNode
  /** What stands above the title instead of the logo. */
  above?: ReactNode
  isWide?: boolean
  children?: ReactNode
}

/** Half form, half brand. Nothing is written on the painted half. */
export function DoorFrame({ title, hint, above, isWide, children }: DoorFrameProps) {
  const t = useT()
  const [locale, choose] = useLocale()
  const face = useEntrance()?.face
  useEffect(() => {
    if (face) wear(face.theme)
  }, [face])
  return (
    <div className={s.door}>
      <main className={s.form}>
        <div className={s.middle} data-wide={isWide || undefined}>
          {above ?? (
            <span className={s.logo} aria-hidden>
              {face?.logoUrl ? <img src={face.logoUrl} alt="" /> : initialsOf(face?.name ?? 'Yapa')}
            </span>
          )}
          <h1>{title}</h1>
          {hint && <p className={s.hint}>{hint}</p>}
          {children}
        </div>
        <footer className={s.foot} data-wide={isWide || undefined}>
          <span>{face ? t('identity.door.made_with') : ''}</span>
          <span className={s.languages} role="group" aria-label={t('identity.door.language')}>
            {languages.map(([one, name]) => (
              <button key={one} type="button" lang={one} aria-pressed={one === locale} onClick={() => choose(one)}>
                {name}
              </button>
            ))}
          </span>
        </footer>
      </main>
      <Paint />
    </div>
  )
}

/** The brand's half: the shape of a conversation, in light on its own colour. */
const Paint = () => (
  <div className={s.paint} aria-hidden>
    <svg viewBox="0 0 720 900" preserveAspectRatio="xMidYMid slice" fill="none">
      <g fill="var(--accent-fg)">
        <circle cx="640" cy="96" r="220" opacity=".05" />
        <circle cx="70" cy="860" r="300" opacity=".05" />
        <path d="M128 268a24 24 0 0 1 24-24h220a24 24 0 0 1 24 24v52a24 24 0 0 1-24 24H176l-48 28z" opacity=".16" />
        <rect x="158" y="276" width="150" height="12" rx="6" opacity=".28" />
        <rect x="158" y="302" width="98" height="12" rx="6" opacity=".2" />
        <path d="M592 420a24 24 0 0 0-24-24H300a24 24 0 0 0-24 24v84a24 24 0 0 0 24 24h244l48 28z" opacity=".22" />
        <rect x="308" y="428" width="212" height="12" rx="6" opacity=".34" />
        <rect x="308" y="454" width="236" height="12" rx="6" opacity=".26" />
        <rect x="308" y="480" width="120" height="12" rx="6" opacity=".26" />
        <path d="M128 604a24 24 0 0 1 24-24h128a24 24 0 0 1 24 24v36a24 24 0 0 1-24 24H176l-48 28z" opacity=".16" />
        <rect x="158" y="612" width="92" height="12" rx="6" opacity=".28" />
      </g>
      <path
        d="m520 500 7 7 14-14m-8 14 3 0 14-14"
        stroke="var(--accent-fg)"
        strokeWidth="4"
        strokeLinecap="round"
        strokeLinejoin="round"
        opacity=".55"
      />
    </svg>
  </div>
)
