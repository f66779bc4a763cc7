-- Accounts of suppliers. Who they are is a contact's; a contact that absorbed another one may have two accounts.
create table purchasing.supplier (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  contact_id uuid,
  -- As the contact is called now: lists show it without asking whose it is.
  name text not null check (length(name) <= 200),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  terms_days bigint not null default 0 check (terms_days between 0 and 365),
  is_from_month_end boolean not null default false,
  -- As they say; what their deliveries say is reckoned.
  lead_days bigint check (lead_days between 0 and 365),
  least_order_minor bigint check (least_order_minor >= 0),
  note text not null default '' check (length(note) <= 1000),
  search_text text not null,
  created_at timestamptz not null,
  archived_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id)
);
select kernel.tenant_table('purchasing.supplier');
create index supplier_of_contact on purchasing.supplier (org_id, contact_id) where contact_id is not null;
create index supplier_by_name on purchasing.supplier (org_id, search_text, id) where archived_at is null;

-- What they sell: their code, their unit, and how it stands to ours (so many thousandths of theirs are so many of ours).
create table purchasing.supplier_item (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  supplier_id uuid not null,
  variant_id uuid not null,
  code text not null default '' check (length(code) <= 60),
  supply_unit text not null check (length(supply_unit) between 1 and 30),
  supply_milli bigint not null check (supply_milli between 1 and 1000000000),
  stock_milli bigint not null check (stock_milli between 1 and 1000000000),
  -- Boxes that nobody opens for us.
  is_whole boolean not null,
  -- Of one of their units, without taxes.
  price_minor bigint not null check (price_minor >= 0),
  least_milli bigint not null default 0 check (least_milli between 0 and 1000000000),
  lead_days bigint check (lead_days between 0 and 365),
  is_preferred boolean not null default false,
  priced_at timestamptz not null,
  created_at timestamptz not null,
  archived_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id),
  foreign key (org_id, supplier_id) references purchasing.supplier (org_id, id)
);
select kernel.tenant_table('purchasing.supplier_item');
create unique index supplier_item_once on purchasing.supplier_item (org_id, supplier_id, variant_id) where archived_at is null;
create index supplier_item_of_variant on purchasing.supplier_item (org_id, variant_id) where archived_at is null;

-- What they asked for it over time.
create table purchasing.supplier_price (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  item_id uuid not null,
  at timestamptz not null,
  price_minor bigint not null check (price_minor >= 0),
  source text not null check (source in ('typed', 'order', 'bill')),
  source_id uuid,
  primary key (org_id, id),
  foreign key (org_id, item_id) references purchasing.supplier_item (org_id, id)
);
select kernel.tenant_table('purchasing.supplier_price', 'select, insert');
create index supplier_price_of_item on purchasing.supplier_price (org_id, item_id, at desc);

-- Which accounts went over with a merge of contacts, as long as it can be undone.
create table purchasing.contact_merge (
  org_id uuid not null default kernel.current_org(),
  merge_id uuid not null,
  supplier_ids uuid[] not null,
  merged_at timestamptz not null,
  primary key (org_id, merge_id)
);
select kernel.tenant_table('purchasing.contact_merge');

-- How an organization buys.
create table purchasing.setting (
  org_id uuid not null default kernel.current_org(),
  -- From this amount on, in the currency of the organization, somebody has to agree; null: never.
  approval_over_minor bigint check (approval_over_minor >= 0),
  over_basis_points bigint not null default 500 check (over_basis_points between 0 and 10000),
  short_basis_points bigint not null default 0 check (short_basis_points between 0 and 10000),
  bill_quantity_basis_points bigint not null default 0 check (bill_quantity_basis_points between 0 and 10000),
  bill_price_basis_points bigint not null default 100 check (bill_price_basis_points between 0 and 10000),
  cost_rule text not null default 'average' check (cost_rule in ('last', 'average')),
  version bigint not null default 1,
  primary key (org_id)
);
select kernel.tenant_table('purchasing.setting');
