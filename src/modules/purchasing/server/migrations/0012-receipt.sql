create table purchasing.receipt (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  order_id uuid not null,
  -- The paper that came with the goods.
  document text not null default '' check (length(document) <= 60),
  note text not null default '' check (length(note) <= 1000),
  location_id uuid not null,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  -- What one unit of the supplier's currency was worth in ours, in billionths; null where it is the same or nobody said.
  rate_nanos bigint check (rate_nanos > 0),
  at timestamptz not null,
  value_minor bigint not null check (value_minor >= 0),
  -- In the currency of the organization.
  landed_minor bigint not null default 0 check (landed_minor >= 0),
  -- When the costs of the catalogue were brought up to it.
  costed_at timestamptz,
  by_id uuid,
  by_name text,
  version bigint not null default 1,
  primary key (org_id, id),
  foreign key (org_id, order_id) references purchasing.purchase_order (org_id, id)
);
select kernel.tenant_table('purchasing.receipt');
create index receipt_of_order on purchasing.receipt (org_id, order_id, at);
create index receipt_newest on purchasing.receipt (org_id, at desc, id desc);

create table purchasing.receipt_line (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  receipt_id uuid not null,
  order_line_id uuid not null,
  position bigint not null,
  variant_id uuid not null,
  quantity_milli bigint not null check (quantity_milli > 0),
  -- What of it stands on our shelf, counted.
  stock_milli bigint not null check (stock_milli > 0),
  value_minor bigint not null check (value_minor >= 0),
  -- The same in the currency of the organization; null: nobody said what that is.
  cost_minor bigint check (cost_minor >= 0),
  landed_minor bigint not null default 0 check (landed_minor >= 0),
  -- Its move on the shelf; null: what is not counted.
  move_id uuid,
  lot_code text check (length(lot_code) between 1 and 60),
  expires_on date,
  returned_milli bigint not null default 0 check (returned_milli between 0 and quantity_milli),
  returned_stock_milli bigint not null default 0 check (returned_stock_milli between 0 and stock_milli),
  primary key (org_id, id),
  foreign key (org_id, receipt_id) references purchasing.receipt (org_id, id),
  foreign key (org_id, order_line_id) references purchasing.order_line (org_id, id)
);
select kernel.tenant_table('purchasing.receipt_line');
create index receipt_line_of on purchasing.receipt_line (org_id, receipt_id, position);
create index receipt_line_of_order on purchasing.receipt_line (org_id, order_line_id);

-- Freight, customs: what made the goods dearer than their price.
create table purchasing.landed_cost (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  receipt_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  amount_minor bigint not null check (amount_minor > 0),
  basis text not null check (basis in ('value', 'weight')),
  at timestamptz not null,
  by_name text,
  primary key (org_id, id),
  foreign key (org_id, receipt_id) references purchasing.receipt (org_id, id)
);
select kernel.tenant_table('purchasing.landed_cost', 'select, insert, update');
create index landed_cost_of on purchasing.landed_cost (org_id, receipt_id, at);

create table purchasing.goods_return (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  order_id uuid not null,
  receipt_line_id uuid not null,
  quantity_milli bigint not null check (quantity_milli > 0),
  stock_milli bigint not null check (stock_milli > 0),
  value_minor bigint not null check (value_minor >= 0),
  reason text not null check (length(reason) between 1 and 300),
  at timestamptz not null,
  by_name text,
  primary key (org_id, id),
  foreign key (org_id, order_id) references purchasing.purchase_order (org_id, id),
  foreign key (org_id, receipt_line_id) references purchasing.receipt_line (org_id, id)
);
select kernel.tenant_table('purchasing.goods_return', 'select, insert, update');
create index goods_return_of on purchasing.goods_return (org_id, order_id, at);
