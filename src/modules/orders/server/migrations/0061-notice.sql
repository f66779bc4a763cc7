-- What a brand tells its customers of their orders. Without a row it tells nothing.
create table orders.brand_notices (
  org_id uuid not null default kernel.current_org(),
  brand_id uuid not null,
  -- Contract `Notice`, one per step.
  notices jsonb not null,
  version bigint not null default 1,
  primary key (org_id, brand_id)
);
select kernel.tenant_table('orders.brand_notices');

-- What was told of an order, and what was not although somebody wanted it told: once per step, whatever is pressed back and forth.
create table orders.order_notice (
  org_id uuid not null default kernel.current_org(),
  order_id uuid not null,
  state text not null,
  at timestamptz not null,
  -- How it went out; null: it did not, and `refusal` says why.
  via text check (via in ('chat', 'template')),
  refusal text,
  primary key (org_id, order_id, state),
  foreign key (org_id, order_id) references orders.customer_order (org_id, id),
  check ((via is null) <> (refusal is null))
);
select kernel.tenant_table('orders.order_notice', 'select, insert');
