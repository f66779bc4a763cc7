import * as api from '#bots/contract/flow-api.ts'
import { canReadBots } from '#bots/contract/permissions.ts'
import * as events from '#bots/contract/flow-events.ts'
import * as runApi from '#bots/contract/run-api.ts'
import { hear } from '#bots/server/runs/hear.job.ts'
import { performAction } from '#bots/server/runs/act.job.ts'
import { holds } from '#bots/server/runs/holding.ts'
import { letGo } from '#bots/server/runs/letting-go.ts'
import { runReactions } from '#bots/server/runs/reactions.ts'
import { rehearse } from '#bots/server/runs/rehearsal.ts'
import * as runs from '#bots/server/runs/runs.ts'
import type { FirstWord } from '#kernel/action.ts'
import { live, serve, type Live, type PersonalData, type Reaction, type Route, type Topic } from '#kernel/module.ts'
import type { JobType } from '#kernel/jobs/job.ts'
import { list as listActions } from './actions.ts'
import * as flows from './flows.ts'

/** What flows and their runs add to the module. */
export const routes: readonly Route[] = [
  serve(api.listFlows, flows.list),
  serve(api.getFlow, flows.get),
  serve(api.createFlow, flows.create),
  serve(api.updateFlow, flows.update),
  serve(api.deleteFlow, flows.remove),
  serve(api.saveDraft, flows.draw),
  serve(api.orderFlows, flows.order),
  serve(api.listVersions, flows.versions),
  serve(api.publishFlow, flows.publish),
  serve(api.rollBackFlow, flows.rollBack),
  serve(api.rehearse, rehearse),
  serve(api.listActions, listActions),
  serve(runApi.listRuns, runs.list),
  serve(runApi.resumeRun, runs.resume),
]
export const flowEvents = Object.values(events)
export const jobs: readonly JobType[] = [hear as JobType, performAction as JobType, letGo as JobType]
export const reactions: readonly Reaction[] = runReactions
export const firstWord: FirstWord = { holds }

const topic = 'bots.flows'
export const topics: readonly Topic[] = [{ prefix: topic, mayWatch: async (ctx) => ctx.can(canReadBots) }]
const told = [events.flowsChanged, events.runStarted, events.runHandedOff, events.runEnded]
export const lives: readonly Live[] = told.map((event) =>
  live<{ flowId: string }>(
    event as never,
    () => [topic],
    (viewer, { flowId }) => (viewer.permissions.has(canReadBots.code) ? { flowId } : null),
  ),
)

const purpose = 'bots.personal-data.answering'
export const personalData: readonly PersonalData[] = [
  {
    table: 'bots.run_line',
    subject: 'contact',
    columns: ['text'],
    purpose,
    rows: { of: 'bots.run', match: { run_id: 'id' } },
    onErasure: 'delete',
    order: 'at',
  },
  {
    table: 'bots.run',
    subject: 'contact',
    columns: ['place'],
    purpose,
    rows: { of: 'conversations.conversation', match: { conversation_id: 'id' } },
    onErasure: 'delete',
    order: 'started_at',
  },
  { table: 'bots.flow', subject: 'user', columns: ['created_by_name'], purpose: 'bots.personal-data.drawing' },
  { table: 'bots.flow_version', subject: 'user', columns: ['published_by_name'], purpose: 'bots.personal-data.drawing' },
]

const drawn = 'what a bot says to everybody, written by the business'
const placeInFlow = 'where in the flow, and how it ended'
export const impersonal: Readonly<Record<string, string>> = {
  'bots.flow.name': drawn,
  'bots.flow.draft': drawn,
  'bots.flow.trigger': 'where and when it answers',
  'bots.flow.resume': 'when it speaks again',
  'bots.flow_version.document': drawn,
  'bots.flow_version.note': 'what a version is about',
  'bots.run.node_id': placeInFlow,
  'bots.run.reason': placeInFlow,
  'bots.run_line.node_id': placeInFlow,
  'bots.run_line.outcome': placeInFlow,
}
