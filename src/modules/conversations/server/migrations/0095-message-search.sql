-- Newest-first search whose cost depends neither on how frequent the words are nor on how much somebody may see.
-- Words that one message in a hundred has were the dear case: too rare to be met on a walk of reasonable length, and so
-- frequent that fetching every hit takes as long. They are now looked for day by day, or month by month, from the newest
-- backwards: the index of words also knows whose a message is and of which day.

-- Names of the organization's day (UTC) and of its span of 32 days. Two that share a name by chance cost time, nothing else.
create function conversations.message_spans(org uuid, at timestamptz) returns bigint[]
language sql immutable parallel safe as $$
  select array[
    uuid_hash_extended(org, floor(extract(epoch from at - timestamptz '2000-01-01 00:00:00+00') / 86400)::bigint),
    uuid_hash_extended(org, -1 - floor(extract(epoch from at - timestamptz '2000-01-01 00:00:00+00') / 2764800)::bigint)]
$$;

drop index conversations.message_search;
create index message_search on conversations.message
  using gin (org_id, conversations.message_spans(org_id, at), search_words) where search_text <> '';

-- The same rule as `visibleTo` and `maySee`: no viewer sees all; without teams one's own; otherwise also those of the
-- teams and those that belong to nobody.
create function conversations.visible_to(viewer uuid, teams uuid[], assignee uuid, team uuid) returns boolean
language sql immutable parallel safe as $$
  select viewer is null or assignee = viewer or team = any(teams) or (teams is not null and assignee is null and team is null)
$$;

drop function conversations.search_messages(text, int);
drop function conversations.search_conversations(text, int);
drop function conversations.search_newest_messages(text, int);
drop function conversations.search_newest_conversations(text, int);

