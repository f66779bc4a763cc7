-- When the prices of the list were last written as of now: who waited for another one writes after it, not under it.
alter table commerce.price_list add column priced_at timestamptz;

-- Where a price comes from: a change of many at once (null: by hand, or loaded), and who set it.
alter table commerce.price add column change_id uuid;
alter table commerce.price add column set_by_name text;
-- Those of a list that hold or will; what held once only grows.
create index price_of_list on commerce.price (org_id, list_id, valid_to);

-- Many prices changed at once, as it was asked for.
create table commerce.price_change (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  list_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  selection jsonb not null,
  rule jsonb not null,
  rounding jsonb,
  -- From when on the new prices hold.
  effective_at timestamptz not null,
  item_count bigint not null check (item_count >= 1),
  created_at timestamptz not null,
  created_by_name text not null,
  undone_at timestamptz,
  undone_by_name text,
  -- Of those that were undone: prices that somebody had changed since stayed as they were.
  kept_count bigint check (kept_count >= 0),
  primary key (org_id, id),
  foreign key (org_id, list_id) references commerce.price_list (org_id, id),
  check ((undone_at is null) = (undone_by_name is null) and (undone_at is null) = (kept_count is null))
);
select kernel.tenant_table('commerce.price_change');
create index price_change_newest on commerce.price_change (org_id, created_at desc, id desc);

create table commerce.price_change_item (
  org_id uuid not null default kernel.current_org(),
  change_id uuid not null,
  variant_id uuid not null,
  least_milli bigint not null,
  -- Null: it had no price.
  old_amount_minor bigint,
  old_change_id uuid,
  new_amount_minor bigint not null,
  -- Changed since by somebody else, so that undoing left it alone.
  is_kept boolean not null default false,
  primary key (org_id, change_id, variant_id, least_milli),
  foreign key (org_id, change_id) references commerce.price_change (org_id, id) on delete cascade,
  foreign key (org_id, variant_id) references commerce.variant (org_id, id)
);
select kernel.tenant_table('commerce.price_change_item');

-- Lists of a contact that was merged into another one, and those of them that were new to it, until that can no longer be undone.
create table commerce.price_list_merge (
  org_id uuid not null default kernel.current_org(),
  merge_id uuid not null,
  list_ids uuid[] not null,
  new_list_ids uuid[] not null,
  merged_at timestamptz not null,
  primary key (org_id, merge_id)
);
select kernel.tenant_table('commerce.price_list_merge');
