-- The stems of a message, kept beside it: to look for a frequent word among the newest messages they must not be made
-- anew for each row that is passed. On a table of a million messages this takes about a minute.
drop index conversations.message_search;
alter table conversations.message
  add column search_words tsvector not null generated always as (to_tsvector('spanish', search_text)) stored;
create index message_search on conversations.message using gin (org_id, search_words) where search_text <> '';
create index message_newest on conversations.message (org_id, at desc, id desc) where search_text <> '';

-- The newest messages with these words. Through the index of words a frequent one costs as much as it has hits, all of
-- them fetched to be sorted (a fifth of a second at 200,000), though only the newest are asked for. So a glance at the
-- newest thousand says how frequent it is; a frequent one is found on a walk from the newest backwards. The walk has an
-- end, for words that were frequent lately and never before: what is older comes through the index of words.
create function conversations.search_newest_messages(query text, most int) returns table (message_id uuid, conversation_id uuid, at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, public
-- One plan for all organizations and words, and always this one: along the index of age, or through the index of words.
set plan_cache_mode = force_generic_plan set enable_sort = off set enable_seqscan = off as $$
declare
  org constant uuid := kernel.current_org();
  words constant tsquery := to_tsquery('spanish', query);
  glance constant int := 1000;
  walk constant int := 50000;
  found_count int := 0;
  end_at timestamptz := 'infinity';
  end_id uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
begin
  select count(*) into found_count
  from (select m.search_words from conversations.message m where m.org_id = org and m.search_text <> '' order by m.at desc, m.id desc limit glance) newest
  where newest.search_words @@ words;
  if found_count * walk >= most::bigint * glance then
    return query
      select newest.id, newest.conversation_id, newest.at
      from (
        select m.id, m.conversation_id, m.at, m.search_words from conversations.message m
        where m.org_id = org and m.search_text <> '' order by m.at desc, m.id desc limit walk) newest
      where newest.search_words @@ words
      limit most;
    get diagnostics found_count = row_count;
    if found_count >= most then return; end if;
    select m.at, m.id into end_at, end_id from conversations.message m
    where m.org_id = org and m.search_text <> '' order by m.at desc, m.id desc offset walk - 1 limit 1;
    if not found then return; end if;
  else
    found_count := 0;
  end if;
  return query
    select hit.id, hit.conversation_id, hit.at
    -- The offset keeps the planner from looking for a rare word by age, in all messages there are.
    from (
      select m.id, m.conversation_id, m.at from conversations.message m
      where m.org_id = org and m.search_text <> '' and m.search_words @@ words offset 0) hit
    where (hit.at, hit.id) < (end_at, end_id)
    order by hit.at desc, hit.id desc
    limit most - found_count;
end $$;
select kernel.search_function('conversations.search_newest_messages(text,int)', 'conversations.message');
