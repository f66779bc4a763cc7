-- An order, whatever door it came in by. Its three states do not depend on each other: how far it is, what is paid, what is
-- taken from the shelf. Prices and names are as they were when it was confirmed.
create table orders.customer_order (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  -- Without gaps per brand and year; null while it is a draft.
  number text collate "C" check (length(number) between 1 and 40),
  brand_id uuid not null,
  contact_id uuid,
  -- As the contact is called now: lists and the kitchen show it without asking whose it is.
  contact_name text,
  conversation_id uuid,
  door text not null check (door in ('whatsapp', 'bot', 'catalogue', 'web', 'phone', 'counter', 'api')),
  -- What made it, at its door: the id of the message, of the cart, of the caller. The same one makes no second order.
  source_key text collate "C" check (length(source_key) between 1 and 200),
  state text not null check (
    state in ('draft', 'received', 'confirmed', 'preparing', 'ready', 'on_the_way', 'delivered', 'cancelled', 'returned')),
  state_since timestamptz not null,
  payment_state text not null check (payment_state in ('none', 'partial', 'paid', 'refunded')),
  stock_state text not null default 'none' check (stock_state in ('none', 'reserved', 'issued', 'returned')),
  fulfilment text not null check (fulfilment in ('delivery', 'pickup', 'table')),
  -- { "text": "...", "notes": "...", "latitude": ..., "longitude": ... }
  address jsonb,
  zone_id uuid,
  table_name text check (length(table_name) between 1 and 40),
  -- When the customer wants it; null: as soon as it is there.
  wanted_at timestamptz,
  promised_at timestamptz,
  note text not null default '' check (length(note) <= 1000),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  includes_tax boolean not null,
  price_list_id uuid not null,
  coupon_codes text[] not null default '{}',
  subtotal_minor bigint not null,
  discount_minor bigint not null check (discount_minor >= 0),
  delivery_minor bigint not null check (delivery_minor >= 0),
  delivery_discount_minor bigint not null default 0 check (delivery_discount_minor between 0 and delivery_minor),
  net_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null check (total_minor >= 0),
  -- [{ "kind": "taxed", "basisPoints": 2100, "netMinor": ..., "taxMinor": ... }]
  taxes jsonb not null,
  -- What each promotion did, or why it did not: contract PromotionNote.
  promotions jsonb not null default '[]',
  paid_minor bigint not null default 0 check (paid_minor >= 0),
  refunded_minor bigint not null default 0 check (refunded_minor between 0 and paid_minor),
  returned_minor bigint not null default 0 check (returned_minor >= 0),
  -- How the customer said they would pay.
  payment_method text check (payment_method in ('cash', 'card', 'transfer', 'other')),
  -- What they pay with, so that whoever delivers brings change.
  pays_with_minor bigint check (pays_with_minor >= 0),
  assignee_id uuid,
  driver_id uuid,
  cancel_reason text check (length(cancel_reason) between 1 and 300),
  placed_at timestamptz,
  confirmed_at timestamptz,
  ready_at timestamptz,
  dispatched_at timestamptz,
  closed_at timestamptz,
  search_text text not null,
  created_at timestamptz not null,
  created_by_id uuid,
  created_by_name text,
  version bigint not null default 1,
  primary key (org_id, id)
);
select kernel.tenant_table('orders.customer_order');
create unique index customer_order_by_number on orders.customer_order (org_id, number) where number is not null;
create unique index customer_order_by_source on orders.customer_order (org_id, door, source_key) where source_key is not null;
create index customer_order_newest on orders.customer_order (org_id, created_at desc, id desc);
create index customer_order_placed on orders.customer_order (org_id, placed_at) where placed_at is not null;
create index customer_order_open on orders.customer_order (org_id, brand_id, state, placed_at) where closed_at is null;
create index customer_order_of_contact on orders.customer_order (org_id, contact_id, created_at desc) where contact_id is not null;
create index customer_order_of_conversation on orders.customer_order (org_id, conversation_id, created_at desc) where conversation_id is not null;

create table orders.order_line (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  order_id uuid not null,
  position bigint not null,
  -- 0: as it was confirmed; each edit afterwards has a number of its own.
  amendment bigint not null default 0,
  product_id uuid not null,
  variant_id uuid not null,
  category_id uuid,
  name text not null check (length(name) between 1 and 340),
  sku text,
  unit text not null,
  quantity_milli bigint not null check (quantity_milli > 0),
  -- [{ "id": ..., "name": ..., "priceMinor": ..., "variantId": ... }]
  modifiers jsonb not null default '[]',
  note text not null default '' check (length(note) <= 300),
  list_price_minor bigint not null check (list_price_minor >= 0),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  gross_minor bigint not null,
  -- [{ "promotionId": ..., "name": ..., "amountMinor": ... }]
  discounts jsonb not null default '[]',
  total_minor bigint not null check (total_minor >= 0),
  tax_kind text not null check (tax_kind in ('taxed', 'exempt', 'untaxed')),
  tax_basis_points bigint not null,
  cost_minor bigint check (cost_minor >= 0),
  station text,
  prepared_at timestamptz,
  delivered_milli bigint not null default 0 check (delivered_milli between 0 and quantity_milli),
  returned_milli bigint not null default 0 check (returned_milli between 0 and delivered_milli),
  -- Taken out of the order again, by an edit.
  removed_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders.customer_order (org_id, id)
);
select kernel.tenant_table('orders.order_line');
create index order_line_of on orders.order_line (org_id, order_id, position);
create index order_line_by_product on orders.order_line (org_id, product_id, order_id);

-- Every step, and every other thing that was done to an order.
create table orders.order_event (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  order_id uuid not null,
  kind text not null check (kind in ('state', 'edited', 'payment', 'refund', 'delivered', 'returned', 'assigned', 'told')),
  from_state text,
  to_state text,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text,
  reason text check (length(reason) between 1 and 300),
  detail jsonb not null default '{}',
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders.customer_order (org_id, id)
);
-- Changed by an erasure alone, which takes out what somebody wrote.
select kernel.tenant_table('orders.order_event', 'select, insert, update');
create index order_event_of on orders.order_event (org_id, order_id, at, id);

-- Money that somebody took by hand, or gave back (`is_refund`).
create table orders.payment (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  order_id uuid not null,
  method text not null check (method in ('cash', 'card', 'transfer', 'other')),
  amount_minor bigint not null check (amount_minor > 0),
  is_refund boolean not null,
  reference text not null default '' check (length(reference) <= 120),
  at timestamptz not null,
  taken_by_id uuid,
  taken_by_name text,
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders.customer_order (org_id, id)
);
select kernel.tenant_table('orders.payment', 'select, insert, update');
create index payment_of_order on orders.payment (org_id, order_id, at);
create index payment_by_time on orders.payment (org_id, at);

-- Numbers without gaps: the row is held by whoever takes the next one until the order is there, or is not.
create table orders.order_series (
  org_id uuid not null default kernel.current_org(),
  brand_id uuid not null,
  year bigint not null,
  last bigint not null check (last > 0),
  primary key (org_id, brand_id, year)
);
select kernel.tenant_table('orders.order_series', 'select, insert, update');

create index customer_order_search on orders.customer_order using gin (org_id, search_text gin_trgm_ops);
create function orders.search_order(first text, second text, third text, rest text[], most bigint) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select id from orders.customer_order
  where org_id = kernel.current_org()
    and search_text like first and search_text like second and search_text like third and search_text like all (rest)
  order by created_at desc
  limit most
$$;
select kernel.search_function('orders.search_order(text, text, text, text[], bigint)', 'orders.customer_order');
