import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core'
import { IconCamera, IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { CountLine, StockCount } from '#inventory/contract/count.ts'
import { CountRow } from '#inventory/web/counts/count-row.tsx'
import type { useSheet } from '#inventory/web/counts/use-sheet.ts'
import { Camera } from '#web/scan/camera-view.tsx'
import { useScanner } from '#web/scan/use-scanner.ts'
import { useQuantity } from '#inventory/web/words/quantity.ts'
import { fits, plain } from '#web/fits.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { ProgressBar } from '#web/ui/marks.tsx'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#inventory/web/counts/counts.module.css'

type View = 'missing' | 'counted' | 'all'
/** As many as a thumb scrolls past; the rest on request. */
const atOnce = 100

/** Counting: a reader or a finger, one thing after the other. What was counted leaves the list of what is missing. */
export function CountSheet({ sheet, count }: { sheet: ReturnType<typeof useSheet>; count: StockCount }) {
  const t = useT()
  const quantity = useQuantity()
  const [typed, setTyped] = useState('')
  const [view, setView] = useState<View>('missing')
  const [most, setMost] = useState(atOnce)
  const [hasCamera, setCamera] = useState(false)
  const [lastId, setLastId] = useState<string | null>(null)
  const { lines } = sheet
  const missing = useMemo(() => lines.filter(({ countedAt }) => countedAt === null), [lines])
  const last = lines.find(({ id }) => id === lastId)

  const scan = (code: string): void => {
    setTyped('')
    const line = sheet.scan(code)
    if (!line) return void toast({ text: t('inventory.count.looking_up', { code }) })
    setLastId(line.id)
    navigator.vibrate?.(40)
    void toast({
      text: t('inventory.count.scanned', { name: line.name, quantity: quantity(line.countedMilli ?? 0, line.unit) }),
      name: `count-${line.id}`,
    })
  }
  useScanner(scan)

  const words = plain(typed.trim())
  const among =
    view === 'missing' && words === '' ? missing : view === 'counted' ? lines.filter(({ countedAt }) => countedAt !== null) : lines
  const shown = words === '' ? among : among.filter((line) => fits(words, { label: line.name, under: line.sku ?? '' }))
  const counted = lines.length - missing.length
  const enter = (line: CountLine, milli: number, how: 'set' | 'add') => {
    sheet.enter(line, milli, how)
    setLastId(line.id)
  }
  return (
    <div className={s.sheet}>
      <div className={s.progress}>
        <ProgressBar value={lines.length === 0 ? 0 : counted / lines.length} label={t('inventory.count.counted')} />
        <span className="num">{t('inventory.count.progress', { counted, all: lines.length })}</span>
      </div>
      <div className={s.finder}>
        <TextInput
          aria-label={t('inventory.count.find')}
          placeholder={t('inventory.count.find')}
          leftSection={<IconSearch size={16} stroke={1.7} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            // A code that somebody types because its package cannot be read.
            if (event.key === 'Enter' && /^\d{6,14}$/.test(typed.trim())) scan(typed.trim())
          }}
          autoComplete="off"
          enterKeyHint="search"
        />
        <Tooltip label={t('web.scan.camera')}>
          <ActionIcon
            size={34}
            variant="default"
            className={s.camera}
            aria-label={t('web.scan.camera')}
            aria-pressed={hasCamera}
            onClick={() => setCamera((was) => !was)}
          >
            <IconCamera size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </div>
      {hasCamera && <Camera onCode={scan} />}
      {last && view === 'missing' && words === '' && (
        <section className={s.last} aria-label={t('inventory.count.last')}>
          <h2>{t('inventory.count.last')}</h2>
          <ul className={s.rows}>
            <CountRow line={last} isBlind={count.isBlind} onEnter={enter} />
          </ul>
        </section>
      )}
      {words === '' && (
        <SegmentedTabs
          label={t('inventory.count.which')}
          value={view}
          fullWidth
          choices={[
            { value: 'missing', label: t('inventory.count.show.missing'), count: missing.length },
            { value: 'counted', label: t('inventory.count.show.counted'), count: counted },
            { value: 'all', label: t('inventory.count.show.all') },
          ]}
          onChange={setView}
        />
      )}
      {shown.length === 0 ? (
        words !== '' ? (
          <NoResults onClear={() => setTyped('')} />
        ) : view === 'missing' ? (
          <EmptyState drawing="file" title={t('inventory.count.all_counted')} hint={t('inventory.count.all_counted_hint')} />
        ) : (
          <EmptyState drawing="file" title={t('inventory.count.nothing_counted')} hint={t('inventory.count.nothing_counted_hint')} />
        )
      ) : (
        <ul className={s.rows}>
          {shown.slice(0, most).map((line) => (
            <CountRow key={line.id} line={line} isBlind={count.isBlind} onEnter={enter} />
          ))}
        </ul>
      )}
      {shown.length > most && (
        <Button variant="default" onClick={() => setMost(most + atOnce)}>
          {t('web.list.load_more')}
        </Button>
      )}
    </div>
  )
}
