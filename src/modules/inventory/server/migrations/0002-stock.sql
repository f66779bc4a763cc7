-- Where things are. `shop`, `warehouse`, `quality` (what came back and was not looked at yet) and `transit` hold what the
-- business owns. The others are where it comes from and goes to: of those there is one of each kind.
create table inventory.location (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  -- Null: of every brand.
  brand_id uuid,
  name text not null check (length(name) <= 80),
  kind text not null check (
    kind in ('shop', 'warehouse', 'quality', 'transit', 'supplier', 'customer', 'production', 'adjustment', 'scrap')),
  -- Where a brand sells from; with no brand: where those sell from that have none of their own.
  is_default boolean not null default false,
  created_at timestamptz not null,
  archived_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id),
  check (not is_default or (kind in ('shop', 'warehouse') and archived_at is null))
);
select kernel.tenant_table('inventory.location');
create unique index location_one_of_kind on inventory.location (org_id, kind) where kind not in ('shop', 'warehouse');
create unique index location_default on inventory.location (org_id, brand_id) nulls not distinct where is_default;

-- A variant of the catalogue that is counted. What is called how stands here too, so that a list of a hundred thousand
-- needs nobody else.
create table inventory.item (
  org_id uuid not null default kernel.current_org(),
  variant_id uuid not null,
  product_id uuid not null,
  category_id uuid,
  name text not null check (length(name) between 1 and 340),
  sku text,
  unit text not null check (unit in ('piece', 'pack', 'kg', 'g', 'litre', 'ml', 'metre', 'hour')),
  tracking text not null default 'quantity' check (tracking in ('quantity', 'lot', 'serial')),
  allows_negative boolean not null default false,
  -- False: it was counted once and is not any more; its history stays.
  is_kept boolean not null default true,
  -- When to order more, and up to how much. `demand`: both follow what was sold lately.
  reorder_rule text not null default 'none' check (reorder_rule in ('none', 'fixed', 'demand')),
  reorder_point_milli bigint check (reorder_point_milli between 0 and 1000000000000),
  reorder_up_to_milli bigint check (reorder_up_to_milli between 0 and 1000000000000),
  lead_days bigint not null default 3 check (lead_days between 0 and 365),
  -- What the last look found: who is told is told once.
  standing text not null default 'enough' check (standing in ('enough', 'low', 'out')),
  standing_since timestamptz,
  name_key text collate "C" not null check (length(name_key) <= 200),
  search_text text not null,
  created_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, variant_id),
  check (tracking = 'quantity' or not allows_negative)
);
select kernel.tenant_table('inventory.item');
create index item_by_name on inventory.item (org_id, name_key, variant_id) where is_kept;
create index item_of_category on inventory.item (org_id, category_id, name_key, variant_id) where is_kept;
create index item_of_product on inventory.item (org_id, product_id);
create index item_short on inventory.item (org_id, standing, name_key, variant_id) where is_kept and standing <> 'enough';
create index item_search on inventory.item using gin (org_id, search_text gin_trgm_ops);
create function inventory.search_item(first text, second text, third text, rest text[], most bigint) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select variant_id from inventory.item
  where org_id = kernel.current_org() and is_kept
    and search_text like first and search_text like second and search_text like third and search_text like all (rest)
  order by name_key, variant_id
  limit most
$$;
select kernel.search_function('inventory.search_item(text, text, text, text[], bigint)', 'inventory.item');

create table inventory.lot (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  variant_id uuid not null,
  code text collate "C" not null check (length(code) between 1 and 80),
  -- The last day on which it may be sold.
  expires_on date,
  is_serial boolean not null default false,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, variant_id) references inventory.item (org_id, variant_id)
);
select kernel.tenant_table('inventory.lot');
create unique index lot_by_code on inventory.lot (org_id, variant_id, code);
create index lot_expiring on inventory.lot (org_id, expires_on, id) where expires_on is not null;

