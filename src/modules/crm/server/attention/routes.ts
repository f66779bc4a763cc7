import { serve, type Route } from '#kernel/module.ts'
import * as attentionApi from '#crm/contract/attention-api.ts'
import * as claims from '#crm/server/attention/claims.ts'
import * as queue from '#crm/server/attention/queue.ts'
import * as attentionSettings from '#crm/server/attention/settings.ts'

export const attentionRoutes: readonly Route[] = [
  serve(attentionApi.listAttention, queue.list),
  serve(attentionApi.getOwnClaim, claims.own),
  serve(attentionApi.claimNextItem, claims.next),
  serve(attentionApi.claimItem, claims.claim),
  serve(attentionApi.releaseItem, claims.release),
  serve(attentionApi.getAttentionSettings, attentionSettings.get),
  serve(attentionApi.updateAttentionSettings, attentionSettings.update),
]
