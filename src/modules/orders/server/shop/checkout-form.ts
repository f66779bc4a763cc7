import { html, raw, type Markup } from '#kernel/html/html.ts'
import type { Translate } from '#kernel/i18n/translate.ts'
import type { ShopView } from '#orders/server/shop/menu-view.ts'
import { moneyOf, wordsOf } from '#orders/server/shop/offer.ts'
import type { OpenShop } from '#orders/server/shop/shops.ts'

/** Filled in by the script: what is asked of a product before it goes into the basket. */
export const productDialog = (t: Translate): Markup => html`<dialog id="product" aria-labelledby="product-name">
  <form method="dialog">
    <div class="bar"><h2 id="product-name"></h2><button type="button" class="close" data-close aria-label="${t('orders.shop.close')}">×</button></div>
    <div class="scroll">
      <img id="product-image" alt="" hidden />
      <p id="product-about"></p>
      <p class="labels" id="product-labels"></p>
      <div id="product-choices"></div>
      <div class="field">
        <label for="product-note">${t('orders.shop.line_note')}</label>
        <input id="product-note" maxlength="300" autocomplete="off" placeholder="${t('orders.shop.line_note_example')}" />
      </div>
    </div>
    <div class="bar foot">
      <div class="stepper" role="group" aria-label="${t('orders.shop.quantity')}">
        <button type="button" id="product-less" aria-label="${t('orders.shop.browser.less')}">−</button>
        <output id="product-quantity" aria-live="polite">1</output>
        <button type="button" id="product-more" aria-label="${t('orders.shop.browser.more')}">+</button>
      </div>
      <button type="submit" class="main" id="product-add"><span>${t('orders.shop.add')}</span> <strong id="product-price"></strong></button>
    </div>
  </form>
</dialog>`

/** The basket and everything that has to be known to order it. The script fills in lines, sums and hours. */
export function checkoutForm(shop: OpenShop, view: ShopView, table: string | null): Markup {
  const t = wordsOf(shop)
  const { fulfilments } = shop.terms
  const ways =
    table !== null ? (['table', ...fulfilments.filter((way) => way !== 'table')] as const) : fulfilments.filter((way) => way !== 'table')
  const options = ways.length > 0 ? ways : fulfilments
  return html`<dialog id="basket" aria-labelledby="basket-title">
    <form novalidate>
      <div class="bar"><h2 id="basket-title">${t('orders.shop.your_order')}</h2><button type="button" class="close" data-close aria-label="${t('orders.shop.close')}">×</button></div>
      <div class="scroll">
        <div id="trouble" role="alert" tabindex="-1" hidden></div>
        <ul id="lines"></ul>
        <div class="field coupon">
          <label for="coupon">${t('orders.shop.coupon')}</label>
          <div class="joined"><input id="coupon" maxlength="40" autocomplete="off" autocapitalize="characters" /><button type="button" id="use-coupon">${t('orders.shop.use_coupon')}</button></div>
          <ul id="promotions"></ul>
        </div>
        <dl id="sums" aria-live="polite"></dl>
        <fieldset class="field" id="way"><legend>${t('orders.shop.how')}</legend>
          ${options.map((way, i) => radio('fulfilment', way, way === 'table' ? t('orders.shop.at_table', { no: table ?? '' }) : t(`orders.shop.ways.${way}`), i === 0))}
        </fieldset>
        ${fulfilments.includes('delivery') && addressFields(shop, view)}
        <div class="field">
          <label for="wanted">${t('orders.shop.when')}</label>
          <select id="wanted" aria-describedby="wanted-error promise"></select>${errorOf('wanted')}
          <p class="hint" id="promise"></p>
        </div>
        <div class="field"><label for="name">${t('orders.shop.name')}</label><input id="name" autocomplete="name" maxlength="80" aria-describedby="name-error" />${errorOf('name')}</div>
        <div class="field"><label for="phone">${t('orders.shop.phone')}</label><input id="phone" type="tel" inputmode="tel" autocomplete="tel" maxlength="40" aria-describedby="phone-error" />${errorOf('phone')}</div>
        ${paymentFields(shop)}
        <div class="field"><label for="note">${t('orders.shop.note')}</label><textarea id="note" rows="2" maxlength="500"></textarea></div>
        <label class="tick"><input type="checkbox" id="remind" /><span>${t('orders.shop.remind_me')}</span></label>
        <p class="hint">${t('orders.shop.consent')}</p>
      </div>
      <div class="bar foot"><button type="submit" class="main" id="place">${t('orders.shop.browser.place')} <strong id="place-total"></strong></button></div>
    </form>
  </dialog>`
}

