-- What is on the shelves of a place, as people count it. Nothing stands still meanwhile: what was counted is compared with
-- what there should have been at that moment.
create table inventory.stock_count (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  location_id uuid not null,
  name text not null check (length(name) <= 80),
  scope jsonb not null,
  -- Who counts is not told how much there should be.
  is_blind boolean not null,
  -- Differences worth more are counted again; null: none are.
  threshold_minor bigint check (threshold_minor >= 0),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  state text not null check (state in ('counting', 'review', 'approved', 'discarded')),
  created_at timestamptz not null,
  created_by_name text,
  -- From when on what is counted is a second look.
  reviewed_at timestamptz,
  closed_at timestamptz,
  closed_by_name text,
  version bigint not null default 1,
  primary key (org_id, id),
  foreign key (org_id, location_id) references inventory.location (org_id, id),
  check ((state in ('approved', 'discarded')) = (closed_at is not null))
);
select kernel.tenant_table('inventory.stock_count', 'select, insert, update');
create index stock_count_open on inventory.stock_count (org_id, created_at desc, id desc) where closed_at is null;
create index stock_count_closed on inventory.stock_count (org_id, created_at desc, id desc) where closed_at is not null;

create table inventory.count_line (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  count_id uuid not null,
  variant_id uuid not null,
  lot_id uuid,
  -- Which look it is: the second one where the first was too strange to be believed.
  look bigint not null default 1 check (look in (1, 2)),
  counted_milli bigint check (counted_milli >= 0),
  counted_at timestamptz,
  counted_by_name text,
  -- Of the first look, when there is a second.
  first_milli bigint,
  -- As it was found when the sheet was looked at: what there should have been, and what one unit costs.
  expected_milli bigint,
  unit_cost_minor bigint,
  -- When it was approved: the same was counted later, elsewhere, and believed.
  is_superseded boolean not null default false,
  primary key (org_id, id),
  foreign key (org_id, count_id) references inventory.stock_count (org_id, id),
  foreign key (org_id, variant_id) references inventory.item (org_id, variant_id),
  foreign key (org_id, lot_id) references inventory.lot (org_id, id),
  check ((counted_milli is null) = (counted_at is null)),
  check (look = 1 or first_milli is not null)
);
select kernel.tenant_table('inventory.count_line', 'select, insert, update');
create unique index count_line_of on inventory.count_line (org_id, count_id, variant_id, lot_id) nulls not distinct;
-- When something was last counted and believed.
create index count_line_of_variant on inventory.count_line (org_id, variant_id, counted_at desc) where counted_at is not null;

-- Everything that anybody counted: it is only added to.
create table inventory.count_entry (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  line_id uuid not null,
  look bigint not null check (look in (1, 2)),
  quantity_milli bigint not null,
  how text not null check (how in ('set', 'add')),
  counted_at timestamptz not null,
  entered_at timestamptz not null,
  by_id uuid,
  by_name text,
  primary key (org_id, id),
  foreign key (org_id, line_id) references inventory.count_line (org_id, id)
);
select kernel.tenant_table('inventory.count_entry', 'select, insert, update');
create index count_entry_of on inventory.count_entry (org_id, line_id, look);
