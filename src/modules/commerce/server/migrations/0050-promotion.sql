-- What takes something off what a basket comes to. `used` and `spent_minor` are counted where there is a limit to either,
-- because whoever counts holds the row: without one, orders of the same hour would wait for each other for nothing.
create table commerce.promotion (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  -- Contract PromotionRule; its kind stands beside it to be filtered by.
  kind text not null check (
    kind in ('n_for_m', 'nth_unit', 'percent', 'amount', 'price', 'combo', 'order_percent', 'order_amount', 'delivery')),
  rule jsonb not null,
  minimum jsonb,
  -- Of its amounts; null where it has none.
  currency char(3) check (currency ~ '^[A-Z]{3}$'),
  most_minor bigint check (most_minor > 0),
  starts_at timestamptz,
  ends_at timestamptz,
  -- Weekly, on the clock of the brand; null: at any hour.
  schedule jsonb,
  -- Empty lists stand for all.
  brand_ids uuid[] not null default '{}',
  doors text[] not null default '{}',
  fulfilments text[] not null default '{}',
  segment_ids uuid[] not null default '{}',
  is_first_purchase boolean not null default false,
  needs_coupon boolean not null default false,
  stacking_group text check (length(stacking_group) between 1 and 40),
  is_exclusive boolean not null default false,
  skips_reduced boolean not null default false,
  priority bigint not null default 0 check (priority between 0 and 1000),
  uses_total bigint check (uses_total > 0),
  uses_per_customer bigint check (uses_per_customer > 0),
  budget_minor bigint check (budget_minor > 0),
  used bigint not null default 0 check (used >= 0),
  spent_minor bigint not null default 0 check (spent_minor >= 0),
  is_paused boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id),
  check (starts_at < ends_at),
  check (rule ->> 'kind' = kind),
  check (used <= uses_total),
  check (spent_minor <= budget_minor)
);
select kernel.tenant_table('commerce.promotion');
create index promotion_newest on commerce.promotion (org_id, created_at desc, id desc);
create index promotion_living on commerce.promotion (org_id, id) where archived_at is null;

-- A code that a customer says. One promotion may have many, each with its own limit.
create table commerce.coupon (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  promotion_id uuid not null,
  -- In capitals.
  code text collate "C" not null check (length(code) between 3 and 40),
  uses_limit bigint check (uses_limit > 0),
  used bigint not null default 0 check (used >= 0),
  created_at timestamptz not null,
  -- Withdrawn: it counts no more, and its code stays taken by what it was used for.
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, promotion_id) references commerce.promotion (org_id, id),
  check (used <= uses_limit)
);
select kernel.tenant_table('commerce.coupon');
create unique index coupon_by_code on commerce.coupon (org_id, code);
create index coupon_of_promotion on commerce.coupon (org_id, promotion_id, created_at desc, id desc);

-- A promotion that counted in an order. Released where the order is called off, or no longer has it.
create table commerce.promotion_use (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  promotion_id uuid not null,
  order_id uuid not null,
  contact_id uuid,
  coupon_id uuid,
  amount_minor bigint not null check (amount_minor >= 0),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  used_at timestamptz not null,
  released_at timestamptz,
  -- Merges of contacts that brought it here, so that undoing one takes exactly those back.
  merged_by uuid[] not null default '{}',
  primary key (org_id, id),
  unique (org_id, order_id, promotion_id),
  foreign key (org_id, promotion_id) references commerce.promotion (org_id, id),
  foreign key (org_id, coupon_id) references commerce.coupon (org_id, id)
);
select kernel.tenant_table('commerce.promotion_use');
create index promotion_use_of_promotion on commerce.promotion_use (org_id, promotion_id, used_at);
create index promotion_use_of_contact on commerce.promotion_use (org_id, contact_id, promotion_id) where contact_id is not null;
create index promotion_use_of_coupon on commerce.promotion_use (org_id, coupon_id) where coupon_id is not null;
