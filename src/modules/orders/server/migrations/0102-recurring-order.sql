-- Orders that come again by themselves. Dates are days where the brand is.
create table orders.recurring_order (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  brand_id uuid not null,
  contact_id uuid not null,
  -- The merge of contacts that brought it here, for as long as that can be undone.
  merge_id uuid,
  door text not null,
  state text not null check (state in ('active', 'paused', 'ended')),
  rhythm text not null check (rhythm in ('week', 'two_weeks', 'month')),
  -- The first date: later ones are counted from it, so that a short month shortens only itself.
  starts_on date not null,
  next_on date,
  ends_on date,
  wanted_minute bigint check (wanted_minute between 0 and 1439),
  makes text not null check (makes in ('draft', 'confirmed')),
  ask_days bigint check (ask_days between 1 and 14),
  -- The date that the customer was asked about last.
  asked_on date,
  fulfilment text not null check (fulfilment in ('delivery', 'pickup')),
  address jsonb,
  zone_id uuid,
  note text not null default '',
  payment_method text,
  -- Contract `BasketLine`: what is wanted, never for how much.
  lines jsonb not null,
  created_at timestamptz not null,
  created_by_id uuid,
  created_by_name text,
  version bigint not null default 1,
  primary key (org_id, id),
  check ((state = 'ended') = (next_on is null))
);
select kernel.tenant_table('orders.recurring_order');
create index recurring_order_next on orders.recurring_order (org_id, next_on, id);
create index recurring_order_contact on orders.recurring_order (org_id, contact_id);

-- What became of each date. One row a date: an order is made of it once.
create table orders.recurring_run (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  recurring_id uuid not null,
  due_on date not null,
  outcome text not null check (outcome in ('made', 'skipped', 'failed')),
  order_id uuid,
  left_out jsonb not null default '[]',
  problem text,
  at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, recurring_id, due_on),
  foreign key (org_id, recurring_id) references orders.recurring_order (org_id, id) on delete cascade
);
select kernel.tenant_table('orders.recurring_run');