-- The newest messages with all of these words, the last one perhaps not written to its end (`flan:*`), in conversations
-- that the viewer may see.
create function conversations.search_newest_messages(settled text, unfinished text, most int, viewer uuid, teams uuid[])
returns table (message_id uuid, conversation_id uuid, at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, public
-- One plan for all organizations and words, and always this one: along the index of age, or through the index of words.
set plan_cache_mode = force_generic_plan set enable_sort = off set enable_seqscan = off set enable_hashjoin = off
set enable_mergejoin = off set jit = off as $$
declare
  org constant uuid := kernel.current_org();
  whole constant tsquery := to_tsquery('spanish', settled);
  begun constant tsquery := to_tsquery('spanish', unfinished);
  words constant tsquery := whole && begun;
  -- What the index is asked; the rows that it finds are asked for all words.
  asked tsquery := words;
  epoch constant timestamptz := '2000-01-01 00:00:00+00';
  glance constant int := 1000;
  walk constant int := 20000;
  own_limit constant int := 20000;
  glanced int;
  hits int;
  seen int;
  whole_hits int;
  begun_hits int;
  newest_at timestamptz;
  a_day float8;
  own bigint;
  days int;
  span bigint;
  spans bigint;
  begin_at timestamptz;
  missing int := most;
  got int;
  end_at timestamptz := 'infinity';
  end_id uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
begin
  -- A glance at the newest says how frequent the words are and how many messages a day has.
  select count(*), count(*) filter (where n.hit),
    count(*) filter (where n.hit and (viewer is null or
      (select conversations.visible_to(viewer, teams, c.assignee_id, c.team_id) from conversations.conversation c where c.org_id = org and c.id = n.conversation_id))),
    count(*) filter (where n.search_words @@ whole), count(*) filter (where n.search_words @@ begun),
    max(n.at), glance * 86400 / greatest(extract(epoch from max(n.at) - min(n.at)), 1)
  into glanced, hits, seen, whole_hits, begun_hits, newest_at, a_day
  from (
    select m.conversation_id, m.at, m.search_words, m.search_words @@ words as hit from conversations.message m
    where m.org_id = org and m.search_text <> '' order by m.at desc, m.id desc limit glance) n;

  if glanced < glance or seen * (walk / glance) >= most * 1.5 then
    -- Frequent, or few messages in all: a walk backwards meets enough of them. The walk has an end, for words that were
    -- frequent lately and never before.
    return query
      select n.id, n.conversation_id, n.at from (
        select m.id, m.conversation_id, m.at, m.search_words from conversations.message m
        where m.org_id = org and m.search_text <> '' order by m.at desc, m.id desc limit walk) n
      where n.search_words @@ words and (viewer is null or
        (select conversations.visible_to(viewer, teams, c.assignee_id, c.team_id) from conversations.conversation c where c.org_id = org and c.id = n.conversation_id))
      order by n.at desc, n.id desc
      limit missing;
    get diagnostics got = row_count;
    missing := missing - got;
    if missing <= 0 or glanced < glance then return; end if;
    select m.at, m.id into end_at, end_id from conversations.message m
    where m.org_id = org and m.search_text <> '' order by m.at desc, m.id desc offset walk - 1 limit 1;
    if not found then return; end if;
  else
    if viewer is not null and teams is null and hits > 2 then
      -- Whose own conversations have fewer messages than the words have hits looks into those.
      select coalesce(sum(c.last_seq), 0) into own from conversations.conversation c where c.org_id = org and c.assignee_id = viewer;
      if own <= own_limit then
        return query
          select hit.id, hit.conversation_id, hit.at from conversations.conversation c cross join lateral (
            select m.id, m.conversation_id, m.at from conversations.message m
            where m.org_id = org and m.conversation_id = c.id and m.search_text <> '' and m.search_words @@ words offset 0) hit
          where c.org_id = org and c.assignee_id = viewer
          order by hit.at desc, hit.id desc
          limit most;
        return;
      end if;
    end if;
    -- The newest days, or spans of 32, that should have as many hits as are wanted; after them the same again, once.
    -- Of what is rarer all hits are fewer than that.
    if seen >= 3 then
      spans := ceil(1.3 * most * glance / (seen * a_day));
      days := case when spans > 64 then 32 else 1 end;
      spans := greatest(ceil(spans::float8 / days), 1);
    end if;
    -- A letter or two begin so many words that to gather their messages from the index takes longer than to look at those
    -- which have the others.
    if numnode(whole) > 0 and begun_hits > 100 and begun_hits > whole_hits * (case when spans <= 64 then 3 else 30 end) then
      asked := whole;
    end if;
    if spans <= 64 then
      span := floor(extract(epoch from newest_at - epoch) / 86400 / days);
      for i in 1..2 loop
        begin_at := epoch + make_interval(secs => (span - spans + 1) * days * 86400);
        return query
          -- The offset keeps the list of all messages of the organization, the longest there is, out of the look into the index.
          select hit.id, hit.conversation_id, hit.at from (
            select m.org_id, m.id, m.conversation_id, m.at, m.search_words from conversations.message m
            where m.search_text <> '' and m.search_words @@ asked
              and conversations.message_spans(m.org_id, m.at) && array(
                select uuid_hash_extended(org, case days when 1 then k else -1 - k end) from generate_series(span - spans + 1, span) k)
            offset 0) hit
          where hit.org_id = org and hit.at >= begin_at and hit.at < end_at and hit.search_words @@ words and (viewer is null or
            (select conversations.visible_to(viewer, teams, c.assignee_id, c.team_id) from conversations.conversation c where c.org_id = org and c.id = hit.conversation_id))
          order by hit.at desc, hit.id desc
          limit missing;
        get diagnostics got = row_count;
        missing := missing - got;
        if missing <= 0 then return; end if;
        end_at := begin_at;
        span := span - spans;
      end loop;
      end_id := '00000000-0000-0000-0000-000000000000';
      perform from conversations.message m where m.org_id = org and m.search_text <> '' and m.at < end_at limit 1;
      if not found then return; end if;
    end if;
  end if;
  return query
    -- The offset keeps the planner from looking for a rare word by age, in all messages there are.
    select hit.id, hit.conversation_id, hit.at from (
      select m.id, m.conversation_id, m.at, m.search_words from conversations.message m
      where m.org_id = org and m.search_text <> '' and m.search_words @@ asked offset 0) hit
    where (hit.at, hit.id) < (end_at, end_id) and hit.search_words @@ words and (viewer is null or
      (select conversations.visible_to(viewer, teams, c.assignee_id, c.team_id) from conversations.conversation c where c.org_id = org and c.id = hit.conversation_id))
    order by hit.at desc, hit.id desc
    limit missing;
end $$;
select kernel.search_function('conversations.search_newest_messages(text,text,int,uuid,uuid[])', 'conversations.message', 'conversations.conversation');

-- Conversations by name or number, the same way: what many have (two letters, the digits of a country) is found among the
-- newest of each state, in the order of the inbox's own index; the rest through the index of letters.
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
  -- Where the walk through one state ended, others may not have been walked as far back.
  if cardinality(hits) = most and not exists (
    select from unnest(states) s (state) cross join lateral (
      select c.last_message_at from conversations.conversation c
      where c.org_id = org and c.state = s.state order by c.last_message_at desc, c.id desc offset walk - 1 limit 1) last
    where last.last_message_at >= oldest_hit) then
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
