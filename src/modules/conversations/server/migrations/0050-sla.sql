-- What is promised to whom, in how much time. Targets by priority: {"normal": {"firstResponseMinutes": 15, ...}, ...}.
create table conversations.sla_policy (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  name text not null check (name <> ''),
  position int not null,
  is_default boolean not null default false,
  brand_ids uuid[] not null default '{}',
  channel_ids uuid[] not null default '{}',
  priorities text[] not null default '{}',
  labels text[] not null default '{}',
  team_ids uuid[] not null default '{}',
  targets jsonb not null,
  time text not null check (time in ('business', 'plain')),
  calendar_id uuid,
  warn_percent int not null check (warn_percent between 1 and 99),
  created_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id)
);
create unique index sla_policy_default on conversations.sla_policy (org_id) where is_default;

create table conversations.sla_settings (
  org_id uuid not null default kernel.current_org(),
  bots_answer boolean not null,
  primary key (org_id)
);
select kernel.tenant_table('conversations.sla_settings');

-- One promise to one customer. Policy and target are copied when it begins: what is changed later holds for later ones.
create table conversations.sla_clock (
  org_id uuid not null default kernel.current_org(),
  conversation_id uuid not null,
  metric text not null check (metric in ('first-response', 'next-response', 'resolution')),
  cycle bigint not null check (cycle > 0),
  policy_id uuid,
  policy_name text not null,
  priority text not null,
  time text not null check (time in ('business', 'plain')),
  calendar_id uuid,
  target_s int not null check (target_s > 0),
  warn_percent int not null,
  started_at timestamptz not null,
  paused_s int not null default 0 check (paused_s >= 0),
  paused_at timestamptz,
  warn_at timestamptz not null,
  due_at timestamptz not null,
  warned_at timestamptz,
  met_at timestamptz,
  breached_at timestamptz,
  ended_at timestamptz,
  primary key (org_id, conversation_id, metric, cycle),
  foreign key (org_id, conversation_id) references conversations.conversation (org_id, id) on delete cascade
);
create index sla_clock_met on conversations.sla_clock (org_id, met_at) where met_at is not null;
create index sla_clock_breached on conversations.sla_clock (org_id, breached_at) where breached_at is not null;

-- Of the clocks that run, the earliest moments; and when the conversation's timer looks again.
alter table conversations.conversation
  add sla_warn_at timestamptz,
  add sla_due_at timestamptz,
  add sla_timer_at timestamptz;
create index conversation_by_sla on conversations.conversation (org_id, sla_due_at) where sla_due_at is not null;

-- The answer target that each number had becomes a policy: the one of the oldest number for all, others for their number.
alter table conversations.channel no force row level security;
alter table conversations.conversation no force row level security;

insert into conversations.sla_policy (org_id, id, name, position, is_default, channel_ids, targets, time, warn_percent, created_at)
select t.org_id, gen_random_uuid(), case when t.place = 1 then 'General' else t.name end, t.place, t.place = 1,
  case when t.place = 1 then '{}' else array[t.id] end,
  jsonb_build_object('urgent', t.target, 'high', t.target, 'normal', t.target, 'low', t.target), 'plain', 80, t.created_at
from (
  select c.org_id, c.id, c.name, c.created_at, c.answer_target_minutes,
    row_number() over oldest as place, first_value(c.answer_target_minutes) over oldest as general,
    jsonb_build_object('firstResponseMinutes', c.answer_target_minutes, 'nextResponseMinutes', c.answer_target_minutes, 'resolutionMinutes', null) as target
  from conversations.channel c
  window oldest as (partition by c.org_id order by c.created_at, c.id)
) t
where t.place = 1 or t.answer_target_minutes <> t.general;

-- Who waits now goes on waiting, with the moment that was promised.
insert into conversations.sla_clock (
  org_id, conversation_id, metric, cycle, policy_id, policy_name, priority, time, target_s, warn_percent, started_at, warn_at, due_at)
select c.org_id, c.id, case when c.first_reply_at is null and c.last_reply_at is null then 'first-response' else 'next-response' end, 1,
  p.id, coalesce(p.name, 'General'), c.priority, 'plain', greatest(1, extract(epoch from c.answer_due_at - c.waiting_since)::int), 80,
  c.waiting_since, c.waiting_since + (c.answer_due_at - c.waiting_since) * 0.8, c.answer_due_at
from conversations.conversation c
left join lateral (
  select p.id, p.name from conversations.sla_policy p
  where p.org_id = c.org_id and (p.is_default or c.channel_id = any(p.channel_ids)) order by p.is_default limit 1
) p on true
where c.waiting_since is not null and c.state <> 'resolved';

update conversations.conversation c set sla_warn_at = k.warn_at, sla_due_at = k.due_at
from conversations.sla_clock k
where k.org_id = c.org_id and k.conversation_id = c.id;

alter table conversations.channel force row level security;
alter table conversations.conversation force row level security;
select kernel.tenant_table('conversations.sla_policy');
select kernel.tenant_table('conversations.sla_clock');
