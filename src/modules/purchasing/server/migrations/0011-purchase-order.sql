create table purchasing.purchase_order (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  -- Without gaps per brand and year; null while it is a draft.
  number text collate "C" check (length(number) between 1 and 40),
  brand_id uuid not null,
  supplier_id uuid not null,
  state text not null check (state in ('draft', 'sent', 'partially_received', 'received', 'billed', 'closed', 'cancelled')),
  state_since timestamptz not null,
  approval text not null check (approval in ('none', 'needed', 'approved', 'refused')),
  approval_by_id uuid,
  approval_by_name text,
  -- Where it comes to; null: wherever goods come to when nobody says.
  location_id uuid,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  note text not null default '' check (length(note) <= 1000),
  expected_on date,
  total_minor bigint not null check (total_minor >= 0),
  line_count bigint not null check (line_count >= 0),
  sent_at timestamptz,
  sent_via text check (sent_via in ('whatsapp', 'mail', 'hand')),
  message_id uuid,
  conversation_id uuid,
  mail_id uuid,
  first_received_at timestamptz,
  received_at timestamptz,
  closed_at timestamptz,
  close_reason text check (length(close_reason) between 1 and 300),
  created_at timestamptz not null,
  created_by_id uuid,
  created_by_name text,
  search_text text not null,
  version bigint not null default 1,
  primary key (org_id, id),
  foreign key (org_id, supplier_id) references purchasing.supplier (org_id, id)
);
select kernel.tenant_table('purchasing.purchase_order');
create unique index purchase_order_by_number on purchasing.purchase_order (org_id, number) where number is not null;
create index purchase_order_newest on purchasing.purchase_order (org_id, created_at desc, id desc);
create index purchase_order_open on purchasing.purchase_order (org_id, state, created_at) where closed_at is null;
create index purchase_order_of_supplier on purchasing.purchase_order (org_id, supplier_id, created_at desc);

create table purchasing.order_line (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  order_id uuid not null,
  position bigint not null,
  variant_id uuid not null,
  item_id uuid,
  name text not null check (length(name) between 1 and 340),
  code text not null default '' check (length(code) <= 60),
  unit text not null,
  supply_unit text not null check (length(supply_unit) between 1 and 30),
  supply_milli bigint not null check (supply_milli > 0),
  stock_milli bigint not null check (stock_milli > 0),
  -- Thousandths of the supplier's unit, and what one of them costs without taxes.
  quantity_milli bigint not null check (quantity_milli > 0),
  price_minor bigint not null check (price_minor >= 0),
  total_minor bigint not null check (total_minor >= 0),
  received_milli bigint not null default 0 check (received_milli >= 0),
  returned_milli bigint not null default 0 check (returned_milli between 0 and received_milli),
  billed_milli bigint not null default 0 check (billed_milli >= 0),
  -- Thousandths of ours that the shelf was told to expect of it.
  expected_milli bigint not null default 0 check (expected_milli >= 0),
  primary key (org_id, id),
  foreign key (org_id, order_id) references purchasing.purchase_order (org_id, id)
);
select kernel.tenant_table('purchasing.order_line');
create index order_line_of on purchasing.order_line (org_id, order_id, position);
create index order_line_of_variant on purchasing.order_line (org_id, variant_id, order_id);

create table purchasing.order_event (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  order_id uuid not null,
  kind text not null check (kind in ('created', 'edited', 'approved', 'refused', 'sent', 'received', 'returned', 'landed', 'costed', 'billed', 'closed', 'cancelled')),
  at timestamptz not null,
  actor_id uuid,
  actor_name text,
  reason text check (length(reason) between 1 and 300),
  detail jsonb not null default '{}',
  primary key (org_id, id),
  foreign key (org_id, order_id) references purchasing.purchase_order (org_id, id)
);
-- Changed by an erasure alone, which takes out what somebody wrote.
select kernel.tenant_table('purchasing.order_event', 'select, insert, update');
create index order_event_of on purchasing.order_event (org_id, order_id, at, id);

-- Numbers without gaps: the row is held by whoever takes the next one until the order has left, or has not.
create table purchasing.order_series (
  org_id uuid not null default kernel.current_org(),
  brand_id uuid not null,
  year bigint not null,
  last bigint not null check (last > 0),
  primary key (org_id, brand_id, year)
);
select kernel.tenant_table('purchasing.order_series', 'select, insert, update');
create table purchasing.brand_prefix (
  org_id uuid not null default kernel.current_org(),
  brand_id uuid not null,
  prefix text collate "C" not null check (prefix ~ '^[A-Z][A-Z0-9]{0,5}$'),
  primary key (org_id, brand_id)
);
select kernel.tenant_table('purchasing.brand_prefix', 'select, insert, update');
create unique index brand_prefix_once on purchasing.brand_prefix (org_id, prefix);

create index purchase_order_search on purchasing.purchase_order using gin (org_id, search_text gin_trgm_ops);
create function purchasing.search_order(words text[], most bigint) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select id from purchasing.purchase_order where org_id = kernel.current_org() and search_text like all (words)
  order by created_at desc limit most
$$;
select kernel.search_function('purchasing.search_order(text[], bigint)', 'purchasing.purchase_order');
