import { liveOf } from '#analytics/server/board/live.ts'
import analytics from '#analytics/server/module.ts'
import bots from '#bots/server/module.ts'
import commerce from '#commerce/server/module.ts'
import conversations from '#conversations/server/module.ts'
import { attentionLiveOf } from '#crm/server/attention/live.ts'
import { timelineLiveOf } from '#crm/server/contacts/timeline-live.ts'
import crm from '#crm/server/module.ts'
import identity from '#identity/server/module.ts'
import inventory from '#inventory/server/module.ts'
import { kernelModule } from '#kernel/kernel-module.ts'
import orders from '#orders/server/module.ts'
import platform from '#platform/server/module.ts'
import purchasing from '#purchasing/server/module.ts'
import sales from '#sales/server/module.ts'
import surveys from '#surveys/server/module.ts'
import type { Module } from '#kernel/module.ts'

const business: readonly Module[] = [
  kernelModule,
  identity,
  crm,
  conversations,
  commerce,
  sales,
  orders,
  inventory,
  purchasing,
  bots,
  surveys,
  platform,
]

/** What waits, and the timelines of contacts, move by what the modules tell. */
const attended: Module = { ...crm, live: [...(crm.live ?? []), ...attentionLiveOf(business), ...timelineLiveOf(business)] }

/** Everything this installation is made of, each module after those it needs. */
export const modules: readonly Module[] = [
  ...business.map((module) => (module === crm ? attended : module)),
  { ...analytics, live: liveOf(business) },
]