const errorOf = (id: string): Markup => html`<small class="bad" id="${id}-error" hidden></small>`

const radio = (name: string, value: string, label: string, isChosen: boolean, more: Markup | null = null): Markup =>
  html`<label class="tick"><input type="radio" name="${name}" value="${value}" ${isChosen && raw('checked')} /><span>${label}${more}</span></label>`

/** A neighbourhood is chosen by its name; a zone that is drawn on the map, by its own. */
function addressFields(shop: OpenShop, { zones }: ShopView): Markup {
  const t = wordsOf(shop)
  const places = zones
    .flatMap(({ id, name, area, feeMinor }) =>
      area.names?.length ? area.names.map((one) => ({ id, label: one, said: one, feeMinor })) : [{ id, label: name, said: '', feeMinor }],
    )
    .toSorted((a, b) => a.label.localeCompare(b.label, shop.brand.locale))
  const fee = (minor: number): string => (minor === 0 ? t('orders.shop.browser.free') : moneyOf(shop, minor))
  return html`<div id="delivery-fields">
    <div class="field"><label for="address">${t('orders.shop.address')}</label><input id="address" autocomplete="street-address" maxlength="200" aria-describedby="address-error" placeholder="${t('orders.shop.address_example')}" />${errorOf('address')}</div>
    ${
      places.length > 0 &&
      html`<div class="field"><label for="place-name">${t('orders.shop.neighbourhood')}</label>
        <select id="place-name">
          <option value="">${t('orders.shop.neighbourhood_choose')}</option>
          ${places.map(({ id, label, said, feeMinor }) => html`<option value="${id}|${said}">${label} · ${fee(feeMinor)}</option>`)}
          <option value="|">${t('orders.shop.neighbourhood_other')}</option>
        </select></div>`
    }
    <p><button type="button" class="quiet" id="locate">${t('orders.shop.locate')}</button> <span id="located" role="status"></span></p>
    <div class="field"><label for="address-notes">${t('orders.shop.address_notes')}</label><input id="address-notes" maxlength="200" autocomplete="off" placeholder="${t('orders.shop.address_notes_example')}" /></div>
    ${shop.terms.fulfilments.includes('pickup') && html`<p id="offer-pickup" hidden><button type="button" class="quiet">${t('orders.shop.pickup_instead')}</button></p>`}
  </div>`
}

function paymentFields(shop: OpenShop): Markup {
  const t = wordsOf(shop)
  const { methods, transferAlias } = shop.terms
  return html`<fieldset class="field" id="paying" aria-describedby="paymentMethod-error"><legend>${t('orders.shop.payment')}</legend>
      ${methods.map((method) => radio('method', method, t(`orders.shop.methods.${method}`), methods.length === 1))}${errorOf('paymentMethod')}
    </fieldset>
    ${
      methods.includes('cash') &&
      html`<div class="field" id="cash-fields" hidden><label for="pays-with">${t('orders.shop.pays_with')}</label><input id="pays-with" inputmode="decimal" autocomplete="off" maxlength="16" aria-describedby="paysWithMinor-error" placeholder="${t('orders.shop.pays_with_example')}" />${errorOf('paysWithMinor')}</div>`
    }
    ${methods.includes('transfer') && html`<p class="notice" id="transfer-fields" hidden>${t('orders.shop.transfer_to')} <strong>${transferAlias}</strong></p>`}`
}
