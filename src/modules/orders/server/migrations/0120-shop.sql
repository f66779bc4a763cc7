-- The shop of a brand on the web. Without a row it has none.
create table orders.shop (
  org_id uuid not null default kernel.current_org(),
  brand_id uuid not null,
  -- Its address: visitors belong to nobody, so that it alone says whose shop it is.
  slug text collate "C" not null check (slug ~ '^[a-z0-9](-?[a-z0-9]){1,39}$'),
  is_on boolean not null,
  cover_file_id uuid,
  -- Contract `ShopTerms`.
  terms jsonb not null,
  version bigint not null default 1,
  primary key (org_id, brand_id)
);
select kernel.tenant_table('orders.shop');
create unique index shop_by_slug on orders.shop (slug);
select kernel.platform_reads('orders.shop');

-- What a visitor put together, for as long as they may come back to it. Whoever has the token has the basket.
create table orders.shop_basket (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  brand_id uuid not null,
  token text collate "C" not null check (token ~ '^[A-Za-z0-9_-]{22}$'),
  -- Contract `ShopDraft`, without who it is.
  draft jsonb not null,
  name text not null default '' check (length(name) <= 80),
  -- As E.164 where it is a number, else as it was typed.
  phone text not null default '' check (length(phone) <= 40),
  -- The words to which they said that they may be reminded; null: they did not.
  reminder_consent text check (length(reminder_consent) between 1 and 500),
  -- What it came to when it was looked at last, and of how many things.
  item_count bigint not null default 0,
  total_minor bigint not null default 0,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  order_id uuid,
  created_at timestamptz not null,
  touched_at timestamptz not null,
  -- Reminded, or why not; both null: not yet.
  reminded_at timestamptz,
  reminder_refusal text check (length(reminder_refusal) between 1 and 60),
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders.customer_order (org_id, id)
);
select kernel.tenant_table('orders.shop_basket');
create unique index shop_basket_by_token on orders.shop_basket (org_id, token);
create index shop_basket_open on orders.shop_basket (org_id, touched_at desc, id desc) where order_id is null and reminder_consent is not null;
create index shop_basket_age on orders.shop_basket (org_id, touched_at);

-- Who somebody said they are when they ordered in the shop: nobody has checked it.
create table orders.shop_order (
  org_id uuid not null default kernel.current_org(),
  order_id uuid not null,
  name text not null check (length(name) <= 80),
  phone text not null check (length(phone) <= 40),
  -- The number was of a contact already, whose order it is since, if they are who they say.
  was_known boolean not null,
  primary key (org_id, order_id),
  foreign key (org_id, order_id) references orders.customer_order (org_id, id)
);
select kernel.tenant_table('orders.shop_order', 'select, insert, update');
