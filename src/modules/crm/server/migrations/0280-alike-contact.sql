-- The same search, but a large organization is not read whole: its clues are looked up one by one.

-- Loads the library that the threshold below belongs to: nobody but a superuser may set what is not known yet.
select public.similarity('', '');
drop function crm.alike_contact(text, text[], text[], bigint);
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
  -- One clue at a time as well (`offset 0`): a plan for a list of them reads all clues of an organization of usual size.
  select coalesce(array_agg(k.contact_id), '{}') into hits from unnest(telling) as one
  cross join lateral (select h.contact_id from crm.contact_clue h where h.org_id = org and h.clue = one offset 0) k;
  select coalesce(array_agg(k.contact_id), '{}') into holders from unnest(rare) as one
  cross join lateral (select h.contact_id from crm.contact_clue h where h.org_id = org and h.clue = one offset 0) k;
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
