-- Asks how far the walk went only when there is something to ask about.
drop function conversations.search_newest_conversations(text, int, uuid, uuid[]);
create function conversations.search_newest_conversations(words text, most int, viewer uuid, teams uuid[]) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, public
set plan_cache_mode = force_generic_plan set enable_sort = off set enable_seqscan = off set jit = off as $$
declare
  org constant uuid := kernel.current_org();
  pattern constant text := '%' || replace(replace(replace(words, '\', '\\'), '%', '\%'), '_', '\_') || '%';
  states constant text[] := array['open', 'pending', 'snoozed', 'resolved'];
  glance constant int := 500;
  walk constant int := 10000;
  found_count bigint;
  hits uuid[];
  oldest_hit timestamptz;
  is_complete boolean := false;
begin
  if viewer is not null and teams is null then
    return query
      select newest.id
      from unnest(states) s (state) cross join lateral (
        select c.id, c.last_message_at from conversations.conversation c
        where c.org_id = org and c.assignee_id = viewer and c.state = s.state and c.search_text like pattern
        order by c.last_message_at desc, c.id desc limit most) newest
      order by newest.last_message_at desc, newest.id desc
      limit most;
    return;
  end if;
  select count(*) into found_count
  from unnest(states) s (state) cross join lateral (
    select c.search_text, c.assignee_id, c.team_id from conversations.conversation c
    where c.org_id = org and c.state = s.state order by c.last_message_at desc, c.id desc limit glance) newest
  where newest.search_text like pattern and conversations.visible_to(viewer, teams, newest.assignee_id, newest.team_id);
  if found_count * walk >= most * glance then
    select array_agg(hit.id order by hit.last_message_at desc, hit.id desc), min(hit.last_message_at) into hits, oldest_hit from (
      select newest.id, newest.last_message_at
      from unnest(states) s (state) cross join lateral (
        select found.id, found.last_message_at from (
          select c.id, c.last_message_at, c.search_text, c.assignee_id, c.team_id from conversations.conversation c
          where c.org_id = org and c.state = s.state order by c.last_message_at desc, c.id desc limit walk) found
        where found.search_text like pattern and conversations.visible_to(viewer, teams, found.assignee_id, found.team_id)
        limit most) newest
      order by newest.last_message_at desc, newest.id desc
      limit most) hit;
  end if;
  if cardinality(hits) = most then
    -- Where the walk through one state ended, others may not have been walked as far back.
    perform from unnest(states) s (state) cross join lateral (
      select count(*) as passed from (
        select from conversations.conversation c where c.org_id = org and c.state = s.state and c.last_message_at >= oldest_hit limit walk) newer) one
    where one.passed = walk;
    is_complete := not found;
  end if;
  if is_complete then
    return query select unnest(hits);
  else
    return query
      select c.id from conversations.conversation c
      where c.org_id = org and c.search_text like pattern and conversations.visible_to(viewer, teams, c.assignee_id, c.team_id)
      order by c.last_message_at desc, c.id desc
      limit most;
  end if;
end $$;
select kernel.search_function('conversations.search_newest_conversations(text,int,uuid,uuid[])', 'conversations.conversation');
