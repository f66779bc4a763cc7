create table commerce.category (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  parent_id uuid,
  name text not null check (length(name) between 1 and 80),
  position bigint not null,
  -- Null: every brand.
  brand_ids uuid[],
  image_file_id uuid,
  created_at timestamptz not null,
  archived_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id),
  foreign key (org_id, parent_id) references commerce.category (org_id, id),
  check (parent_id <> id)
);
select kernel.tenant_table('commerce.category');
create index category_of_parent on commerce.category (org_id, parent_id, position);

-- What is sold: a good, a service, or something composed of others (a combo). It is bought as one of its variants, of
-- which it has one at least.
create table commerce.product (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  category_id uuid,
  kind text not null check (kind in ('good', 'service', 'combo')),
  name text not null check (length(name) between 1 and 160),
  description text not null default '' check (length(description) <= 4000),
  unit text not null check (unit in ('piece', 'pack', 'kg', 'g', 'litre', 'ml', 'metre', 'hour')),
  tax_kind text not null check (tax_kind in ('taxed', 'exempt', 'untaxed')),
  tax_basis_points bigint not null check (tax_basis_points between 0 and 10000),
  -- What its variants differ in, in order: ["Talle", "Color"].
  options text[] not null default '{}',
  -- Words of the shop: allergens, "sin TACC", "picante".
  labels text[] not null default '{}',
  -- Null: every brand.
  brand_ids uuid[],
  -- When it is sold, as weekly hours in the zone of the brand ([{ "day": 1, "from": "11:30", "to": "15:00" }]); null: always.
  hours jsonb,
  -- Where it is prepared (orders know the stations).
  station text check (length(station) between 1 and 40),
  preparation_minutes bigint check (preparation_minutes between 0 and 10080),
  search_text text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id),
  foreign key (org_id, category_id) references commerce.category (org_id, id),
  check (tax_kind = 'taxed' or tax_basis_points = 0)
);
select kernel.tenant_table('commerce.product');
create index product_newest on commerce.product (org_id, created_at desc, id desc);
create index product_by_name on commerce.product (org_id, name, id) where archived_at is null;
create index product_of_category on commerce.product (org_id, category_id, name) where archived_at is null;

create table commerce.variant (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  product_id uuid not null,
  position bigint not null,
  -- '' where the product has one only; else its values: 'L / Rojo'.
  name text not null check (length(name) <= 160),
  -- Values of the product's options, in their order.
  option_values text[] not null default '{}',
  sku text collate "C" check (length(sku) between 1 and 60),
  weight_grams bigint check (weight_grams between 0 and 100000000),
  cost_minor bigint check (cost_minor >= 0),
  cost_currency char(3) check (cost_currency ~ '^[A-Z]{3}$'),
  -- Sold out by hand until somebody says otherwise.
  is_available boolean not null default true,
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, product_id) references commerce.product (org_id, id),
  check ((cost_minor is null) = (cost_currency is null))
);
select kernel.tenant_table('commerce.variant');
create index variant_of_product on commerce.variant (org_id, product_id, position);
create unique index variant_by_sku on commerce.variant (org_id, sku) where sku is not null and archived_at is null;

create table commerce.barcode (
  org_id uuid not null default kernel.current_org(),
  code text collate "C" not null check (code ~ '^[0-9A-Za-z-]{4,40}$'),
  variant_id uuid not null,
  -- `weight`: a code of the shop's own scale, whose digits after the item number are its weight or its price.
  kind text not null check (kind in ('ean13', 'ean8', 'upca', 'weight', 'other')),
  primary key (org_id, code),
  foreign key (org_id, variant_id) references commerce.variant (org_id, id) on delete cascade
);
select kernel.tenant_table('commerce.barcode');
create index barcode_of_variant on commerce.barcode (org_id, variant_id);

create table commerce.product_image (
  org_id uuid not null default kernel.current_org(),
  product_id uuid not null,
  file_id uuid not null,
  position bigint not null,
  primary key (org_id, product_id, file_id),
  foreign key (org_id, product_id) references commerce.product (org_id, id) on delete cascade
);
select kernel.tenant_table('commerce.product_image');

-- What may be asked of a product: one of "sin picante / normal / extra", up to three sauces.
create table commerce.modifier_group (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  least bigint not null default 0 check (least >= 0),
  most bigint not null check (most between 1 and 30),
  created_at timestamptz not null,
  archived_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id),
  check (least <= most)
);
select kernel.tenant_table('commerce.modifier_group');

create table commerce.modifier (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  group_id uuid not null,
  position bigint not null,
  name text not null check (length(name) between 1 and 80),
  -- On top of the price of the product, in the currency of the list that is asked; below zero where something is left out.
  price_minor bigint not null default 0,
  -- What it takes from the shelf, when it is something that is sold by itself too.
  variant_id uuid,
  is_available boolean not null default true,
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, group_id) references commerce.modifier_group (org_id, id),
  foreign key (org_id, variant_id) references commerce.variant (org_id, id)
);
select kernel.tenant_table('commerce.modifier');
create index modifier_of_group on commerce.modifier (org_id, group_id, position);

create table commerce.product_modifier_group (
  org_id uuid not null default kernel.current_org(),
  product_id uuid not null,
  group_id uuid not null,
  position bigint not null,
  primary key (org_id, product_id, group_id),
  foreign key (org_id, product_id) references commerce.product (org_id, id) on delete cascade,
  foreign key (org_id, group_id) references commerce.modifier_group (org_id, id)
);
select kernel.tenant_table('commerce.product_modifier_group');
create index product_modifier_group_by_group on commerce.product_modifier_group (org_id, group_id);

-- What a combo is made of.
create table commerce.component (
  org_id uuid not null default kernel.current_org(),
  combo_variant_id uuid not null,
  variant_id uuid not null,
  quantity_milli bigint not null check (quantity_milli between 1 and 1000000000),
  position bigint not null,
  primary key (org_id, combo_variant_id, variant_id),
  foreign key (org_id, combo_variant_id) references commerce.variant (org_id, id) on delete cascade,
  foreign key (org_id, variant_id) references commerce.variant (org_id, id),
  check (combo_variant_id <> variant_id)
);
select kernel.tenant_table('commerce.component');
create index component_by_variant on commerce.component (org_id, variant_id);

create index product_search on commerce.product using gin (org_id, search_text gin_trgm_ops);
create function commerce.search_product(first text, second text, third text, rest text[], most bigint) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select id from commerce.product
  where org_id = kernel.current_org() and archived_at is null
    and search_text like first and search_text like second and search_text like third and search_text like all (rest)
  order by name, id
  limit most
$$;
select kernel.search_function('commerce.search_product(text, text, text, text[], bigint)', 'commerce.product');
