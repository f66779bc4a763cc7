-- A search by what many have ("ma", the digits of a country) through the index of letters fetches every hit, only to show
-- the newest. So a glance at the newest five hundred says how many have it; what is frequent is found on a walk from the
-- newest backwards, and only what is older than the end of that walk through the index of letters.
create function crm.search_contact_newest(first text, second text, third text, rest text[], most bigint) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, public
set plan_cache_mode = force_generic_plan set enable_sort = off set enable_seqscan = off as $$
declare
  org constant uuid := kernel.current_org();
  glance constant int := 500;
  walk constant int := 20000;
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
select kernel.search_function('crm.search_contact_newest(text, text, text, text[], bigint)', 'crm.contact');
create index contact_by_age on crm.contact (org_id, created_at desc, id desc);
