-- Conversations by name or number, the same way: what many have (two letters, the digits of a country) is found among the
-- newest of each state, in the order of the inbox's own index; the rest through the index of letters.
create function conversations.search_newest_conversations(words text, most int) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, public
set plan_cache_mode = force_generic_plan set enable_sort = off set enable_seqscan = off as $$
declare
  org constant uuid := kernel.current_org();
  pattern constant text := '%' || replace(replace(replace(words, '\', '\\'), '%', '\%'), '_', '\_') || '%';
  glance constant int := 500;
  walk constant int := 10000;
  found_count bigint;
  hits uuid[];
begin
  select count(*) into found_count
  from unnest(array['open', 'pending', 'snoozed', 'resolved']) s (state) cross join lateral (
    select c.search_text from conversations.conversation c
    where c.org_id = org and c.state = s.state order by c.last_message_at desc, c.id desc limit glance) newest
  where newest.search_text like pattern;
  if found_count * walk >= most * glance then
    hits := array(
      select newest.id
      from unnest(array['open', 'pending', 'snoozed', 'resolved']) s (state) cross join lateral (
        select found.id, found.last_message_at from (
          select c.id, c.last_message_at, c.search_text from conversations.conversation c
          where c.org_id = org and c.state = s.state order by c.last_message_at desc, c.id desc limit walk) found
        where found.search_text like pattern limit most) newest
      order by newest.last_message_at desc, newest.id desc
      limit most);
  end if;
  if cardinality(hits) = most then
    return query select unnest(hits);
  else
    return query
      select c.id from conversations.conversation c
      where c.org_id = org and c.search_text like pattern
      order by c.last_message_at desc, c.id desc
      limit most;
  end if;
end $$;
select kernel.search_function('conversations.search_newest_conversations(text,int)', 'conversations.conversation');
