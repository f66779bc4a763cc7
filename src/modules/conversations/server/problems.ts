import type { Message } from '#conversations/contract/message.ts'
import { problem } from '#kernel/problem.ts'

export const conversationNotFound = problem('conversations.conversation_not_found', 404)
export const messageNotFound = problem('conversations.message_not_found', 404)
export const channelNotFound = problem('conversations.channel_not_found', 404)
/** A text names data that do not exist. */
export const unknownVariables = problem<{ names: string }>('conversations.unknown_variables', 422)
export const cannedReplyNotFound = problem('conversations.canned_reply_not_found', 404)

/** Others wrote meanwhile: `messages` are the ones that the writer has not seen, oldest first. */
export const threadMoved = problem<{ messages: Message[]; lastMessageId: string | null }>('conversations.thread_moved', 409)
export const taken = problem<{ assigneeId: string; assigneeName: string }>('conversations.taken', 409)
export const notYours = problem('conversations.not_yours', 409)

/** 24 hours have passed since the customer last wrote: only approved templates get through. */
export const windowClosed = problem<{ windowExpiresAt: string }>('conversations.window_closed', 409)
export const neverWrote = problem('conversations.never_wrote', 409)
export const channelIsStopped = problem<{ name: string }>('conversations.channel_stopped', 409)
export const noAddress = problem('conversations.no_address', 409)

export const scheduledNotFound = problem('conversations.scheduled_not_found', 404)
/** It was sent or cancelled meanwhile. */
export const scheduledIsOver = problem('conversations.scheduled_is_over', 409)
export const sendInThePast = problem('conversations.send_in_the_past', 422)
export const sendTooFar = problem<{ days: number }>('conversations.send_too_far', 422)
export const tooManyScheduled = problem<{ limit: number }>('conversations.too_many_scheduled', 409)
/** It waits for a customer who does not answer, and by then free text no longer gets through. */
export const windowOverByThen = problem<{ windowExpiresAt: string }>('conversations.window_over_by_then', 409)

export const nothingToRetry = problem('conversations.nothing_to_retry', 409)
export const unconfirmed = problem('conversations.unconfirmed', 409)
export const cannotReact = problem('conversations.cannot_react', 409)
export const cannotQuote = problem('conversations.cannot_quote', 409)
/** The channel carries no such thing: a place, a reaction. */
export const contentRefused = problem('conversations.content_refused', 422)
export const fileNotFound = problem('conversations.file_not_found', 422)
/** The channel takes no such file: `reason` is `mime_not_accepted`, `too_large` or `empty`. */
export const fileRefused = problem<{ reason: string; kind: string; limitBytes: number }>('conversations.file_refused', 422)
export const snoozeInThePast = problem('conversations.snooze_in_the_past', 422)
export const tooManyLabels = problem<{ limit: number }>('conversations.too_many_labels', 409)
export const assigneeUnknown = problem('conversations.assignee_unknown', 422)
export const teamUnknown = problem('conversations.team_unknown', 422)
export const channelUnknown = problem('conversations.channel_unknown', 422)
export const calendarUnknown = problem('conversations.calendar_unknown', 422)
export const calendarInUse = problem('conversations.calendar_in_use', 409)
export const defaultPolicyStays = problem('conversations.default_policy_stays', 409)
export const brandUnknown = problem('conversations.brand_unknown', 422)
export const brandInUse = problem('conversations.brand_in_use', 409)

/** The provider does not accept token and number together: `reason` is a key of `conversations.failures`. */
export const channelRefused = problem<{ reason: string; code: number | null }>('conversations.channel_refused', 422)
export const numberInUse = problem('conversations.number_in_use', 409)
export const notTheSameCustomer = problem('conversations.not_the_same_customer', 409)
export const exportNotFound = problem('conversations.export_not_found', 404)

/** Only a number whose connection was never finished, and that nobody wrote to, can be forgotten. */
export const channelInUse = problem<{ name: string }>('conversations.channel_in_use', 409)
export const noSpareNumber = problem('conversations.no_spare_number', 404)
export const phoneInvalid = problem('conversations.phone_invalid', 422)
export const shortcutTaken = problem<{ shortcut: string }>('conversations.shortcut_taken', 409)
/** What was typed is no address of the extension, or no telephone number. */
export const connectorAddress = problem('conversations.connector_address', 422)
export const connectorPhone = problem('conversations.connector_phone', 422)
export const connectorUnknown = problem('conversations.connector_unknown', 404)
export const badSignature = problem('conversations.bad_signature', 401)
export const handshakeRefused = problem('conversations.handshake_refused', 403)

/** Only a person, with a session, can be available or claim work. */
export const personOnly = problem('conversations.person_only', 409)
export const backInThePast = problem('conversations.back_in_the_past', 422)
export const noteRequired = problem('conversations.note_required', 422)
/** Mentioned is only who may see the conversation. */
export const cannotMention = problem('conversations.cannot_mention', 422)
export const ruleNotFound = problem('conversations.rule_not_found', 404)
/** The channel or the brand that a rule names. */
export const ruleNamesUnknown = problem('conversations.rule_names_unknown', 422)
export const orderIncomplete = problem('conversations.order_incomplete', 422)

export const templateNotFound = problem('conversations.template_not_found', 404)
export const templateAccountUnknown = problem('conversations.template_account_unknown', 422)
export const templateExists = problem<{ name: string }>('conversations.template_exists', 409)
export const templateInvalid = problem<{ issues: { path: string; message: string }[] }>('conversations.template_invalid', 422)
/** The provider says no: `reason` is a case of the sentence, `words` are the provider's own. */
export const templateRefused = problem<{ reason: string; words: string }>('conversations.template_refused', 422)
export const templateNothingToSubmit = problem('conversations.template_nothing_to_submit', 409)
export const templateTooOften = problem('conversations.template_too_often', 409)
/** Only what the provider approved goes out: `state` says how it stands. */
export const templateNotReady = problem<{ state: string; name: string }>('conversations.template_not_ready', 409)
export const templateUnfillable = problem('conversations.template_unfillable', 409)
export const templateValuesMissing = problem<{ names: string }>('conversations.template_values_missing', 422)
export const templateNeedsFile = problem('conversations.template_needs_file', 422)
export const templateNeedsPlace = problem('conversations.template_needs_place', 422)
