import type { ReactNode } from 'react'
import type { DrawingName } from '#web/ui/drawing.tsx'

const sheet = { fill: 'var(--surface)', stroke: 'var(--line-2)' }
const back = { fill: 'var(--sunken)', stroke: 'var(--line-2)' }
const ink = { stroke: 'var(--line-2)', strokeWidth: 2, strokeLinecap: 'round', fill: 'none' } as const
const accent = { fill: 'var(--accent)' }
const grey = { fill: 'var(--line)' }

const drawings: Record<DrawingName, ReactNode> = {
  cards: (
    <>
      <rect x="26" y="22" width="80" height="56" rx="10" {...back} />
      <rect x="38" y="8" width="80" height="56" rx="10" {...sheet} />
      <rect x="50" y="22" width="34" height="6" rx="3" {...accent} />
      <rect x="50" y="35" width="56" height="5" rx="2.5" {...grey} />
      <rect x="50" y="46" width="44" height="5" rx="2.5" {...grey} />
    </>
  ),
  chat: (
    <>
      <path d="M22 20a10 10 0 0 1 10-10h46a10 10 0 0 1 10 10v18a10 10 0 0 1-10 10H40l-18 12z" {...sheet} />
      <path d="M110 46a10 10 0 0 0-10-10H62a10 10 0 0 0-10 10v16a10 10 0 0 0 10 10h34l14 10z" {...back} />
      <rect x="34" y="22" width="40" height="5" rx="2.5" {...grey} />
      <rect x="34" y="32" width="26" height="5" rx="2.5" {...grey} />
      <rect x="64" y="52" width="32" height="6" rx="3" {...accent} />
    </>
  ),
  people: (
    <>
      <rect x="18" y="16" width="96" height="60" rx="10" {...sheet} />
      <circle cx="42" cy="38" r="9" {...back} />
      <path d="M28 62c2-9 8-13 14-13s12 4 14 13" {...ink} />
      <rect x="68" y="32" width="34" height="6" rx="3" {...accent} />
      <rect x="68" y="44" width="34" height="5" rx="2.5" {...grey} />
      <rect x="68" y="55" width="22" height="5" rx="2.5" {...grey} />
    </>
  ),
  search: (
    <>
      <rect x="20" y="14" width="84" height="58" rx="10" {...back} />
      <rect x="32" y="28" width="36" height="5" rx="2.5" {...grey} />
      <rect x="32" y="39" width="28" height="5" rx="2.5" {...grey} />
      <circle cx="82" cy="46" r="18" {...sheet} strokeWidth="2" />
      <path d="m95 60 13 14" {...ink} strokeWidth="3" />
      <rect x="74" y="43" width="16" height="6" rx="3" {...accent} />
    </>
  ),
  chart: (
    <>
      <rect x="20" y="10" width="92" height="66" rx="10" {...sheet} />
      <rect x="36" y="48" width="12" height="16" rx="3" {...grey} />
      <rect x="54" y="38" width="12" height="26" rx="3" {...grey} />
      <rect x="72" y="26" width="12" height="38" rx="3" {...accent} />
      <rect x="90" y="42" width="12" height="22" rx="3" {...grey} />
    </>
  ),
  file: (
    <>
      <rect x="24" y="20" width="60" height="58" rx="10" {...back} />
      <path d="M48 8h38l18 18v38a8 8 0 0 1-8 8H48a8 8 0 0 1-8-8V16a8 8 0 0 1 8-8z" {...sheet} />
      <path d="M86 8v12a6 6 0 0 0 6 6h12" {...ink} strokeWidth="1" />
      <rect x="52" y="34" width="36" height="6" rx="3" {...accent} />
      <rect x="52" y="46" width="40" height="5" rx="2.5" {...grey} />
      <rect x="52" y="57" width="28" height="5" rx="2.5" {...grey} />
    </>
  ),
  plug: (
    <>
      <rect x="16" y="26" width="40" height="34" rx="10" {...sheet} />
      <rect x="78" y="26" width="40" height="34" rx="10" {...back} />
      <path d="M56 37h10M56 49h10M78 43H72" {...ink} />
      <rect x="26" y="40" width="20" height="6" rx="3" {...accent} />
      <rect x="88" y="40" width="20" height="6" rx="3" {...grey} />
    </>
  ),
  offline: (
    <>
      <path d="M40 66h56a16 16 0 0 0 3-31 26 26 0 0 0-50-6 19 19 0 0 0-9 37z" {...sheet} />
      <path d="m36 16 66 60" {...ink} strokeWidth="3" />
      <rect x="58" y="48" width="24" height="6" rx="3" {...accent} />
    </>
  ),
  broken: (
    <>
      <path d="M20 20a10 10 0 0 1 10-10h34l-6 20 12 10-8 34H30a10 10 0 0 1-10-10z" {...sheet} />
      <path d="M76 10h26a10 10 0 0 1 10 10v44a10 10 0 0 1-10 10H74l8-34-12-10z" {...back} />
      <rect x="32" y="26" width="20" height="6" rx="3" {...accent} />
      <rect x="32" y="40" width="26" height="5" rx="2.5" {...grey} />
    </>
  ),
  lock: (
    <>
      <rect x="36" y="36" width="60" height="42" rx="10" {...sheet} />
      <path d="M50 36V26a16 16 0 0 1 32 0v10" {...ink} />
      <rect x="58" y="52" width="16" height="6" rx="3" {...accent} />
    </>
  ),
}

export const DrawingLines = ({ name }: { name: DrawingName }) => drawings[name]
