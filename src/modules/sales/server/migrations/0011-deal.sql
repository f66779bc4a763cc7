-- Something that may be sold to somebody. `closed_at` is set while it stands in a stage of the kind won or lost.
create table sales.deal (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  pipeline_id uuid not null,
  stage_id uuid not null,
  -- Its place in its stage, by bytes: another collation would put capital letters elsewhere than the keys are made for.
  rank_key text collate "C" not null check (length(rank_key) between 1 and 500),
  title text not null check (length(title) between 1 and 200),
  contact_id uuid,
  -- Repeats the contact's, so that a board of thousands asks nobody else.
  contact_name text,
  conversation_id uuid,
  brand_id uuid,
  owner_id uuid,
  -- Null: nobody knows yet.
  amount_minor bigint check (amount_minor >= 0),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  -- In percent; null: as its stage says.
  probability bigint check (probability between 0 and 100),
  expected_close date,
  next_step text check (length(next_step) between 1 and 200),
  next_step_at timestamptz,
  lost_reason_id uuid,
  lost_note text check (length(lost_note) <= 500),
  closed_at timestamptz,
  stage_entered_at timestamptz not null,
  last_activity_at timestamptz not null,
  search_text text not null,
  created_at timestamptz not null,
  created_by_id uuid,
  created_by_name text,
  archived_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id),
  foreign key (org_id, pipeline_id) references sales.pipeline (org_id, id),
  foreign key (org_id, stage_id) references sales.stage (org_id, id),
  foreign key (org_id, lost_reason_id) references sales.lost_reason (org_id, id),
  check (next_step is not null or next_step_at is null)
);
select kernel.tenant_table('sales.deal');
-- Two cards never stand in the same place, whatever two people drag at once.
create unique index deal_rank on sales.deal (org_id, stage_id, rank_key) where archived_at is null;
create index deal_board on sales.deal (org_id, pipeline_id) where closed_at is null and archived_at is null;
create index deal_closed on sales.deal (org_id, pipeline_id, closed_at) where closed_at is not null;
create index deal_made on sales.deal (org_id, pipeline_id, created_at);
create index deal_newest on sales.deal (org_id, created_at desc, id desc);
create index deal_of_contact on sales.deal (org_id, contact_id, created_at desc) where contact_id is not null;
create index deal_of_conversation on sales.deal (org_id, conversation_id) where conversation_id is not null;
create index deal_of_owner on sales.deal (org_id, owner_id) where owner_id is not null and closed_at is null;

-- What is sold in it. Quantities in thousandths, so that half a kilo is a whole number.
create table sales.deal_line (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  deal_id uuid not null,
  position bigint not null,
  -- Of a catalogue, when the line came from one.
  product_id uuid,
  description text not null check (length(description) between 1 and 200),
  quantity_milli bigint not null check (quantity_milli between 1 and 1000000000),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  primary key (org_id, id),
  foreign key (org_id, deal_id) references sales.deal (org_id, id) on delete cascade
);
select kernel.tenant_table('sales.deal_line');
create index deal_line_of on sales.deal_line (org_id, deal_id, position);

-- Every change of stage, as it was then: only added to. Conversion, time in stage and velocity are counted from it.
create table sales.deal_stage_event (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  deal_id uuid not null,
  pipeline_id uuid not null,
  -- Null: it was made here.
  from_stage_id uuid,
  to_stage_id uuid not null,
  from_kind text check (from_kind in ('open', 'proposal', 'negotiation', 'won', 'lost')),
  to_kind text not null check (to_kind in ('open', 'proposal', 'negotiation', 'won', 'lost')),
  from_name text,
  to_name text not null,
  at timestamptz not null,
  actor_id uuid,
  actor_name text,
  amount_minor bigint,
  currency char(3) not null,
  probability bigint not null,
  primary key (org_id, id),
  foreign key (org_id, deal_id) references sales.deal (org_id, id) on delete cascade
);
select kernel.tenant_table('sales.deal_stage_event', 'select, insert');
create index deal_stage_event_of on sales.deal_stage_event (org_id, deal_id, at, id);
create index deal_stage_event_by_time on sales.deal_stage_event (org_id, pipeline_id, at);

-- Which deals went over to another contact when two were made one, so that they can go back.
create table sales.contact_merge (
  org_id uuid not null default kernel.current_org(),
  merge_id uuid not null,
  deal_ids uuid[] not null,
  merged_at timestamptz not null,
  primary key (org_id, merge_id)
);
select kernel.tenant_table('sales.contact_merge');
create index contact_merge_by_age on sales.contact_merge (org_id, merged_at);

create index deal_search on sales.deal using gin (org_id, search_text gin_trgm_ops);
create function sales.search_deal(first text, second text, third text, rest text[], most bigint) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select id from sales.deal
  where org_id = kernel.current_org() and search_text like first and search_text like second and search_text like third
    and search_text like all (rest)
  order by created_at desc
  limit most
$$;
select kernel.search_function('sales.search_deal(text, text, text, text[], bigint)', 'sales.deal');
