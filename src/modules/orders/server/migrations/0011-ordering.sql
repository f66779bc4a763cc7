-- How a brand takes orders. Without a row it is as usual.
create table orders.brand_ordering (
  org_id uuid not null default kernel.current_org(),
  brand_id uuid not null,
  -- Before the year in its numbers: no two brands have the same.
  prefix text collate "C" not null check (prefix ~ '^[A-Z][A-Z0-9]{0,5}$'),
  -- [{ "state": "preparing", "name": "En el horno", "isUsed": true }]
  states jsonb not null default '[]',
  may_go_back boolean not null default true,
  ready_minutes bigint not null default 30 check (ready_minutes between 0 and 10080),
  version bigint not null default 1,
  primary key (org_id, brand_id)
);
select kernel.tenant_table('orders.brand_ordering');
create unique index brand_ordering_prefix on orders.brand_ordering (org_id, prefix);

create table orders.station (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  name text not null check (length(name) between 1 and 40),
  position bigint not null,
  primary key (org_id, id)
);
select kernel.tenant_table('orders.station');

create table orders.delivery_zone (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  brand_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  -- Contract `Area`: a circle, a shape, or names of neighbourhoods.
  area jsonb not null,
  fee_minor bigint not null check (fee_minor >= 0),
  minimum_minor bigint not null check (minimum_minor >= 0),
  free_from_minor bigint check (free_from_minor >= 0),
  minutes bigint not null check (minutes between 0 and 10080),
  created_at timestamptz not null,
  archived_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id)
);
select kernel.tenant_table('orders.delivery_zone');
create index delivery_zone_of on orders.delivery_zone (org_id, brand_id) where archived_at is null;

-- Which orders came over with a merge of contacts, for as long as it can be undone.
create table orders.contact_merge (
  org_id uuid not null default kernel.current_org(),
  merge_id uuid not null,
  order_ids uuid[] not null,
  merged_at timestamptz not null,
  primary key (org_id, merge_id)
);
select kernel.tenant_table('orders.contact_merge');

alter table orders.customer_order
  -- How often it was edited after it was confirmed.
  add column amendment bigint not null default 0,
  add column line_count bigint not null default 0,
  -- No zone said the fee: somebody did, who may bring things anywhere.
  add column is_by_hand boolean not null default false,
  -- All of it was paid, for the first time.
  add column paid_at timestamptz;
create index customer_order_of_driver on orders.customer_order (org_id, driver_id, placed_at) where driver_id is not null and closed_at is null;
create index customer_order_closed on orders.customer_order (org_id, closed_at) where closed_at is not null;
-- What a combo was made of and how its price was split over that: contract `QuotedLine.parts`.
alter table orders.order_line add column parts jsonb;
