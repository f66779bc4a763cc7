-- A customer of a brand has one conversation at a time, through whichever of the brand's numbers they write. Those who
-- have several alive by now get them joined: the thread of the one that moved last goes on behind the others.
-- While two become one, the one that stays carries the number of the one that goes.
drop index conversations.one_alive_per_contact;

alter table conversations.conversation no force row level security;
alter table conversations.message no force row level security;
alter table conversations.reading no force row level security;
alter table conversations.draft no force row level security;

create temporary table joining on commit drop as
select c.org_id, c.id, first_value(c.id) over earlier as into_id,
  row_number() over earlier as place, count(*) over (partition by c.org_id, c.contact_id, c.brand_id) as size,
  coalesce(sum(c.last_seq) over (earlier rows between unbounded preceding and 1 preceding), 0)::int as shift
from conversations.conversation c
where c.state <> 'resolved'
window earlier as (partition by c.org_id, c.contact_id, c.brand_id order by c.last_message_at, c.id);
delete from joining where size = 1;

-- Who had read everything of the first one is not shown the others as news.
update conversations.reading r set read_seq = j.total
from (select org_id, into_id, max(shift + c.last_seq)::int as total, max(c.last_seq) filter (where place = 1) as first_seq
      from joining join conversations.conversation c using (org_id, id) group by org_id, into_id) j
where r.org_id = j.org_id and r.conversation_id = j.into_id and r.read_seq >= j.first_seq;

update conversations.message m set conversation_id = j.into_id, seq = m.seq + j.shift
from joining j where m.org_id = j.org_id and m.conversation_id = j.id and j.place > 1;

-- An unsent text survives; where somebody wrote in several, the newest.
create temporary table kept_draft on commit drop as
select distinct on (d.org_id, j.into_id, d.person_id) d.org_id, j.into_id, d.person_id, d.text, d.is_note, d.reply_to_id, d.file_ids, d.updated_at
from conversations.draft d join joining j on j.org_id = d.org_id and j.id = d.conversation_id
order by d.org_id, j.into_id, d.person_id, d.updated_at desc;
delete from conversations.draft d using joining j where d.org_id = j.org_id and d.conversation_id = j.id;
insert into conversations.draft (org_id, conversation_id, person_id, text, is_note, reply_to_id, file_ids, updated_at)
select org_id, into_id, person_id, text, is_note, reply_to_id, file_ids, updated_at from kept_draft;

create temporary table joined on commit drop as
select j.org_id, j.into_id,
  max(j.shift + c.last_seq)::int as last_seq,
  sum(c.unread_count)::int as unread_count,
  case when bool_or(c.state = 'open') then 'open' when bool_or(c.state = 'pending') then 'pending' else 'snoozed' end as state,
  min(c.snoozed_until) as snoozed_until,
  min(c.waiting_since) as waiting_since, min(c.answer_due_at) as answer_due_at,
  min(c.opened_at) as opened_at, min(c.first_inbound_at) as first_inbound_at, min(c.first_reply_at) as first_reply_at,
  max(c.last_inbound_at) as last_inbound_at, max(c.last_reply_at) as last_reply_at, max(c.last_message_at) as last_message_at,
  (array_agg(c.last_message_id order by j.place desc) filter (where c.last_message_id is not null))[1] as last_message_id,
  (array_agg(c.shown_message_id order by c.last_message_at desc) filter (where c.shown_message_id is not null))[1] as shown_message_id,
  (array_agg(c.priority order by c.priority_rank))[1] as priority,
  (array_agg(c.assignee_id order by c.last_message_at desc) filter (where c.assignee_id is not null))[1] as assignee_id,
  (array_agg(c.assignee_name order by c.last_message_at desc) filter (where c.assignee_id is not null))[1] as assignee_name,
  (array_agg(c.team_id order by c.last_message_at desc) filter (where c.team_id is not null))[1] as team_id,
  -- The number is the one to which the customer wrote last, and the window is that number's.
  (array_agg(c.id order by c.last_inbound_at desc nulls last, c.last_message_at desc))[1] as freshest_id
from joining j join conversations.conversation c on c.org_id = j.org_id and c.id = j.id
group by j.org_id, j.into_id;

update conversations.conversation c set
  channel_id = f.channel_id, channel_kind = f.channel_kind, address_id = f.address_id, contact_address = f.contact_address,
  search_text = f.search_text, window_expires_at = f.window_expires_at,
  last_seq = t.last_seq, unread_count = t.unread_count, state = t.state,
  snoozed_until = case when t.state = 'snoozed' then t.snoozed_until end,
  waiting_since = t.waiting_since, answer_due_at = t.answer_due_at, opened_at = t.opened_at,
  first_inbound_at = t.first_inbound_at, first_reply_at = t.first_reply_at, last_inbound_at = t.last_inbound_at,
  last_reply_at = t.last_reply_at, last_message_at = t.last_message_at, last_message_id = t.last_message_id,
  shown_message_id = t.shown_message_id, priority = t.priority, assignee_id = t.assignee_id, assignee_name = t.assignee_name,
  team_id = t.team_id,
  labels = array(select distinct l.label from joining j join conversations.conversation o on o.org_id = j.org_id and o.id = j.id
                 cross join lateral unnest(o.labels) as l(label) where j.org_id = t.org_id and j.into_id = t.into_id order by l.label),
  version = c.version + 1
from joined t join conversations.conversation f on f.org_id = t.org_id and f.id = t.freshest_id
where c.org_id = t.org_id and c.id = t.into_id;

delete from conversations.conversation c using joining j where c.org_id = j.org_id and c.id = j.id and j.place > 1;

alter table conversations.conversation force row level security;
alter table conversations.message force row level security;
alter table conversations.reading force row level security;
alter table conversations.draft force row level security;

-- Two first messages at once, through the same number or through two, must not open two conversations.
create unique index one_alive_per_contact on conversations.conversation (org_id, contact_id, brand_id) where state <> 'resolved';
drop index conversations.conversation_by_contact;
create index conversation_by_contact on conversations.conversation (org_id, contact_id, brand_id, opened_at desc);
-- Whose number it is, whatever the channel they wrote to before.
create index if not exists address_by_number on conversations.address (org_id, wa_id) where wa_id is not null;
