import { problem } from '#kernel/problem.ts'

export const orderNotFound = problem('orders.order_not_found', 404)
/** `why`: a refusal of contract/order-step.ts. */
export const stepRefused = problem<{ from: string; to: string; why: string }>('orders.step_refused', 409)
export const reasonMissing = problem('orders.reason_missing', 422)
export const orderClosed = problem('orders.order_closed', 409)
export const brandUnknown = problem('orders.brand_unknown', 422)
export const contactUnknown = problem('orders.contact_unknown', 422)
export const colleagueUnknown = problem('orders.colleague_unknown', 422)
export const addressMissing = problem('orders.address_missing', 422)
export const zoneUnknown = problem('orders.zone_unknown', 422)
/** No zone reaches there. */
export const outsideZones = problem('orders.outside_zones', 422)
/** The address does not say in which zone it is: somebody has to choose. */
export const zoneUnsure = problem('orders.zone_unsure', 422)
/** In words of the person: `minimum` and `missing` are amounts with their currency. */
export const belowMinimum = problem<{ zone: string; minimum: string; missing: string }>('orders.below_minimum', 422)
/** It comes to something else than somebody was shown. `was` and `now` are amounts with their currency, in words of the person. */
export const totalChanged = problem<{ was: string; now: string; totalMinor: number }>('orders.total_changed', 409)
export const zoneNotFound = problem('orders.zone_not_found', 404)
/** Its sides cross, or it has no inside. */
export const zoneShape = problem('orders.zone_shape', 422)

export const lineUnknown = problem('orders.line_unknown', 422)
/** It was handed over in part or as a whole: what is done cannot be taken out by an edit. */
export const lineHandedOver = problem<{ name: string }>('orders.line_handed_over', 409)
/** More than there is left of it. */
export const tooMuchOfLine = problem<{ name: string; left: string }>('orders.too_much_of_line', 422)

export const paymentTooEarly = problem('orders.payment_too_early', 409)
/** `left` is what is still to be paid, in words. */
export const overpaid = problem<{ left: string }>('orders.overpaid', 422)
export const nothingToPay = problem('orders.nothing_to_pay', 409)
export const tenderedTooLittle = problem('orders.tendered_too_little', 422)
export const refundTooLarge = problem<{ left: string }>('orders.refund_too_large', 422)

export const prefixTaken = problem<{ prefix: string }>('orders.prefix_taken', 409)
/** `state`: named twice, or one that every brand has to use. */
export const statesWrong = problem<{ state: string }>('orders.states_wrong', 422)
export const stationTwice = problem<{ name: string }>('orders.station_twice', 409)

export const noticeTwice = problem<{ state: string }>('orders.notice_twice', 422)
/** `variable` as it was written; `issues` say the same of each field with one. */
export const noticeVariableUnknown = problem<{ variable: string; issues?: { path: string; message: string }[] }>(
  'orders.notice_variable_unknown',
  422,
)

/** The message is none of the catalogue, is ours, or was taken back. */
export const notACatalogueOrder = problem('orders.not_a_catalogue_order', 422)
/** `skus`: what the customer asked for. */
export const nothingToOrder = problem<{ skus: string }>('orders.nothing_to_order', 422)

export const shopNotFound = problem('orders.shop_not_found', 404)
export const shopSlugReserved = problem<{ slug: string }>('orders.shop_slug_reserved', 422)
export const shopSlugTaken = problem<{ slug: string }>('orders.shop_slug_taken', 409)
export const shopAliasMissing = problem('orders.shop_alias_missing', 422)
export const shopTablesMissing = problem('orders.shop_tables_missing', 422)
export const shopTemplateMissing = problem('orders.shop_template_missing', 422)
export const shopCoverBroken = problem<{ name: string }>('orders.shop_cover_broken', 422)
export const shopCoverUnknown = problem('orders.shop_cover_unknown', 422)

/** What a visitor of a shop is told. `issues`: by the field that has to be mended. */
export const shopBasketEmpty = problem('orders.shop_basket_empty', 422)
export const shopFieldsWrong = problem<{ issues: { path: string; message: string }[] }>('orders.shop_fields_wrong', 422)
/** `names`: what cannot be had any more, in words. */
export const shopLinesGone = problem<{ names: string }>('orders.shop_lines_gone', 409)
/** Amounts in words. */
export const shopPriceChanged = problem<{ was: string; now: string; totalMinor: number }>('orders.shop_price_changed', 409)
export const shopBelowMinimum = problem<{ missing: string }>('orders.shop_below_minimum', 422)
/** `opens`: when, in words, or `never`. */
export const shopClosed = problem<{ opens: string }>('orders.shop_closed', 409)
export const shopHourGone = problem('orders.shop_hour_gone', 409)

export const recurringNotFound = problem('orders.recurring_not_found', 404)
/** Its first date is over. */
export const recurringPast = problem('orders.recurring_past', 422)
/** No date of it comes any more. */
export const recurringEnded = problem('orders.recurring_ended', 409)
/** Its next date is another one by now. */
export const recurringMoved = problem('orders.recurring_moved', 409)
/** It names goods, or choices of them, that there are not. */
export const recurringGoods = problem('orders.recurring_goods', 422)
