-- Whoever waits today stands in the queue from the beginning.
alter table conversations.conversation no force row level security;
alter table crm.attention_item no force row level security;
insert into crm.attention_item (
  org_id, kind, subject_id, contact_id, brand_id, href, priority, is_vip, waiting_since, sla_started_at, sla_due_at, value_minor, assignee_id, team_id)
select c.org_id, 'conversation', c.id, c.contact_id, c.brand_id, '/bandeja/' || c.id, c.priority, false, c.waiting_since,
  case when coalesce(c.sla_due_at, c.answer_due_at) is not null then c.waiting_since end, coalesce(c.sla_due_at, c.answer_due_at), 0,
  c.assignee_id, c.team_id
from conversations.conversation c
where c.state = 'open' and c.waiting_since is not null;
alter table crm.attention_item force row level security;
alter table conversations.conversation force row level security;
