-- What was sold, added up day by day of the organization's calendar, so that a year of a million orders is some ten thousands
-- of rows. Only days that are over are added up, and only while nothing of them changes: the rest is read from the orders
-- themselves. Everything here can be thrown away and counted again.

-- Days that were counted. An order of such a day that changes takes `is_settled` away in its own transaction; whoever counts
-- holds the row, so that a count and a change never miss each other.
create table orders.sales_day (
  org_id uuid not null default kernel.current_org(),
  day date not null,
  -- In which the day was cut.
  zone text not null,
  is_settled boolean not null,
  primary key (org_id, day)
);
select kernel.tenant_table('orders.sales_day');

create table orders.sales_count (
  org_id uuid not null default kernel.current_org(),
  dimension text not null check (dimension in ('door', 'fulfilment', 'hour', 'agent', 'category', 'variant', 'promotion')),
  day date not null,
  -- What of the dimension: a door, an hour of the day, the id of a person, a category, a variant, a promotion; empty: of none.
  key text collate "C" not null,
  brand_id uuid not null,
  currency char(3) not null,
  -- Of promotions alone: what it was called.
  name text not null default '',
  orders bigint not null,
  cancelled bigint not null,
  quantity_milli bigint not null,
  -- What was sold, less what came back; what was given away; what is left without taxes, and of that what has a known cost.
  total_minor bigint not null,
  discount_minor bigint not null,
  net_minor bigint not null,
  costed_minor bigint not null,
  cost_minor bigint not null,
  primary key (org_id, dimension, day, key, brand_id, currency)
);
select kernel.tenant_table('orders.sales_count');

-- How many orders took how long, `seconds` being rounded (figures/durations of the contract): from confirmed to ready, from
-- leaving to arriving, from ordered to in hand.
create table orders.pace_count (
  org_id uuid not null default kernel.current_org(),
  day date not null,
  stretch text not null check (stretch in ('preparation', 'delivery', 'whole')),
  fulfilment text not null check (fulfilment in ('delivery', 'pickup', 'table')),
  brand_id uuid not null,
  seconds bigint not null,
  count bigint not null,
  primary key (org_id, day, stretch, fulfilment, brand_id, seconds)
);
select kernel.tenant_table('orders.pace_count');

-- Why orders came to nothing is read from the orders: reasons are what somebody wrote, and go when they are asked to.
create index customer_order_cancelled on orders.customer_order (org_id, placed_at)
  include (brand_id, currency, total_minor, cancel_reason) where state = 'cancelled';
