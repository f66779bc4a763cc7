/**
 * What must happen when something goes wrong between us and the provider: one row per fault, one column per thing that it can
 * strike. Read as: how it looks at once, how it looks when everything had its time, and how often the customer got it.
 */

export const columns = ['inbound', 'status', 'text', 'template', 'fileOut', 'fileIn'] as const
export type Column = (typeof columns)[number]

/** What a customer wrote: how many of the messages are in the thread at once, and later. `order`: as they were written. */
type Inbound = { soon: number; later: number; isOrdered?: boolean; isWindowOpen?: boolean }
/** How far a message of ours is known to have got, at once and later. */
type Status = { soon: string; later: string }
/** `reason`: the key of the words that the agent reads at once. `copies`: on the telephone, in the end. */
type Outbound = { soon: string; reason: string | null; later: string; copies: number; stops?: boolean }
/** The state of a file that a customer sent. */
type FileIn = { soon: string; later: string; failure?: string }

export type Row = { inbound: Inbound; status: Status; text: Outbound; template: Outbound; fileOut: Outbound; fileIn: FileIn }

const arrives: Outbound = { soon: 'sent', reason: null, later: 'delivered', copies: 1 }
const later = (reason: string): Outbound => ({ soon: 'queued', reason, later: 'delivered', copies: 1 })
/** It may have been sent: said so, never repeated by itself, settled by the provider's own tick. */
const settled: Outbound = { soon: 'unknown', reason: null, later: 'delivered', copies: 1 }
const allAtOnce: Inbound = { soon: 3, later: 3, isOrdered: true, isWindowOpen: true }
const redelivered: Inbound = { soon: 0, later: 3, isOrdered: true, isWindowOpen: true }
const ticks: Status = { soon: 'delivered', later: 'delivered' }
const lateTicks: Status = { soon: 'sent', later: 'delivered' }
const file: FileIn = { soon: 'ready', later: 'ready' }
const lateFile: FileIn = { soon: 'downloading', later: 'ready' }

export const rows: Record<string, Row> = {
  'provider down': {
    inbound: redelivered,
    status: lateTicks,
    text: later('unreachable'),
    template: later('unreachable'),
    fileOut: later('unreachable'),
    fileIn: lateFile,
  },
  '30 s slow': {
    inbound: redelivered,
    status: lateTicks,
    text: settled,
    template: settled,
    // Uploading twice harms nobody, so it is simply done again.
    fileOut: later('outcome-unknown'),
    fileIn: lateFile,
  },
  'reset in the middle of a body': {
    inbound: allAtOnce,
    status: ticks,
    text: settled,
    template: settled,
    fileOut: later('outcome-unknown'),
    fileIn: lateFile,
  },
  '429': {
    inbound: redelivered,
    status: lateTicks,
    text: later('too-fast'),
    template: later('too-fast'),
    fileOut: later('too-fast'),
    fileIn: lateFile,
  },
  '500': {
    inbound: redelivered,
    status: lateTicks,
    text: later('temporary'),
    template: later('temporary'),
    fileOut: later('temporary'),
    fileIn: lateFile,
  },
  malformed: {
    // What nobody can read is refused, and what comes beside it is not touched.
    inbound: allAtOnce,
    status: ticks,
    text: settled,
    template: settled,
    fileOut: later('outcome-unknown'),
    fileIn: lateFile,
  },
  'duplicated x5': {
    inbound: allAtOnce,
    status: ticks,
    text: arrives,
    template: arrives,
    fileOut: arrives,
    fileIn: file,
  },
  shuffled: {
    inbound: { soon: 0, later: 3, isOrdered: true, isWindowOpen: true },
    status: lateTicks,
    text: arrives,
    template: arrives,
    fileOut: arrives,
    fileIn: { soon: 'downloading', later: 'ready' },
  },
  'three days late': {
    // Kept with its own moment: by then nobody may be answered with free text.
    inbound: { soon: 0, later: 3, isOrdered: true, isWindowOpen: false },
    status: lateTicks,
    text: settled,
    template: settled,
    fileOut: settled,
    fileIn: { soon: 'downloading', later: 'ready' },
  },
  'wrong signature': {
    inbound: { soon: 0, later: 0 },
    status: { soon: 'sent', later: 'sent' },
    text: { ...arrives, later: 'sent' },
    template: { ...arrives, later: 'sent' },
    fileOut: { ...arrives, later: 'sent' },
    fileIn: { soon: 'downloading', later: 'absent' },
  },
  'media gone': {
    inbound: allAtOnce,
    status: ticks,
    text: arrives,
    template: arrives,
    fileOut: { soon: 'failed', reason: 'media-refused', later: 'failed', copies: 0 },
    fileIn: { soon: 'failed', later: 'failed', failure: 'gone' },
  },
  'token revoked': {
    inbound: allAtOnce,
    status: ticks,
    text: { soon: 'queued', reason: 'token-invalid', later: 'delivered', copies: 1, stops: true },
    template: { soon: 'queued', reason: 'token-invalid', later: 'delivered', copies: 1, stops: true },
    fileOut: { soon: 'queued', reason: 'token-invalid', later: 'delivered', copies: 1, stops: true },
    fileIn: lateFile,
  },
}
