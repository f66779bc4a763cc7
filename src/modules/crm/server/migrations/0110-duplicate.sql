-- Names that are alike. `name_key` is the name as it is compared: lower case, without accents, blanks as one.
create index contact_name_letters on crm.contact using gin (org_id, name_key public.gin_trgm_ops) where archived_at is null;

-- What else a contact may be recognised by: the end of a number, the domain of an address, the value of a field. One line
-- each, as text, so that an index finds who shares one.
create table crm.contact_clue (
  org_id uuid not null default kernel.current_org(),
  contact_id uuid not null,
  clue text collate "C" not null check (length(clue) between 1 and 200),
  primary key (org_id, contact_id, clue),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.contact_clue');
create index contact_clue_holders on crm.contact_clue (org_id, clue, contact_id);

-- Two that may be one. A pair that somebody said is two stays, so that it is not proposed again.
create table crm.duplicate (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  first_id uuid not null,
  second_id uuid not null,
  similarity real not null check (similarity between 0 and 1),
  clues text[] not null,
  strength bigint not null check (strength between 0 and 100),
  found_at timestamptz not null,
  dismissed_at timestamptz,
  dismissed_by text check (length(dismissed_by) <= 200),
  primary key (org_id, id),
  unique (org_id, first_id, second_id),
  foreign key (org_id, first_id) references crm.contact (org_id, id) on delete cascade,
  foreign key (org_id, second_id) references crm.contact (org_id, id) on delete cascade,
  check (first_id < second_id)
);
select kernel.tenant_table('crm.duplicate');
create index duplicate_open on crm.duplicate (org_id, strength desc, id desc) where dismissed_at is null;
create index duplicate_of_second on crm.duplicate (org_id, second_id);

-- Whose clues and pairs have to be looked at again, and not before when.
create table crm.duplicate_pending (
  org_id uuid not null default kernel.current_org(),
  contact_id uuid not null,
  due_at timestamptz not null,
  primary key (org_id, contact_id),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.duplicate_pending');
create index duplicate_pending_due on crm.duplicate_pending (org_id, due_at, contact_id);

-- How far the walk over all contacts of the organization is.
create table crm.duplicate_scan (
  org_id uuid not null default kernel.current_org(),
  reached_id uuid,
  checked bigint not null default 0,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (org_id)
);
select kernel.tenant_table('crm.duplicate_scan');

-- Whoever has a name like this one and shares a clue with it, and whoever shares one that tells by itself (`telling`),
-- whatever the name. A clue that few share leads to its holders; one that many share (a town) is only looked up for those
-- that the index of letters found by name.
create function crm.alike_contact(asked text, telling text[], clues text[], most bigint)
returns table (id uuid, similarity real, shared text[])
language plpgsql stable security definer set search_path = pg_catalog, public
set pg_trgm.similarity_threshold = 0.6 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  org constant uuid := kernel.current_org();
  few constant bigint := 200;
  rare text[];
  holders uuid[];
  named uuid[];
  hits uuid[];
begin
  -- One table at a time: a plan made while the tables are empty, and kept, must not multiply them once they are full.
  select coalesce(array_agg(one), '{}') into rare from unnest(clues) as one
  where (select count(*) from (select from crm.contact_clue k where k.org_id = org and k.clue = one limit few + 1) holding) <= few;
  select coalesce(array_agg(k.contact_id), '{}') into hits from crm.contact_clue k where k.org_id = org and k.clue = any (telling);
  select coalesce(array_agg(k.contact_id), '{}') into holders from crm.contact_clue k where k.org_id = org and k.clue = any (rare);
  select hits || coalesce(array_agg(c.id), '{}') into hits from crm.contact c
  where c.org_id = org and c.id = any (holders) and c.archived_at is null and similarity(c.name_key, asked) >= 0.6;
  if cardinality(rare) < cardinality(clues) then
    select coalesce(array_agg(c.id), '{}') into named from crm.contact c
    where c.org_id = org and c.archived_at is null and c.name_key % asked;
    select hits || coalesce(array_agg(k.contact_id), '{}') into hits from crm.contact_clue k
    where k.org_id = org and k.contact_id = any (named) and k.clue = any (clues);
  end if;
  return query
    select c.id, similarity(c.name_key, asked),
      array(select k.clue from crm.contact_clue k where k.org_id = org and k.contact_id = c.id and k.clue = any (telling || clues) order by k.clue)
    from crm.contact c
    where c.org_id = org and c.id = any (hits) and c.archived_at is null
    order by 2 desc, c.id
    limit most;
end $$;
select kernel.search_function('crm.alike_contact(text, text[], text[], bigint)', 'crm.contact', 'crm.contact_clue');

-- Two contacts that were made one, and what is needed to make them two again.
create table crm.contact_merge (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  survivor_id uuid not null,
  loser_id uuid not null,
  merged_at timestamptz not null,
  actor_name text check (length(actor_name) <= 200),
  snapshot jsonb not null,
  undone_at timestamptz,
  undone_by text check (length(undone_by) <= 200),
  primary key (org_id, id),
  foreign key (org_id, survivor_id) references crm.contact (org_id, id) on delete cascade,
  foreign key (org_id, loser_id) references crm.contact (org_id, id) on delete cascade,
  check (survivor_id <> loser_id)
);
select kernel.tenant_table('crm.contact_merge');
create unique index contact_merge_standing on crm.contact_merge (org_id, loser_id) where undone_at is null;
create index contact_merge_of on crm.contact_merge (org_id, survivor_id, merged_at desc);

-- The rows that changed their contact with it, by table.
create table crm.contact_merge_move (
  org_id uuid not null default kernel.current_org(),
  merge_id uuid not null,
  source text not null,
  ids uuid[] not null,
  primary key (org_id, merge_id, source),
  foreign key (org_id, merge_id) references crm.contact_merge (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.contact_merge_move');

-- What is told of a contact and what was allowed when stay as they were written; only whose they are may change.
grant update (contact_id) on crm.contact_activity to yapa_app;
grant update (contact_id) on crm.consent_change to yapa_app;
