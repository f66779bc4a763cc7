-- What somebody is putting together in a conversation with the bot: where it stands, until it is an order, a person's, or given up.
create table orders.bot_cart (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  -- The run of the bot that it belongs to.
  run_key text not null,
  brand_id uuid not null,
  contact_id uuid not null,
  conversation_id uuid not null,
  state text not null check (state in ('open', 'placed', 'handed-over', 'left')),
  -- `Place` of server/bot/place.ts.
  place jsonb not null,
  line_count bigint not null,
  -- The draft or order that it has become.
  order_id uuid,
  heard_at timestamptz not null,
  reminded_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, id)
);
create unique index bot_cart_open on orders.bot_cart (org_id, run_key) where state = 'open';
create index bot_cart_contact on orders.bot_cart (org_id, contact_id, brand_id, heard_at desc) where state = 'open';
select kernel.tenant_table('orders.bot_cart');
