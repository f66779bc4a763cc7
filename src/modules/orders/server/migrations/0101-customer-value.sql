-- What every customer is worth, counted anew each night from their orders: nothing here is known from elsewhere.
create table orders.customer_value (
  org_id uuid not null default kernel.current_org(),
  contact_id uuid not null,
  -- Of all times: purchases, what they came to, the first and the last day, the days that usually lie between.
  orders bigint not null,
  total_minor bigint not null,
  currency char(3) not null,
  first_day date not null,
  last_day date not null,
  last_at timestamptz not null,
  gap_days bigint,
  -- Of the last 365 days.
  year_orders bigint not null,
  year_minor bigint not null,
  recency bigint not null check (recency between 1 and 5),
  frequency bigint not null check (frequency between 1 and 5),
  monetary bigint not null check (monetary between 1 and 5),
  segment text not null check (segment in (
    'champions', 'cant-lose', 'loyal', 'at-risk', 'new', 'promising', 'potential', 'needs-attention', 'about-to-sleep', 'lost')),
  -- What is expected; null where there are too few customers to say.
  alive_percent bigint check (alive_percent between 0 and 100),
  expected_milli bigint,
  value_minor bigint,
  -- The same in whole units of the currency, as people ask for it.
  value_whole bigint,
  is_leaving boolean not null,
  counted_at timestamptz not null,
  primary key (org_id, contact_id)
);
select kernel.tenant_table('orders.customer_value');
create index customer_value_segment on orders.customer_value (org_id, segment);
create index customer_value_orders on orders.customer_value (org_id, orders);
create index customer_value_last on orders.customer_value (org_id, last_at);
create index customer_value_alive on orders.customer_value (org_id, alive_percent);
create index customer_value_value on orders.customer_value (org_id, value_whole);

-- What the expectations were drawn from. One row or none.
create table orders.value_model (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  counted_at timestamptz not null,
  customers bigint not null,
  repeaters bigint not null,
  -- Contract `ValueModel`; null: too few customers came back.
  model jsonb,
  primary key (org_id, id),
  unique (org_id)
);
select kernel.tenant_table('orders.value_model');
create index customer_order_bought on orders.customer_order (org_id, contact_id, placed_at)
  where contact_id is not null and placed_at is not null;
