-- Prices of one kind and currency. Which of several lists counts: a customer's before a segment's before a brand's or
-- door's before the general ones; among alike ones the higher priority, then the older one.
create table commerce.price_list (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  includes_tax boolean not null,
  -- The one that is there from the beginning; every product that has a price has one here.
  is_main boolean not null default false,
  priority bigint not null default 0 check (priority between 0 and 1000),
  -- Whom it is for. Of a list for customers (`price_list_customer`) that names nobody any more, nobody gets the prices.
  audience text not null check (audience in ('everybody', 'brand', 'door', 'segment', 'customers')),
  brand_id uuid,
  door text check (door in ('whatsapp', 'bot', 'catalogue', 'web', 'phone', 'counter', 'api')),
  segment_id uuid,
  valid_from timestamptz,
  valid_to timestamptz,
  created_at timestamptz not null,
  archived_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id),
  check (valid_from < valid_to),
  check ((audience = 'brand') = (brand_id is not null)),
  check ((audience = 'door') = (door is not null)),
  check ((audience = 'segment') = (segment_id is not null)),
  check (not is_main or (audience = 'everybody' and archived_at is null))
);
select kernel.tenant_table('commerce.price_list');
create unique index price_list_main on commerce.price_list (org_id) where is_main;

create table commerce.price_list_customer (
  org_id uuid not null default kernel.current_org(),
  list_id uuid not null,
  contact_id uuid not null,
  primary key (org_id, contact_id, list_id),
  foreign key (org_id, list_id) references commerce.price_list (org_id, id) on delete cascade
);
select kernel.tenant_table('commerce.price_list_customer');
create index price_list_customer_of on commerce.price_list_customer (org_id, list_id);

-- From a quantity on, during a time. Two prices of one variant, list and quantity never hold at the same moment.
create table commerce.price (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  list_id uuid not null,
  variant_id uuid not null,
  least_milli bigint not null default 0 check (least_milli >= 0),
  -- Of one unit.
  amount_minor bigint not null check (amount_minor >= 0),
  valid_from timestamptz not null,
  valid_to timestamptz not null default 'infinity',
  primary key (org_id, id),
  foreign key (org_id, list_id) references commerce.price_list (org_id, id),
  foreign key (org_id, variant_id) references commerce.variant (org_id, id),
  check (valid_from < valid_to),
  exclude using gist (
    org_id with =, list_id with =, variant_id with =, least_milli with =, tstzrange(valid_from, valid_to) with &&
  )
);
select kernel.tenant_table('commerce.price');
create index price_of_variant on commerce.price (org_id, variant_id, list_id, least_milli, valid_from);
