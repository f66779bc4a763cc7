-- The same search for organizations of a million. What one contact in eighty has is met a thousand times on the way back
-- through the newest eighty thousand, and sooner than the index of letters has fetched all who have it; what is rarer is
-- little to fetch. The walk ends with the last hit that is wanted.
create function crm.newest_contacts_like(first text, second text, third text, rest text[], most bigint) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, public
set plan_cache_mode = force_generic_plan set enable_sort = off set enable_seqscan = off as $$
declare
  org constant uuid := kernel.current_org();
  glance constant int := 1000;
  walk constant int := 80000;
  found_count bigint;
  end_at timestamptz := 'infinity';
  end_id uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
begin
  select count(*) into found_count
  from (select c.search_text from crm.contact c where c.org_id = org order by c.created_at desc, c.id desc limit glance) newest
  where newest.search_text like first and newest.search_text like second and newest.search_text like third and newest.search_text like all (rest);
  if found_count * walk >= most * glance then
    return query
      select newest.id
      from (select c.id, c.search_text from crm.contact c where c.org_id = org order by c.created_at desc, c.id desc limit walk) newest
      where newest.search_text like first and newest.search_text like second and newest.search_text like third and newest.search_text like all (rest)
      limit most;
    get diagnostics found_count = row_count;
    if found_count >= most then return; end if;
    select c.created_at, c.id into end_at, end_id from crm.contact c
    where c.org_id = org order by c.created_at desc, c.id desc offset walk - 1 limit 1;
    if not found then return; end if;
  else
    found_count := 0;
  end if;
  return query
    select hit.id
    from (
      select c.id, c.created_at from crm.contact c
      where c.org_id = org and c.search_text like first and c.search_text like second and c.search_text like third and c.search_text like all (rest)
      offset 0) hit
    where (hit.created_at, hit.id) < (end_at, end_id)
    order by hit.created_at desc, hit.id desc
    limit most - found_count;
end $$;
select kernel.search_function('crm.newest_contacts_like(text, text, text, text[], bigint)', 'crm.contact');