-- The truth: from where to where, how much. It is only added to; what was wrong is moved back (`reversal_of`). Locations
-- and variants are never deleted, and each move changes levels, which refer to them: it refers to nothing itself, because
-- four more look-ups for each would be a third of its cost.
create table inventory.stock_move (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  variant_id uuid not null,
  lot_id uuid,
  quantity_milli bigint not null check (quantity_milli between 1 and 1000000000000),
  from_id uuid not null,
  to_id uuid not null,
  -- What was paid for all of it, where it came from outside; null: nobody has said.
  paid_minor bigint check (paid_minor >= 0),
  -- When it was, and in which order it was written among those of its variant.
  at timestamptz not null,
  position bigint not null,
  recorded_at timestamptz not null,
  -- What it was for. A line of a document is moved once: `part` tells lots of one line apart.
  document_kind text collate "C" not null check (document_kind ~ '^[a-z][a-z-]{1,30}$'),
  document_id uuid not null,
  line_key text collate "C" not null check (length(line_key) between 1 and 120),
  part bigint not null default 0,
  reversal_of uuid,
  reason text check (length(reason) between 1 and 40),
  note text not null default '' check (length(note) <= 300),
  actor_id uuid,
  actor_name text,
  primary key (org_id, id),
  check (from_id <> to_id)
);
select kernel.tenant_table('inventory.stock_move', 'select, insert');
create unique index stock_move_of_line on inventory.stock_move (org_id, document_kind, document_id, line_key, part);
create unique index stock_move_of_variant on inventory.stock_move (org_id, variant_id, position desc);
create index stock_move_by_time on inventory.stock_move (org_id, at desc, id desc);

-- How much there is where: a cache of the moves, and what is promised of it. Other places than our own hold less than
-- nothing, so that all levels of a variant always come to zero.
create table inventory.stock_level (
  org_id uuid not null default kernel.current_org(),
  variant_id uuid not null,
  location_id uuid not null,
  on_hand_milli bigint not null default 0,
  reserved_milli bigint not null default 0 check (reserved_milli >= 0),
  incoming_milli bigint not null default 0 check (incoming_milli >= 0),
  -- What is promised and was found not to be there: a count is right though orders wait for more.
  short_milli bigint not null default 0 check (short_milli >= 0),
  -- Not ours, or a product that may be sold before it is counted.
  is_free boolean not null,
  primary key (org_id, variant_id, location_id),
  foreign key (org_id, variant_id) references inventory.item (org_id, variant_id),
  foreign key (org_id, location_id) references inventory.location (org_id, id),
  constraint stock_level_never_below_zero check (is_free or on_hand_milli >= 0),
  constraint stock_level_promises_what_is_there check (is_free or reserved_milli <= on_hand_milli + short_milli)
) with (fillfactor = 80);
select kernel.tenant_table('inventory.stock_level', 'select, insert, update');
create index stock_level_at on inventory.stock_level (org_id, location_id, variant_id);

create table inventory.lot_level (
  org_id uuid not null default kernel.current_org(),
  lot_id uuid not null,
  location_id uuid not null,
  variant_id uuid not null,
  on_hand_milli bigint not null,
  is_serial boolean not null,
  is_free boolean not null,
  primary key (org_id, lot_id, location_id),
  foreign key (org_id, lot_id) references inventory.lot (org_id, id),
  constraint lot_never_below_zero check (is_free or on_hand_milli >= 0),
  constraint serial_is_one check (not is_serial or is_free or on_hand_milli = any (array[0::bigint, 1000]))
) with (fillfactor = 80);
select kernel.tenant_table('inventory.lot_level', 'select, insert, update');
create index lot_level_of_variant on inventory.lot_level (org_id, variant_id, location_id) where on_hand_milli > 0;
create unique index serial_is_in_one_place on inventory.lot_level (org_id, lot_id) where is_serial and not is_free and on_hand_milli > 0;

-- What a document wants of a variant for one of its lines, what of it is promised to it, and what was taken for it.
create table inventory.holding (
  org_id uuid not null default kernel.current_org(),
  document_kind text collate "C" not null,
  document_id uuid not null,
  line_id uuid not null,
  variant_id uuid not null,
  location_id uuid not null,
  needed_milli bigint not null check (needed_milli > 0),
  reserved_milli bigint not null check (reserved_milli >= 0),
  issued_milli bigint not null default 0 check (issued_milli >= 0),
  returned_milli bigint not null default 0 check (returned_milli between 0 and issued_milli),
  primary key (org_id, document_kind, document_id, line_id, variant_id),
  foreign key (org_id, variant_id, location_id) references inventory.stock_level (org_id, variant_id, location_id)
);
select kernel.tenant_table('inventory.holding');
create index holding_of_variant on inventory.holding (org_id, variant_id, location_id) where reserved_milli > 0;

-- What a variant is worth altogether, wherever it is. Whoever changes anything about how much there is of a variant holds
-- its row first, in the order of their ids: nobody waits in a circle, and `position` has no gaps.
create table inventory.valuation (
  org_id uuid not null default kernel.current_org(),
  variant_id uuid not null,
  method text not null check (method in ('average', 'fifo')),
  quantity_milli bigint not null default 0,
  value_minor bigint not null default 0,
  -- What was paid last: so much for so much of it.
  last_paid_minor bigint check (last_paid_minor >= 0),
  last_paid_milli bigint check (last_paid_milli > 0),
  position bigint not null default 0,
  last_at timestamptz,
  primary key (org_id, variant_id),
  foreign key (org_id, variant_id) references inventory.item (org_id, variant_id),
  check (quantity_milli <> 0 or value_minor = 0)
) with (fillfactor = 70);
select kernel.tenant_table('inventory.valuation', 'select, insert, update');

