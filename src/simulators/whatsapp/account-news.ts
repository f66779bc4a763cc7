import type { Machine } from './exchange.ts'
import type { BusinessNumber } from './state.ts'

/** What the business agreed with the provider about a number. */
export type Account = {
  nameStatus: 'APPROVED' | 'PENDING_REVIEW' | 'DECLINED' | 'AVAILABLE_WITHOUT_REVIEW'
  isRegistered: boolean
  /** Of the two-step verification; null until somebody registers the number. */
  pin: string | null
  wrongPins: number
  /** It lives in the telephone app too. */
  isOnPhoneApp: boolean
}

export const newAccount = (): Account => ({
  nameStatus: 'APPROVED',
  isRegistered: true,
  pin: null,
  wrongPins: 0,
  isOnPhoneApp: false,
})

/** What the provider decides about a number, and tells in webhooks of the account: these carry the number in words only. */
export function accountNews({ world, webhooks }: Machine, find: (phoneNumberId: string) => BusinessNumber) {
  const displayed = (number: BusinessNumber): string => number.displayPhone.replace(/\D/g, '')
  function announce(phoneNumberId: string, field: string, value: Record<string, unknown>): void {
    const { wabaId } = find(phoneNumberId)
    webhooks.tell({ wabaId, phoneNumberId: null, field, list: null, item: value, contact: null })
  }
  return {
    /** Any field of the account with any value. */
    announce,
    changeQuality(phoneNumberId: string, quality: BusinessNumber['quality']): void {
      const number = find(phoneNumberId)
      const event = quality === 'RED' ? 'FLAGGED' : number.quality === 'RED' ? 'UNFLAGGED' : 'ONBOARDING'
      number.quality = quality
      announce(phoneNumberId, 'phone_number_quality_update', {
        display_phone_number: displayed(number),
        event,
        current_limit: number.tier,
      })
    },
    /** More or fewer people a day, for every number of the business. */
    changeLimit(phoneNumberId: string, tier: string): void {
      const number = find(phoneNumberId)
      const before = number.tier
      for (const other of world.numbers.values()) if (other.wabaId === number.wabaId) other.tier = tier
      announce(phoneNumberId, 'business_capability_update', {
        max_daily_conversations_per_business: tier,
        max_phone_numbers_per_business: 25,
        previous_limit: before,
      })
    },
    decideName(phoneNumberId: string, name: string, decision: 'APPROVED' | 'REJECTED', reason = 'NONE'): void {
      const number = find(phoneNumberId)
      if (decision === 'APPROVED') number.verifiedName = name
      number.account.nameStatus = decision === 'APPROVED' ? 'APPROVED' : 'DECLINED'
      announce(phoneNumberId, 'phone_number_name_update', {
        display_phone_number: displayed(number),
        decision,
        requested_verified_name: name,
        rejection_reason: reason,
      })
    },
    setAccount: (phoneNumberId: string, change: Partial<Account>): void => void Object.assign(find(phoneNumberId).account, change),
    /** A token that ends, or that may not do everything. */
    setToken(token: string, change: { scopes?: readonly string[]; expiresAt?: number; isRevoked?: boolean }): void {
      const known = world.tokens.get(token)
      if (!known) throw new Error('No such token')
      Object.assign(known, change)
    },
    /** The template that every new account has. */
    addHelloWorld(phoneNumberId: string): void {
      const { wabaId } = find(phoneNumberId)
      const id = `9${[...wabaId].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1e9, 7)}`
      world.templates.set(id, {
        id,
        wabaId,
        name: 'hello_world',
        language: 'en_US',
        category: 'UTILITY',
        parameterFormat: 'POSITIONAL',
        components: [
          { type: 'HEADER', format: 'TEXT', text: 'Hello World' },
          {
            type: 'BODY',
            text: 'Welcome and congratulations!! This message demonstrates your ability to send a WhatsApp message notification.',
          },
          { type: 'FOOTER', text: 'WhatsApp Business Platform sample message' },
        ],
        status: 'APPROVED',
        reason: 'NONE',
      })
    },
  }
}