-- What is left of receipts, the oldest first (method `fifo`).
create table inventory.valuation_layer (
  org_id uuid not null default kernel.current_org(),
  variant_id uuid not null,
  position bigint not null,
  -- Its receipt: so much came, so much of it is left, worth so much.
  received_milli bigint not null check (received_milli > 0),
  quantity_milli bigint not null check (quantity_milli between 1 and received_milli),
  value_minor bigint not null,
  at timestamptz not null,
  primary key (org_id, variant_id, position),
  foreign key (org_id, variant_id) references inventory.valuation (org_id, variant_id)
);
select kernel.tenant_table('inventory.valuation_layer');

-- What each move did to the value, and what else did: a cache of moves and changes, which a move of an earlier day rewrites
-- from that day on.
create table inventory.valuation_entry (
  org_id uuid not null default kernel.current_org(),
  variant_id uuid not null,
  position bigint not null,
  kind text not null check (kind in ('receipt', 'issue', 'landed', 'method')),
  move_id uuid,
  at timestamptz not null,
  quantity_milli bigint not null,
  value_minor bigint not null,
  -- What this brought to light that had cost more (or less) than what was sold before was counted with.
  adjustment_minor bigint not null default 0,
  primary key (org_id, variant_id, position)
);
select kernel.tenant_table('inventory.valuation_entry');
create index valuation_entry_by_time on inventory.valuation_entry (org_id, at);
create index valuation_entry_of_move on inventory.valuation_entry (org_id, move_id) where move_id is not null;

-- What changes a value without moving anything: freight and duties that came later, another method.
create table inventory.valuation_change (
  org_id uuid not null default kernel.current_org(),
  variant_id uuid not null,
  position bigint not null,
  kind text not null check (kind in ('landed', 'method')),
  -- The receipt that freight belongs to.
  move_id uuid,
  amount_minor bigint,
  method text check (method in ('average', 'fifo')),
  at timestamptz not null,
  document_kind text collate "C" not null check (document_kind ~ '^[a-z][a-z-]{1,30}$'),
  document_id uuid not null,
  line_key text collate "C" not null check (length(line_key) between 1 and 120),
  actor_id uuid,
  actor_name text,
  primary key (org_id, variant_id, position),
  check ((kind = 'landed') = (amount_minor is not null and move_id is not null)),
  check ((kind = 'method') = (method is not null))
);
select kernel.tenant_table('inventory.valuation_change', 'select, insert');
create unique index valuation_change_of_line on inventory.valuation_change (org_id, document_kind, document_id, line_key, variant_id);

-- What something is made of: of the parts it takes so much for `yield_milli` of it. What is not counted itself takes its
-- parts when it is sold; what is counted is produced.
create table inventory.recipe (
  org_id uuid not null default kernel.current_org(),
  variant_id uuid not null,
  name text not null check (length(name) between 1 and 340),
  yield_milli bigint not null check (yield_milli between 1 and 1000000000),
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, variant_id)
);
select kernel.tenant_table('inventory.recipe');
create table inventory.recipe_part (
  org_id uuid not null default kernel.current_org(),
  variant_id uuid not null,
  part_id uuid not null,
  quantity_milli bigint not null check (quantity_milli between 1 and 1000000000),
  position bigint not null,
  primary key (org_id, variant_id, part_id),
  foreign key (org_id, variant_id) references inventory.recipe (org_id, variant_id) on delete cascade,
  foreign key (org_id, part_id) references inventory.item (org_id, variant_id),
  check (variant_id <> part_id)
);
select kernel.tenant_table('inventory.recipe_part');
create index recipe_part_by_part on inventory.recipe_part (org_id, part_id);

create table inventory.setting (
  org_id uuid not null default kernel.current_org(),
  method text not null default 'average' check (method in ('average', 'fifo')),
  -- { "<category id>": "fifo" }
  category_methods jsonb not null default '{}',
  expiring_days bigint not null default 7 check (expiring_days between 1 and 365),
  -- Who is told of what runs out, in the app and where they are written to.
  teller_ids uuid[] not null default '{}',
  tells_contact_id uuid,
  version bigint not null default 1,
  primary key (org_id)
);
select kernel.tenant_table('inventory.setting', 'select, insert, update');
